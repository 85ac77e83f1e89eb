"""Five places in English and in easy Japanese. Facts stay in the Japanese rows."""

from home.starter.rows import WordsRow

PLACE_WORDS = (
    WordsRow(
        record="wakatama-yuigahama",
        language="en",
        words={
            "name": "Wakatama Yuigahama",
            "summary": "Drop in on your way home from school or work. You don't have to do anything.",
            "description": "There are comics, games, Wi-Fi and quiet desks. Many people come alone.\nIf you feel like talking, speak to the staff. They listen to things at home too.",
            "access_note": "Nobody asks your name at the door. You may bring a drink.",
        },
    ),
    WordsRow(
        record="wakatama-yuigahama",
        language="ja-x-easy",
        words={
            "name": "わかたま 由比ガ浜（ゆいがはま）",
            "summary": "学校や 仕事の あとに 行けます。何も しなくて いい 場所です。",
            "description": "まんが、ゲーム、Wi-Fi、しずかな つくえが あります。ひとりで 来る 人が 多いです。\n話したい ときは、スタッフに 言って ください。",
            "access_note": "名前は 聞きません。飲みものを 持って きて いいです。",
        },
    ),
    WordsRow(
        record="youth-hall-kamakura",
        language="en",
        words={
            "name": "Kamakura Youth Hall",
            "summary": "For everyone from junior high school age to 29. Table tennis and a quiet room.",
            "description": "Take a breath here before you go home.\nThe staff listen. They can also think with you about who else could help.",
            "access_note": "There is one step at the entrance. Please call for help.",
            "hours_note": "In the summer holidays we sometimes open at noon. Please call and ask.",
        },
    ),
    WordsRow(
        record="youth-hall-kamakura",
        language="ja-x-easy",
        words={
            "name": "鎌倉青少年会館（わかい 人の 家）",
            "summary": "中学生から 29さいまで、だれでも 来られます。たっきゅうが できます。",
            "description": "家に 帰る 前に、休んで ください。\nスタッフが 話を 聞きます。",
            "access_note": "入口に だんが 1つ あります。手伝います。",
            "hours_note": "夏休みは 昼から あく 日が あります。電話で 聞いて ください。",
        },
    ),
    WordsRow(
        record="kanagawa-carer-line",
        language="en",
        words={
            "name": "Kanagawa Carers' Phone Line",
            "summary": "A phone line for people who look after someone. Take your time; we wait and listen.",
            "description": "You don't have to give your name or address. You can call after work.\nWe never tell your family or your school.",
        },
    ),
    WordsRow(
        record="kanagawa-carer-line",
        language="ja-x-easy",
        words={
            "name": "かながわ ケアラー 電話相談",
            "summary": "世話を している 人の 電話です。ゆっくり 話して いいです。",
            "description": "名前は 言わなくて いいです。\n話した ことを、家族や 学校に 言いません。",
        },
    ),
    WordsRow(
        record="kimie-shokudo",
        language="en",
        words={
            "name": "Kimie's Kitchen",
            "summary": "Dinner together every Wednesday evening. You may come alone.",
            "description": "Sometimes there are not enough seats. Come before half past five to sit at ease.",
        },
    ),
    WordsRow(
        record="kimie-shokudo",
        language="ja-x-easy",
        words={
            "name": "きみえ食堂（しょくどう）",
            "summary": "毎週 水曜日の 夜、みんなで ごはんを 食べます。ひとりで 来て いいです。",
            "description": "席が たりない ときが あります。5時半より 前に 来て ください。",
        },
    ),
    WordsRow(
        record="carer-desk",
        language="en",
        words={
            "name": "Advice desk for carers",
            "summary": "Not sure where to ask? Come here first. We look for the way together.",
            "description": "Care, disability, money, children: one desk hears it all.\nWe can also visit you at home.",
        },
    ),
    WordsRow(
        record="carer-desk",
        language="ja-x-easy",
        words={
            "name": "ケアラーの 相談",
            "summary": "どこに 聞くか わからない とき、ここに 来て ください。",
            "description": "かいご、お金、こどもの こと。ぜんぶ ここで 聞きます。\n家に 行く ことも できます。",
        },
    ),
)
