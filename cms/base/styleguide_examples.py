"""The words and records that `/styleguide/` shows: examples of every state, none of them a fact."""

from typing import Any

CHECKED = {"date": "2026-11-01", "by": "青少年課", "due": "2027-02-01"}
COLOURS = (
    "brand", "brand-mist", "brand-sun", "brand-sand",
    "good-soft", "bad-soft", "warn-soft", "surface",
)  # fmt: skip
STATES = (
    ("open", "いま開いています", "21:00まで"),
    ("shut", "今日は休みです", "次は 11月28日（土）10:00"),
    ("call", "予約をしてから行く場所です", ""),
    ("late", "確認から1年たっています", ""),
    ("off", "中止になりました", ""),
)
PLACES: tuple[dict[str, Any], ...] = (
    {
        "template": "place",
        "title": "わかたま 由比ガ浜",
        "url": "#p1",
        "kana": "わかたま ゆいがはま",
        "sample": True,
        "summary": "勉強しても、何もしなくてもいい場所です。",
        "where": "由比ガ浜",
        "distance_m": 320,
        "traits": ["予約なしでOK", "無料"],
        "hours_kind": "rules",
        "windows": [["2026-11-25T09:00+09:00", "2026-11-25T21:00+09:00"]],
        "windows_by_audience": {"中学生": [["2026-11-25T09:00+09:00", "2026-11-25T20:00+09:00"]]},
        "checked": CHECKED,
    },
    {
        "template": "place",
        "title": "きみえ食堂",
        "url": "#p2",
        "icon": "bowl",
        "sample": True,
        "summary": "みんなでばんごはんを食べます。ひとりで来てもいいです。",
        "where": "二階堂",
        "traits": ["こども 100円"],
        "hours_kind": "rules",
        "windows": [["2026-11-25T17:00+09:00", "2026-11-25T19:00+09:00"]],
        "checked": CHECKED,
    },
    {
        "template": "place",
        "title": "土曜の相談窓口",
        "url": "#p3",
        "icon": "people",
        "hours_kind": "rules",
        "windows": [["2026-11-28T10:00+09:00", "2026-11-28T12:00+09:00"]],
        "alerts": ["11月28日は入口が裏側になります"],
        "checked": CHECKED,
    },
    {
        "template": "place",
        "title": "予約の電話相談",
        "url": "#p4",
        "icon": "tel",
        "hours_kind": "appointment",
        "checked": CHECKED,
    },
    {
        "template": "place",
        "title": "きょうだいの居場所 こしごえ",
        "url": "#p5",
        "kana": "きょうだいのいばしょ こしごえ",
        "sample": True,
        "summary": "くわしい場所は申込みのあとにお知らせします。",
        "where": "腰越のあたり",
        "state": {"level": "off", "text": "しばらく休んでいます", "note": "再開は未定です"},
        "checked": {"date": "2025-10-01", "by": "青少年課", "due": "2026-10-01"},
    },
)
DESK = PLACES[3] | {"phone": "0467-00-0000", "traits": ["名前を言わなくてOK"]}
MEETS: tuple[dict[str, Any], ...] = (
    {
        "template": "meet",
        "title": "ごはんを食べて、ひと息つく日",
        "url": "#m1",
        "date": "2026-11-25",
        "start": "16:00",
        "end": "18:30",
        "series": "ふらっとカフェ 御成町",
        "place": "御成町",
        "traits": ["こども 無料", "おとな 500円"],
    },
    {
        "template": "meet",
        "title": "夜のお茶",
        "url": "#m2",
        "date": "2026-11-25",
        "start": "18:30",
        "end": "20:00",
        "place": "大船",
        "place_changed": True,
    },
    {
        "template": "meet",
        "title": "お茶とおしゃべりのサロン",
        "url": "#m3",
        "date": "2026-11-28",
        "start": "10:00",
        "end": "12:00",
        "series": "社協サロン",
        "place": "腰越",
        "status": "cancelled",
        "reason": "会場の工事のためです。",
        "next": "2026-12-26",
    },
    {
        "template": "meet",
        "title": "みんなで作るカレーの日",
        "url": "#m4",
        "date": "2026-12-13",
        "start": "11:30",
        "end": "13:30",
        "status": "moved",
        "original_date": "2026-12-06",
        "place": "鎌倉青少年会館",
    },
)
GROUPS = tuple(
    {
        "template": "group",
        "title": name,
        "url": f"#g{number}",
        "summary": words,
        "picture": f"ring-{number}",
        "next": {"date": "2026-12-08", "title": "きょうだいの話をする夜"} if number == 3 else None,
    }
    for number, (name, words) in enumerate(
        (
            ("たまなわ親の会", "障害のあるこどもの親の会"),
            ("ケアラーズカフェ", "介護している人のカフェ"),
            ("なみのおと", "きょうだいの会"),
            ("ひなたの会", "若い世代の会"),
        ),
        start=1,
    )
)
BENEFITS: tuple[dict[str, Any], ...] = (
    {
        "template": "benefit",
        "title": "鎌倉市障害者福祉手当",
        "url": "#b1",
        "kana": "かまくらししょうがいしゃふくしてあて",
        "kind": "制度・手当",
        "sample": True,
        "gets": {"what": "月 2,000円", "after": "9月と3月に、まとめて"},
        "sure": "likely",
        "reasons": [{"text": "鎌倉に住んでいる"}, {"text": "手帳で確かめてください", "ask": True}],
        "deadline": "早めの申込みがおすすめです。",
        "desk": {"name": "障害福祉課（市役所 1階）", "phone": "0467-00-0000"},
        "bring": "手帳、通帳",
        "checked": {"date": "2026-10-01", "by": "障害福祉課"},
    },
    {
        "template": "benefit",
        "title": "福祉タクシー券",
        "url": "#b2",
        "kind": "制度・移動",
        "gets": {"what": "年 24枚", "after": "10月からの申込みは12枚"},
        "sure": "maybe",
        "choice": "タクシー券・燃料券・運送券は、ひとつだけえらべます。",
        "checked": {"date": "2026-04-01", "due": "2026-10-01"},
    },
    {
        "template": "benefit",
        "title": "家事支援員の派遣",
        "url": "#b3",
        "kind": "家事の手伝い",
        "sure": "ask",
        "summary": "家庭のようすを聞いて決まる制度です。",
    },
)
HITS: tuple[dict[str, Any], ...] = (
    {
        "template": "page",
        "title": [["仕事", True], ["をやめる前に、できることがあります", False]],
        "url": "#h1",
        "kind": "読みもの",
        "excerpt": [["介護", True], ["で迷ったとき、最初にすることを3つにしぼりました。", False]],
        "date": "2026-11-10",
        "department": "商工課",
    },
    {**BENEFITS[0], "summary": "重い障害のある方に出る手当です。"},
    {**GROUPS[2], "kind": "団体"},
    {**PLACES[0], "lang": "ja"},
)
HOURS = (
    {"days": "月・水・金", "cells": ["15:00〜21:00", "20:00まで"], "today": True},
    {"days": "祝日の月・水・金", "cells": ["15:00〜17:00", "17:00まで"]},
    {"days": "火・木・土・日", "closed": "休み"},
)
DATES = (
    {"date": "2027-02-09", "time": "18:30〜20:00", "text": "男性の介護者の日", "url": "#d1"},
    {"date": "2027-02-23", "time": "18:30〜20:00", "warning": "祝日です"},
    {"date": "2027-03-09", "status": "cancelled", "reason": "会場が使えないため"},
)
DOORS = (
    {"title": "ひとつ選んで進む", "text": "短い説明をそえます", "url": "#d1", "icon": "house"},
    {
        "title": "「玉縄」をはずす",
        "text": "となりの大船もふくめる",
        "url": "#d2",
        "icon": "pin",
        "count": 3,
    },
)
LANES = (
    ("young", "こども・若者のみなさんへ", "家のことや、きょうだい・親の世話をしているあなたに。"),
    ("young-adult", "18歳からのあなたへ", "学校や仕事と、家族のことのあいだで。"),
    (
        "working",
        "働きながら世話をしている方へ",
        "仕事をつづけるための制度と、同じ立場の集まりです。",
    ),
    ("family", "家族の世話をしている方へ", "休める場所、話せる人、使える手助けをさがします。"),
    ("citizens", "まわりで気づいた方へ", "声のかけ方と、つなぐ先です。"),
    ("employers", "会社・事業所の方へ", "社員から相談を受けたときの進め方です。"),
    ("institutions", "学校・医療・福祉の方へ", "気づいたときに、つなぐ先です。"),
)
CHIPS = [{"label": "こども・若者", "url": "?"}, {"label": "予約なしでOK", "url": "?"}]
COUNTS = [
    {"label": "ぜんぶ", "url": "?", "count": 18, "current": True},
    {"label": "場所", "url": "?", "count": 4},
]
WORDS = [{"label": "働きながら介護", "url": "?"}, {"label": "家事の手助け", "url": "?", "count": 9}]
FACET_OPTIONS = [
    {"value": "no-booking", "label": "予約なしでOK", "count": 9, "checked": True},
    {"value": "free", "label": "お金がかからない", "count": 10},
]
STEPS = [
    {"title": "ひとりで決めず、電話する", "text": "はじまる前の相談もできます。"},
    {
        "title": "会社の休みを確かめる",
        "text": "規則に書いていなくても使えます。",
        "url": "#s2",
        "label": "休みの種類を見る",
    },
]
VOICES = ["友だちには、家のことを話したことがない。", "夜、家族のことが心配で、よく眠れない。"]
CRUMBS = [{"label": "ホーム", "url": "/"}, {"label": "居場所・相談先", "url": "/places/"}]
NEWS = [{"date": "2026-11-24", "title": "福祉タクシー券の申請は4月1日からです", "url": "#n1"}]
FACTS = [
    {"term": "住所", "words": "鎌倉市二階堂（番地は確認中です）"},
    {"term": "担当", "words": "青少年課", "url": "#f1", "note": "市の取組 6-3-4-3"},
]
LINES = [
    {"number": "6-3-4-3", "title": "居場所の提供", "url": "#l1", "cells": ["居場所 6"]},
    {
        "number": "6-3-4-5",
        "title": "子育て支援センターの運営",
        "note": "再掲",
        "cells": ["センター 4"],
    },
]
ADDED = ("ビジネスケアラー", "仕事と介護")
SORTS: tuple[dict[str, Any], ...] = (
    {"label": "合う順", "url": "#s1", "current": False},
    {"label": "日にちの近い順", "url": "#s2", "current": False},
    {"label": "近い順", "url": "#s3", "current": True},
)
MEANT_ALSO = {"meant": "認知症", "applied": True, "exact_url": "#m1"}
MEANT_MAYBE = {"meant": "介護", "applied": False, "url": "#m2"}
AREAS = ({"label": "大船", "url": "#a1", "count": 5},)
SUGGESTED = (
    {"label": "認知症", "kind": ""},
    {"label": "認知症の家族の会 ゆいの輪", "kind": "団体"},
    {"label": "認知症の家族の電話", "kind": "場所"},
)
PAGES: tuple[dict[str, Any], ...] = (
    {"number": 1, "url": "#p1"},
    {"number": 2, "url": "#p2"},
    {"number": 3, "url": "#p3", "current": True},
    {"number": 4, "url": "#p4"},
    {"number": 9, "url": "#p9", "gap": True},
)
TOWNS = ["由比ガ浜", "御成町", "大船"]
LINE_COLUMNS = ["番号と取組", "いま使えるもの"]
HOUR_COLUMNS = ["時間", "中学生は"]
