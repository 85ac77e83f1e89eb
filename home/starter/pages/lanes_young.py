"""Lanes for children and for young adults: words that a twelve-year-old reads."""

from home.starter.bodies import (
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
from home.starter.rows import LaneRow

YOUNG = LaneRow(
    slug="young",
    title="家のことをしている、きみへ",
    summary="ごはん、きょうだいの世話、親の話を聞くこと。がんばっているきみの話を聞く人と場所があります。",
    lane_title="こども・若者のみなさんへ",
    lane_text="家のことや、きょうだい・親の世話をしているあなたに。",
    lead="ごはんを作る。弟や妹の世話をする。親の話を聞く。がんばっているきみにも、休む時間と話せる人があっていいんです。",
    quick_exit=True,
    audiences=("young-carer", "sibling"),
    measures=("6-1-1-1", "6-3-4-3", "6-3-4-2", "6-3-3-1"),
    parts=(
        heading("こんなこと、ありませんか"),
        voices(
            "弟のお迎えがあるから、部活を早く帰っている。",
            "夜、家族のことが心配で、よく眠れない。",
            "友だちには、家のことを話したことがない。",
            "お母さんの病院で、ことばを通訳している。",
        ),
        text(
            "ひとつでも「あるかも」と思ったら、話してみてだいじょうぶです。",
            "相談するのは、悪いことではありません。家族をきらいになることでもありません。",
        ),
        related(
            "話せるところ",
            ("place", "young-carer-line"),
            ("place", "young-line-chat"),
            ("place", "child-family-desk"),
        ),
        heading("なんて言えばいい？"),
        text("うまく言えなくていいです。このまま読んでもだいじょうぶです。"),
        quote("家のことで、ちょっと話したいです。", "電話でも、先生にも使えることば"),
        steps(
            "話したあと、どうなるの",
            (
                "まず、聞きます",
                "名前は言わなくていいです。言いたくないことは、言わなくていいです。",
            ),
            ("いっしょに考えます", "だれに伝えるか、伝えないかを、きみと決めます。"),
            (
                "手伝う人をさがします",
                "ごはんや洗濯を手伝う人、勉強を見てくれる人をさがします。",
            ),
        ),
        notice(
            "warn",
            "約束をやぶるときが、ひとつだけあります",
            "きみの命や体があぶないときは、守るためにほかの大人に知らせます。そのときも、先にきみに話します。",
        ),
        related(
            "ふらっと行ける場所",
            ("place", "wakatama-yuigahama"),
            ("place", "youth-hall-kamakura"),
            ("place", "sibling-room-tamanawa"),
            ("place", "kimie-shokudo"),
        ),
        related(
            "近くである集まり",
            ("event", "iruka-saturday"),
            ("event", "wakatama-supper"),
            ("event", "kimie-wednesday"),
        ),
        heading("このページを見たことを知られたくないとき"),
        listed(
            "「すぐ閉じる」を押すと、べつのページにかわります。",
            "スマホやパソコンに残る「見た記録」は、このサイトからは消せません。",
            "家族と同じスマホなら、「プライベート」の画面で見るのがおすすめです。",
        ),
        contact(
            "学校では、こんな人に",
            "担任の先生、保健室の先生、スクールカウンセラーに言ってもだいじょうぶです。",
            department="教育センター",
        ),
    ),
)

YOUNG_ADULT = LaneRow(
    slug="young-adult",
    title="18歳からの、家族の世話と自分のこと",
    summary="進学、仕事、ひとり暮らし。家族の世話をしながら自分の道を考える若い人へ。",
    lane_title="18歳からの若い人へ",
    lane_text="進学や仕事と、家のことのあいだで迷っているあなたに。",
    lead="家を出ていいのか。進学していいのか。その迷いを、ひとりで決めなくてだいじょうぶです。",
    quick_exit=True,
    audiences=("young-adult",),
    measures=("6-3-4-3", "6-3-5-3", "6-3-5-6"),
    parts=(
        heading("よく聞く声"),
        voices(
            "授業を休んで、病院につきそっている。",
            "バイト代は、家に入れている。",
            "就活で、空いた期間をなんと言えばいいかわからない。",
            "家を出たら、残る家族が心配だ。",
        ),
        steps(
            "いまからできる3つのこと",
            ("だれかに話してみる", "LINEなら、声を出せない場所からでも送れます。"),
            ("お金の助けを調べる", "返さなくていい奨学金や、家賃の助けがあります。"),
            ("世話を分ける", "ヘルパーやデイサービスに頼めることを、窓口で数えてみます。"),
        ),
        related(
            "話せるところ",
            ("place", "young-line-chat"),
            ("place", "young-work-desk"),
            ("place", "kanagawa-carer-line"),
        ),
        related(
            "使えるかもしれない制度",
            ("benefit", "scholarship-grant"),
            ("benefit", "work-preparation"),
            ("benefit", "housing-security"),
        ),
        related("同じ世代の集まり", ("event", "young-talk"), ("event", "naminooto-night")),
        quote("家を出ても、家族でいられると知りました。", "25歳の方（見本の声です）"),
        notice(
            "info",
            "家にいるのがつらい日は",
            "1日だけ休める部屋があります。「わかものライン」で聞いてください。",
        ),
        contact("どこに聞くか迷ったら", "名前を言わずに話せます。", place="carer-desk"),
    ),
)
