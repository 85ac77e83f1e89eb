"""Two meetups in English and in easy Japanese."""

from home.starter.rows import WordsRow

EVENT_WORDS = (
    WordsRow(
        record="carers-cafe-monthly",
        language="en",
        words={
            "name": "Carers' Café",
            "theme": "A day to talk over tea",
            "summary": "People who care for someone talk over tea. Some only listen.",
            "description": '"How much have you told your company?" "Can you sleep at night?" It starts like that.\nA social worker is with us.',
        },
    ),
    WordsRow(
        record="carers-cafe-monthly",
        language="ja-x-easy",
        words={
            "name": "ケアラーズカフェ",
            "theme": "お茶を 飲んで 話す 日",
            "summary": "家族の 世話を する 人が 話します。聞くだけでも いいです。",
            "description": "仕事の こと、夜 ねむれるか、などを 話します。\n社会福祉士が います。",
        },
    ),
    WordsRow(
        record="kimie-wednesday",
        language="en",
        words={
            "name": "Wednesdays at Kimie's Kitchen",
            "theme": "Wednesday dinner",
            "summary": "Open every week. Come and see what is cooking today.",
        },
    ),
    WordsRow(
        record="kimie-wednesday",
        language="ja-x-easy",
        words={
            "name": "きみえ食堂の 水曜日",
            "theme": "水曜日の 夕ごはん",
            "summary": "毎週 あります。今日の ごはんは、来て 見て ください。",
        },
    ),
)
