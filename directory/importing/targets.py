"""What a column of a file can hold, and what a read row says: names and Japanese labels.

`COLUMN_TARGETS` are the values of `Column.target` and of an editor's mapping. `ROW_TARGETS` are the
keys of `ReadRow.values`; every value is one that JSON can hold:

| key | value |
|---|---|
| `source_id` `municipality_code` `corporate_number` `postal_code` | text; "142042", "248-0012" |
| `name` `kana` (hiragana) `name_en` `alternate_name` `summary` | text in one line |
| `description` | paragraphs: the text for readers, then 「見出し：ことば」 for each column without a field of its own, then the remarks |
| `kind` | the code of Place.Kind, Organization.Kind or EventSeries.Kind, only where sure |
| `organization` `organizer` `place_name` | name of a body or venue |
| `prefecture` `city` `town` `address` `building` | text; the address is the whole one |
| `lat` `lng` | WGS 84 degrees, always both or none |
| `precision` | "hidden" or "town" where the file says that the place is not public |
| `accessibility` | codes of Location.ACCESSIBILITY |
| `phone` `phone_note` `website` | public contacts |
| `private` | lines for private_contact: mail addresses, mobile numbers, names of persons |
| `hours` | facts as `Hours.from_facts` reads them |
| `hours_note` `schedule_note` `application_note` | words that stand beside |
| `fees` | `[{"who": "おとな", "yen": 300}, …]` |
| `min_age` `max_age` `capacity` | whole numbers, both ends included |
| `no_booking` `sample` | true |
| `start_date` `end_date` `apply_until` | "2026-12-01" |
| `more_dates` | further days of the same event, in order |
| `start_time` `end_time` `apply_until_time` | "09:30"; an end may be "24:00" |
| `application` | "none" or "required", only where sure |
"""

from __future__ import annotations

from typing import Final

_IDENTITY: Final = {
    "source_id": "元のデータの番号",
    "municipality_code": "全国地方公共団体コード",
    "municipality": "地方公共団体名",
    "name": "名前",
    "kana": "よみがな",
    "name_en": "英語の名前",
    "alternate_name": "通称",
    "description": "くわしく",
    "category": "種別",
    "line": "くわしく（見出しをつけて）",
    "remarks": "備考",
}
_VENUE: Final = {
    "postal_code": "郵便番号",
    "prefecture": "都道府県",
    "city": "市区町村",
    "address": "住所",
    "seat.prefecture": "住所の都道府県",
    "seat.city": "住所の市区町村",
    "seat.town": "住所の町名",
    "seat.block": "住所の番地から後",
    "building": "方書（建物・階・部屋）",
    "lat": "緯度",
    "lng": "経度",
    "access": "行き方",
    "parking": "駐車・駐輪",
    "accessibility.words": "バリアフリー（ことば）",
    "accessibility.wheelchair": "車いすで入れる（有・無）",
    "accessibility.toilet": "だれでもトイレ（有・無）",
    "accessibility.hearing": "筆談・手話（有・無）",
    "accessibility.parking": "車いす用の駐車場（有・無）",
    "accessibility.ostomate": "オストメイト（有・無）",
    "accessibility.nursing": "授乳・おむつがえ（有・無）",
}
_CONTACT: Final = {
    "phone": "電話",
    "phone.extension": "内線番号",
    "phone.note": "電話のこと（その電話について）",
    "phone_note": "電話のこと・連絡先の備考",
    "fax": "ファクス",
    "website": "ホームページ",
    "form_url": "問い合わせフォーム",
    "private.mail": "メール（公開しない）",
    "private.note": "メールのこと（公開しない）",
    "private": "連絡先（公開しない）",
    "corporate_number": "法人番号",
}
_TAKING_PART: Final = {
    "fee.": "料金（数だけ）",
    "fee_note": "料金（ことば）",
    "capacity": "定員",
}
_PLACE: Final = {
    "organization": "運営する団体",
    "hours.days": "開いている曜日",
    "hours.opens": "開く時刻",
    "hours.closes": "閉まる時刻",
    "hours.frequency": "開催頻度（1〜8の番号）",
    "hours.dates": "開催日（第2土曜など）",
    "hours_note": "時間のひとこと",
    "fee.幼児": "料金（幼児）",
    "fee.小学生": "料金（小学生）",
    "fee.中学生": "料金（中学生）",
    "fee.高校生": "料金（高校生）",
    "fee.大人": "料金（大人）",
    "booking_note": "予約のしかた",
    "ages": "受け入れる年齢",
}
_GROUP: Final = {"members": "人数・顔ぶれ"}
_EVENT: Final = {
    "summary": "ひとことで",
    "status": "状態（中止など）",
    "start_date": "開始日",
    "end_date": "終了日",
    "start_time": "開始時刻",
    "end_time": "終了時刻",
    "schedule_note": "日にちのひとこと",
    "place_name": "会場の名前",
    "organizer": "ひらく団体",
    "application_note": "申込みのしかた",
    "apply_until": "申込みの締切日",
    "apply_until_time": "申込みの締切時刻",
}

COLUMN_TARGETS: Final[dict[str, dict[str, str]]] = {
    "places": {**_IDENTITY, **_VENUE, **_CONTACT, **_PLACE, **_TAKING_PART},
    "organizations": {**_IDENTITY, **_CONTACT, **_GROUP},
    "events": {**_IDENTITY, **_EVENT, **_VENUE, **_CONTACT, **_TAKING_PART},
}
"""For each kind of import: what a column can be read as, with the label that an editor chooses."""

_ROW_ONLY: Final = {
    "kind": "種類",
    "town": "町名",
    "precision": "場所の正確さ",
    "accessibility": "バリアフリー・設備",
    "hours": "開いている時間",
    "fees": "料金",
    "min_age": "何歳から",
    "max_age": "何歳まで",
    "no_booking": "予約なしでOK",
    "application": "申込み",
    "sample": "見本",
    "more_dates": "ほかの開催日",
}
_ROWS: Final = {
    "places": (
        "source_id municipality_code municipality name kana name_en alternate_name description"
        " kind organization corporate_number postal_code prefecture city town address building lat"
        " lng precision access parking accessibility phone phone_note website private hours"
        " hours_note fees min_age max_age no_booking sample"
    ),
    "organizations": (
        "source_id municipality_code municipality name kana name_en alternate_name description"
        " kind corporate_number members phone website private sample"
    ),
    "events": (
        "source_id municipality_code municipality name kana name_en alternate_name summary"
        " description kind start_date end_date more_dates start_time end_time schedule_note place_name"
        " postal_code prefecture city town address building lat lng precision access parking"
        " accessibility organizer capacity fees application application_note apply_until"
        " apply_until_time phone website private sample"
    ),
}


def _labels(kind: str) -> dict[str, str]:
    known = {**COLUMN_TARGETS[kind], **_ROW_ONLY}
    return {target: known[target] for target in _ROWS[kind].split()}


ROW_TARGETS: Final[dict[str, dict[str, str]]] = {kind: _labels(kind) for kind in _ROWS}
"""For each kind of import: the keys that `ReadRow.values` can have, with their labels."""

LIMITS: Final[dict[str, int]] = {
    "name": 100,
    "kana": 150,
    "alternate_name": 100,
    "summary": 120,
    "organization": 100,
    "organizer": 100,
    "place_name": 100,
    "building": 100,
    "address": 150,
    "town": 50,
    "parking": 100,
    "members": 100,
    "phone": 30,
    "phone_note": 100,
    "website": 200,
    "hours_note": 200,
    "schedule_note": 200,
    "application_note": 200,
}
"""How many characters the fields of the records hold."""
