"""The lane for children and young people in English and in easy Japanese."""

from home.starter.bodies import (
    Part,
    contact,
    heading,
    listed,
    notice,
    quote,
    related,
    steps,
    text,
    voices,
)
from home.starter.rows import WordsRow

TALK = (("place", "young-carer-line"), ("place", "young-line-chat"), ("place", "child-family-desk"))
GO = (
    ("place", "wakatama-yuigahama"),
    ("place", "youth-hall-kamakura"),
    ("place", "sibling-room-tamanawa"),
    ("place", "kimie-shokudo"),
)
MEET = (("event", "iruka-saturday"), ("event", "wakatama-supper"), ("event", "kimie-wednesday"))

ENGLISH_BODY: tuple[Part, ...] = (
    heading("Does this sound like you?"),
    voices(
        "I leave practice early to pick up my little brother.",
        "At night I worry about my family and can't sleep.",
        "I have never told my friends about things at home.",
        "I interpret for my mum at the hospital.",
    ),
    text(
        "If one of these sounds like you, it is okay to talk.",
        "Asking for help is not wrong. It does not mean you don't love your family.",
    ),
    related("People to talk to", *TALK),
    heading("What should I say?"),
    text("You don't need the right words. You can read this out:"),
    quote(
        "I'd like to talk a little about things at home.", "Works on the phone and with a teacher"
    ),
    steps(
        "What happens next",
        ("We listen", "You don't have to give your name. Say only what you want to say."),
        ("We think together", "You decide with us who will know, and who will not."),
        ("We look for helpers", "Someone to help with meals or laundry, or with your homework."),
    ),
    notice(
        "warn",
        "There is one exception",
        "If you are in danger, we tell other adults to keep you safe. We tell you first.",
    ),
    related("Places you can drop in", *GO),
    related("Meetups near you", *MEET),
    heading("If nobody should know you were here"),
    listed(
        "The exit button takes you to a different page at once.",
        "This site cannot delete the history on your phone or computer.",
        "On a shared phone, a private window is safer.",
    ),
    contact(
        "At school",
        "You can tell your teacher, the school nurse or the school counsellor.",
        department="教育センター",
    ),
)

EASY_BODY: tuple[Part, ...] = (
    heading("こんな ことは ありますか"),
    voices(
        "弟を むかえに 行くから、部活を 早く 帰る。",
        "夜、家族が 心配で ねむれない。",
        "友だちに 家の ことを 話した ことが ない。",
        "病院で お母さんの ことばを 伝えて いる。",
    ),
    text(
        "1つでも 同じなら、話して いいです。",
        "相談は 悪い ことでは ありません。",
    ),
    related("話せる ところ", *TALK),
    heading("なんと 言いますか"),
    text("この ことばを 読んで いいです。"),
    quote("家の ことを 少し 話したいです。", "電話でも、先生にも 言えます"),
    steps(
        "話した あとの こと",
        ("話を 聞きます", "名前は 言わなくて いいです。"),
        ("いっしょに 考えます", "だれに 言うか、あなたと 決めます。"),
        ("手伝う 人を さがします", "ごはんや 勉強を 手伝う 人です。"),
    ),
    notice(
        "warn",
        "1つだけ、ちがう とき",
        "あなたが あぶない ときは、ほかの 大人に 言います。先に あなたに 話します。",
    ),
    related("行ける 場所", *GO),
    related("近くの 集まり", *MEET),
    heading("見た ことを 知られたく ない とき"),
    listed(
        "「すぐ閉じる」を おすと、ちがう ページに なります。",
        "スマホに のこる きろくは、消せません。",
        "「プライベート」の 画面で 見て ください。",
    ),
    contact(
        "学校で 話す",
        "先生や 保健室の 先生に 言って いいです。",
        department="教育センター",
    ),
)

YOUNG_WORDS = (
    WordsRow(
        record="young",
        language="en",
        words={
            "title": "For you who help at home",
            "summary": "Cooking, looking after brothers and sisters, listening to a parent: people who listen to you.",
            "lane_title": "Children and young people",
            "lane_text": "If you look after a brother, a sister or a parent.",
            "lead": "You cook. You look after your brother or sister. You listen to your parents. You may rest too, and have someone to talk to.",
            "body": ENGLISH_BODY,
        },
    ),
    WordsRow(
        record="young",
        language="ja-x-easy",
        words={
            "title": "家の ことを している、あなたへ",
            "summary": "家族の 世話を している こどもの 話を 聞く 人と 場所が あります。",
            "lane_title": "こども・若い 人へ",
            "lane_text": "きょうだいや 親の 世話を している あなたへ。",
            "lead": "ごはんを 作る。弟や 妹の 世話を する。親の 話を 聞く。あなたも 休んで いいです。話して いいです。",
            "body": EASY_BODY,
        },
    ),
)
