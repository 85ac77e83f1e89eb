"""The opening page and the list of news."""

from home.starter.rows import PageRow

HOME = {
    "title": "家族の世話をしている人のために",
    "slug": "home",
    "summary": "鎌倉で家族の世話をしている人のための、居場所、集まり、制度、相談先の案内です。",
    "heading": "家族の世話を、ひとりで\u200bがんばらなくていい。",
    "lead": "鎌倉の居場所、集まり、手当や手助けを、ここでまとめてさがせます。話すだけでも、だいじょうぶです。",
    "search_label": "気になることを、そのままのことばで",
    "ready_words": "働きながら介護\n弟の世話でつかれた\nタクシー券\n名前を言わずに相談",
}

NEWS_INDEX = PageRow(
    slug="news",
    title="お知らせ",
    summary="新しい居場所、休みの変更、申込みの時期などをお知らせします。",
    parts=(),
)
