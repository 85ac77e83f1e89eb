"""Dated articles of お知らせ, newest first."""

from home.starter.bodies import contact, heading, listed, notice, related, steps, text
from home.starter.rows import ArticleRow

ARTICLES = (
    ArticleRow(
        slug="sibling-room-opens",
        title="きょうだいのための部屋が、玉縄にできました",
        summary="障害のある兄や妹がいるこどもが、土曜日の午後に遊べる部屋です。",
        days_ago=3,
        department="こども支援課",
        measures=("6-3-4-2",),
        parts=(
            text(
                "玉縄に「きょうだいの部屋 いるか」ができました。",
                "第2と第4の土曜日、午後1時半から4時までです。8月は休みです。",
            ),
            related(
                "この部屋と、ひらく会", ("place", "sibling-room-tamanawa"), ("group", "naminooto")
            ),
            text("はじめての日は、家の人か先生といっしょに来てください。"),
        ),
    ),
    ArticleRow(
        slug="taxi-tickets-next-year",
        title="福祉タクシー券の申込みは、4月1日からです",
        summary="タクシー券、燃料券、福祉有償運送の券から、ひとつをえらべます。",
        days_ago=6,
        department="障害福祉課",
        measures=("6-3-6-2", "6-3-6-7"),
        parts=(
            text("来年度の券は、4月1日から申し込めます。手帳を持ってきてください。"),
            notice(
                "warn",
                "10月からは半分になります",
                "10月1日より後の申込みは、もらえる数が半分です。",
            ),
            related(
                "3つの券",
                ("benefit", "taxi-tickets"),
                ("benefit", "fuel-tickets"),
                ("benefit", "transport-tickets"),
            ),
            contact("聞くところ", "家族が代わりに申し込めます。", department="障害福祉課"),
        ),
    ),
    ArticleRow(
        slug="new-year-contacts",
        title="年末年始に話せるところをまとめました",
        summary="12月29日から1月3日は、多くの窓口が休みです。つながる電話を確かめておきましょう。",
        days_ago=10,
        department="福祉総務課",
        measures=("6-1-1-1",),
        parts=(
            text("市の窓口と居場所は、12月29日から1月3日まで休みです。"),
            related("年末年始もつながります", ("place", "mind-line")),
            heading("休みの前にしておくこと"),
            listed(
                "薬が足りるか、病院に電話する。",
                "ヘルパーや宅配の休みの日を、紙に書いておく。",
                "いざというときにかける番号を、電話に入れておく。",
            ),
            notice("bad", "命があぶないとき", "まよわず119番にかけてください。"),
        ),
    ),
    ArticleRow(
        slug="supporters-course-starts",
        title="支える人のための講座がはじまります",
        summary="近所の人、お店の人、先生のための3回の講座です。1回だけでも参加できます。",
        days_ago=15,
        department="福祉総務課",
        measures=("6-3-1-1", "6-3-5-1"),
        parts=(
            text("世話をしている人に気づき、話を聞き、つなぐための講座です。"),
            related("日にちと申込み", ("event", "supporters-course")),
            text("講座のあと、食堂や居場所で手伝ってくれる方もさがしています。"),
        ),
    ),
    ArticleRow(
        slug="benefits-in-one-place",
        title="障害のある方の手当を、まとめてさがせるようになりました",
        summary="手当、券、ヘルパーを、ことばや地域からさがせます。",
        days_ago=24,
        department="障害福祉課",
        measures=("6-3-3-3",),
        parts=(
            text("「制度」のページで、使えるかもしれない手当や手助けをさがせます。"),
            steps(
                "さがし方",
                ("ことばを入れる", "「タクシー」「手帳」など、思いつくことばでかまいません。"),
                ("だれのためかをえらぶ", "本人のものと、家族のものをわけて見られます。"),
                ("聞くところに電話する", "使えるかどうかは、窓口で決まります。"),
            ),
            related(
                "よく見られている制度",
                ("benefit", "city-disability-allowance"),
                ("benefit", "taxi-tickets"),
            ),
        ),
    ),
    ArticleRow(
        slug="working-carers-evening",
        title="仕事帰りに話せる夜の集まりが、2か月に1回になりました",
        summary="大船駅から3分です。画面だけの参加もできます。",
        days_ago=38,
        department="商工課",
        measures=("6-3-3-4",),
        parts=(
            text("「働くケアラーの夜」は、木曜日の夜7時からです。途中から来られます。"),
            related("集まりと相談", ("event", "working-carers-night"), ("place", "worker-online")),
        ),
    ),
    ArticleRow(
        slug="summer-break-of-open-nurseries",
        title="わくわく広場は、8月に休みます",
        summary="暑い時期は、子育て支援センターの部屋を使ってください。",
        days_ago=52,
        department="保育課",
        measures=("6-3-4-4", "6-3-4-5"),
        parts=(
            text("保育園の庭で遊ぶ「わくわく広場」は、毎年8月に休みます。"),
            related(
                "8月に行けるところ",
                ("place", "childcare-center-ofuna"),
                ("place", "childcare-center-kamakura"),
            ),
        ),
    ),
)
