"""Lanes for people who work and care, and for families."""

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

WORKING = LaneRow(
    slug="working",
    title="仕事をやめる前に、できることがあります",
    summary="働きながら家族の世話をしている方へ。仕事をつづけるための休みと、夜や土曜の相談先です。",
    lane_title="働きながら世話をしている方へ",
    lane_text="仕事をつづけるための制度と、同じ立場の集まりです。",
    lead="介護で仕事をつづけるか迷ったとき、最初にすることを3つにしぼりました。夜や土曜に話せるところもあります。",
    audiences=("working",),
    measures=("6-3-3-4", "6-1-1-1"),
    parts=(
        steps(
            "まず、この3つ",
            (
                "ひとりで決めず、包括に電話する",
                "地域包括支援センターでは、介護がはじまる前の話もできます。親が遠くに住んでいても聞けます。",
            ),
            (
                "会社の「介護の休み」を確かめる",
                "介護休業、介護休暇、短い時間の勤務があります。会社の規則に書いていなくても使えます。",
            ),
            ("同じ立場の人の話を聞く", "話さなくてもかまいません。画面だけの参加もできます。"),
        ),
        related(
            "夜と土曜に話せるところ",
            ("place", "worker-online"),
            ("place", "kanagawa-carer-line"),
            ("place", "care-center-ofuna"),
        ),
        related(
            "仕事の休みとお金",
            ("benefit", "care-leave"),
            ("benefit", "care-days-off"),
            ("benefit", "care-leave-benefit"),
            ("benefit", "high-cost-care"),
        ),
        heading("会社に話すときのコツ"),
        listed(
            "困りごとではなく「してほしいこと」から話します。",
            "「いつまで」を区切ります。まず3か月と言ってみます。",
            "休むときの仕事の引きつぎを、紙に1枚書いておきます。",
        ),
        quote("やめるつもりで相談して、仕事をつづけられました。", "50代の会社員（見本の声です）"),
        related(
            "働いている人の集まり",
            ("event", "working-carers-night"),
            ("event", "carers-cafe-monthly"),
        ),
        notice(
            "info",
            "会社・事業所の方へ",
            "社員から介護の話を聞いたときの進め方は、「<a href='/employers/'>会社・事業所の方へ</a>」のページにあります。",
        ),
        contact(
            "電話がしにくい方へ",
            "メールでも聞けます。2日くらいで返事をします。",
            place="letters-desk",
        ),
    ),
)

FAMILY = LaneRow(
    slug="family",
    title="家族の世話を、少し軽くするために",
    summary="介護、障害、病気、子育て。家族の世話をしている方が、休む場所と使える手助けをさがすページです。",
    lane_title="家族の世話をしている方へ",
    lane_text="休める場所、話せる人、使える手助けをさがします。",
    lead="世話をしている人が倒れないことが、いちばん大切です。休むことも、頼ることも、世話のうちです。",
    audiences=("carer", "parent", "sibling", "cared-for"),
    measures=("6-1-1-1", "6-3-3-2", "6-3-3-6", "6-3-4-1"),
    parts=(
        heading("こんな日が、つづいていませんか"),
        voices(
            "夜中に何度も起きて、朝がつらい。",
            "自分の病院に、もう1年行っていない。",
            "怒ってしまって、あとで泣いた。",
        ),
        text("あなたのせいではありません。手が足りないだけのことが、多いのです。"),
        steps(
            "はじめの一歩",
            (
                "休む場所を1つ決める",
                "お茶を飲むだけの場所があります。家族といっしょでも来られます。",
            ),
            ("頼めることを1つ頼む", "送りむかえ、洗濯、通院のつきそいなどを頼めます。"),
            ("使えるお金を確かめる", "手当やタクシー券は、申し込んだ月からのものが多いです。"),
        ),
        related(
            "ひと息つける場所",
            ("place", "carers-living-room"),
            ("place", "shichirigahama-salon"),
            ("place", "respite-imaizumi"),
        ),
        related(
            "話せる人",
            ("place", "carer-desk"),
            ("place", "care-center-kamakura"),
            ("place", "dementia-line"),
            ("place", "outreach-team"),
        ),
        related(
            "手当と手助け",
            ("benefit", "city-disability-allowance"),
            ("benefit", "taxi-tickets"),
            ("benefit", "care-insurance"),
            ("benefit", "short-stay-disability"),
        ),
        related(
            "おなじ立場の人の会",
            ("group", "carers-cafe"),
            ("group", "dementia-family"),
            ("group", "tamanawa-parents"),
        ),
        notice(
            "info",
            "家を空けられないとき",
            "電話や画面で相談できます。こちらから家にうかがうこともできます。",
        ),
        contact(
            "どこに聞くか迷ったら",
            "困りごとがいくつあっても、1つの窓口で聞きます。",
            place="carer-desk",
        ),
    ),
)
