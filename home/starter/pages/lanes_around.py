"""Lanes for people around carers: neighbours, employers, schools and services."""

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

CITIZENS = LaneRow(
    slug="citizens",
    title="「だいじょうぶ？」のひとことから",
    summary="近所で、お店で、学校で。世話をしている人に気づいたとき、できることをまとめました。",
    lane_title="まわりで気づいた方へ",
    lane_text="近所の方や友だち、お店のみなさんにできることです。",
    lead="世話をしている人は、自分から助けてと言わないことがあります。気づいたあなたの声かけが、はじめの支えになります。",
    audiences=("supporter",),
    measures=("6-1-1-2", "6-3-5-1", "6-3-1-1"),
    parts=(
        heading("気づくきっかけ"),
        text("特別なことではありません。毎日の中の、小さな変化です。"),
        voices(
            "買い物や通院のつきそいを、いつもひとりでしている",
            "こどもが、学校のある時間に家族と出かけている",
            "前は来ていた集まりに、来なくなった",
        ),
        heading("声のかけ方"),
        text(
            "くわしく聞き出さなくてだいじょうぶです。",
            "「いつもえらいね」より、「今日はどう？」のほうが話しやすいことがあります。",
        ),
        quote("このあと、少し時間ある？　お茶でもどう？", "はじめの一言の例"),
        notice(
            "warn",
            "無理にすすめないでください",
            "「話したくなったら、ここがあるよ」。それだけで十分です。",
        ),
        steps(
            "つなぐ先",
            ("本人がいいと言ったら", "いっしょに電話をかけることもできます。"),
            ("迷ったら", "名前を出さずに、あなただけで相談できます。"),
            ("急ぐとき", "命があぶないときは、110番か119番にかけてください。"),
        ),
        related(
            "相談できるところ",
            ("place", "carer-desk"),
            ("place", "child-family-desk"),
            ("place", "outreach-team"),
        ),
        related("学べる日", ("event", "supporters-course"), ("event", "fifth-saturday-concert")),
        related(
            "手伝える会", ("group", "minna-table"), ("group", "food-bank"), ("group", "shakyo")
        ),
        contact(
            "ちらしがほしい方へ", "お店や会館に置ける案内をお渡しします。", department="福祉総務課"
        ),
    ),
)

EMPLOYERS = LaneRow(
    slug="employers",
    title="社員の介護に、会社ができること",
    summary="社員から介護の相談を受けたときの進め方と、会社が聞ける窓口です。",
    lane_title="会社・事業所の方へ",
    lane_text="社員から介護の話を聞いたときの、はじめの対応です。",
    lead="介護は、ある日とつぜんはじまります。やめる前に話せる職場なら、働きつづけられる人がふえます。",
    audiences=("employer",),
    measures=("6-3-3-4", "6-1-1-2"),
    parts=(
        steps(
            "話を聞いた日にすること",
            (
                "まず、お礼を言う",
                "「話してくれてありがとう」。それだけで次の話がしやすくなります。",
            ),
            ("休みのしくみを渡す", "介護休業と介護休暇を、紙で渡します。その場で決めさせません。"),
            ("つぎに話す日を決める", "1か月後に、もう1度聞く日を決めます。"),
        ),
        heading("小さな会社でもできること"),
        listed(
            "1時間から休める介護休暇を、申込み用紙といっしょに用意する。",
            "通院の日だけ、時間をずらして働けるようにする。",
            "「介護の話をしていい」と、社長のことばで伝える。",
        ),
        notice(
            "info",
            "社員の名前は聞きません",
            "会社としての相談は、だれのことかわからない形で受けます。",
        ),
        related("聞けるところ", ("place", "employer-desk"), ("place", "worker-online")),
        related("社員に渡せる制度", ("benefit", "care-leave"), ("benefit", "care-days-off")),
        related("勉強会", ("event", "employers-seminar")),
        quote("1枚の紙を配っただけで、相談が3件ありました。", "市内の会社の方（見本の声です）"),
        contact(
            "会社で話してほしいとき", "昼休みの30分の講座にもうかがいます。", department="商工課"
        ),
    ),
)

INSTITUTIONS = LaneRow(
    slug="institutions",
    title="学校と関係機関のみなさんへ",
    summary="先生、ケアマネジャー、病院の方へ。世話をしている家族に気づいたときのつなぎ方です。",
    lane_title="学校・関係機関の方へ",
    lane_text="気になるこどもや家族を、ひとりで抱えないために。",
    lead="遅刻がふえた。通院にいつも同じこどもがいる。気づいたことを、ひとりで抱えずに話してください。",
    audiences=("institution",),
    measures=("6-1-1-2", "6-3-3-1", "6-3-3-2"),
    parts=(
        heading("見えやすいしるし"),
        voices(
            "遅刻や早退がふえ、わけを言わない",
            "家族の予定を、こどもがいちばん知っている",
            "面談で、親のことばをこどもが訳している",
        ),
        steps(
            "つなぐまで",
            ("話を聞く", "解決しようとせず、まず毎日のようすを聞きます。"),
            ("本人に聞く", "だれに伝えていいかを、本人に確かめます。"),
            ("連絡する", "名前を出さない相談から始められます。"),
            ("つづける", "つないだあとも、いつもの声かけをつづけてください。"),
        ),
        notice(
            "warn",
            "本人に知らせずに家へ連絡しないでください",
            "家の人に先に伝わると、話せなくなることがあります。急ぐときは電話してください。",
        ),
        related(
            "連絡先",
            ("place", "school-liaison-desk"),
            ("place", "child-family-desk"),
            ("place", "education-desk"),
            ("place", "outreach-team"),
        ),
        related("渡せる案内", ("place", "young-carer-line"), ("place", "wakatama-yuigahama")),
        related("研修", ("event", "supporters-course")),
        text("ケアプランを作るときは、世話をする家族の1日も、いっしょに書き出してください。"),
        contact(
            "研修に来てほしいとき",
            "校内の研修や事例の会にうかがいます。",
            department="こども家庭相談課",
        ),
    ),
)
