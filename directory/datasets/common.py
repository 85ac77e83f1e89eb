"""Columns that several official forms share, in the order of the forms.

Sources: 推奨データセット 基本編 (デジタル庁, first published by 内閣官房IT総合戦略室) and 自治体標準
オープンデータセット (デジタル庁), which took its place and shares one head over all its lists.
"""

from __future__ import annotations

from directory.datasets.columns import Column

MUNICIPALITY_V1 = (
    Column(
        "都道府県コード又は市区町村コード",
        "municipality_code",
        ("市区町村コード", "都道府県コード", "自治体コード", "団体コード"),
    ),
    Column("NO", "source_id", ("No.", "番号", "項番", "通し番号")),
    Column("都道府県名", "prefecture", ("都道府県",)),
    Column("市区町村名", "city", ("市区町村",)),
)
"""The first columns of 推奨データセット."""

MUNICIPALITY = (
    Column(
        "全国地方公共団体コード", "municipality_code", ("全国地方公共団体ｺｰﾄﾞ", "地方公共団体コード")
    ),
    Column("ID", "source_id", ("識別子", "管理番号")),
    Column("地方公共団体名", "municipality", ("自治体名",)),
)
"""The first columns of 自治体標準オープンデータセット."""

NAMES = (
    Column("名称", "name", ("施設名", "施設名称", "施設等名称", "名前")),
    Column(
        "名称_カナ", "kana", ("名称_かな", "ふりがな", "フリガナ", "施設名称_カナ", "施設名カナ")
    ),
    Column("名称_英字", "name_en", ("名称_英語", "英語名称")),
)

SEAT = (
    Column("所在地_全国地方公共団体コード"),
    Column("町字ID"),
    Column("所在地_連結表記", "address", ("所在地_連結標記", "所在地", "住所", "所在地住所")),
    Column("所在地_都道府県", "seat.prefecture"),
    Column("所在地_市区町村", "seat.city"),
    Column("所在地_町字", "seat.town"),
    Column("所在地_番地以下", "seat.block"),
    Column("建物名等(方書)", "building", ("方書", "建物名", "建物名等")),
    Column("緯度", "lat", ("北緯", "緯度_世界測地系")),
    Column("経度", "lng", ("東経", "経度_世界測地系")),
    Column("高度の種別"),
    Column("高度の値"),
)

POINT_V1 = (
    Column("住所", "address", ("所在地", "所在地_連結表記")),
    Column("方書", "building", ("建物名等(方書)", "建物名等")),
    Column("緯度", "lat"),
    Column("経度", "lng"),
)

CONTACT = (
    Column("連絡先メールアドレス", "private.mail", ("メールアドレス", "E-mail", "eメール")),
    Column("連絡先FormURL", "form_url", ("お問い合わせフォーム",)),
    Column("連絡先備考（その他、SNSなど）", "phone_note", ("連絡先備考",)),
    Column("郵便番号", "postal_code", ("〒",)),
)

PHONE = (
    Column("電話番号", "phone", ("TEL", "電話", "連絡先電話番号", "施設電話番号", "代表電話番号")),
    Column("内線番号", "phone.extension", ("内線", "連絡先内線番号")),
)
FAX = Column("FAX番号", "fax", ("FAX", "ファクス番号", "ファックス番号"))

OPERATOR = (
    Column("法人番号", "corporate_number"),
    Column("団体名", "organization", ("運営団体名", "運営主体", "設置主体", "設置者", "管理者")),
)

HOURS = (
    Column("利用可能曜日", "hours.days", ("開館曜日", "開所曜日", "開所日", "利用曜日")),
    Column("開始時間", "hours.opens", ("利用開始時間", "開館時間_開始", "開所時間_開始")),
    Column("終了時間", "hours.closes", ("利用終了時間", "開館時間_終了", "開所時間_終了")),
    Column(
        "利用可能日時特記事項",
        "hours_note",
        ("利用可能時間特記事項", "利用可能日時特記", "開館時間特記事項"),
    ),
)

ACCESS_V1 = (
    Column("アクセス方法", "access", ("アクセス", "交通アクセス", "交通手段")),
    Column("駐車場情報", "parking", ("駐車場",)),
)

ACCESSIBILITY = (
    Column("車椅子可", "accessibility.wheelchair"),
    Column("車椅子貸出", "line"),
    Column("ツエ貸出", "line"),
    Column("バリアフリートイレ", "accessibility.toilet", ("多目的トイレ", "多機能トイレ")),
    Column("スロープ、エレベータ、エスカレータ", "accessibility.words"),
    Column("点字ブロック等の移動支援", "line"),
    Column("点字や読上による支援", "line"),
    Column("盲導犬・介助犬、聴導犬同伴", "line"),
    Column("字幕", "line"),
    Column("筆談対応", "accessibility.hearing"),
    Column("優先駐車場", "accessibility.parking"),
    Column("オストメイト対応トイレ", "accessibility.ostomate", ("オストメイト設置",)),
)

NURSING = (
    Column("授乳室", "accessibility.nursing"),
    Column("おむつ替えコーナー", "accessibility.nursing"),
    Column("飲食可否", "line"),
    Column("ベビーカー貸出", "line"),
    Column("ベビーカー利用", "line"),
)

WEBSITE = Column(
    "URL", "website", ("ホームページ", "HP", "ウェブサイト", "Webサイト", "ホームページURL")
)
IMAGES = (Column("画像"), Column("画像_ライセンス"))
REMARKS = Column("備考", "remarks", ("特記事項", "その他"))
SAMPLE_MARK = "見本です。市が確かめるまでの例です。"
"""The first line of 備考 where a row is an example of this project."""
