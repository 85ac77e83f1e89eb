"""The opening page in English and in easy Japanese."""

from home.starter.rows import WordsRow

HOME_WORDS = (
    WordsRow(
        record="home",
        language="en",
        words={
            "title": "For people who look after someone in their family",
            "summary": "Places, meetups, benefits and advice in Kamakura for people who care for family.",
            "heading": "You don't have to do it all alone.",
            "lead": "Find places to rest, people to meet, money and help in Kamakura. It is fine to just talk.",
            "search_label": "Search in your own words",
            "ready_words": "working and caring\ntired of looking after my brother\ntaxi tickets\ntalk without giving a name",
        },
    ),
    WordsRow(
        record="home",
        language="ja-x-easy",
        words={
            "title": "家族の 世話を している 人の ページ",
            "summary": "鎌倉で 家族の 世話を する 人の ための 場所、集まり、お金、相談の 案内です。",
            "heading": "家族の 世話を、ひとりで しなくて いいです。",
            "lead": "休む 場所、話せる 人、もらえる お金を さがす ことが できます。話すだけでも いいです。",
            "search_label": "知りたい ことを 書いて さがす",
            "ready_words": "仕事と かいご\n弟の 世話\nタクシー券\n名前を 言わない 相談",
        },
    ),
)
