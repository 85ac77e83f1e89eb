"""イベント一覧: the official forms in which municipalities publish events."""

from __future__ import annotations

from directory.datasets.columns import Column, Dataset
from directory.datasets.common import MUNICIPALITY_V1, POINT_V1, REMARKS, WEBSITE
from directory.datasets.register import register_dataset

_PHONE = (
    Column("連絡先電話番号", "phone", ("電話番号", "問合せ先電話番号", "TEL")),
    Column("連絡先内線番号", "phone.extension", ("内線番号",)),
)

EVENTS_V1 = Dataset(
    name="events-1",
    title="イベント一覧（推奨データセット）",
    kind="events",
    source="推奨データセット（デジタル庁） イベント一覧",
    columns=(
        *MUNICIPALITY_V1,
        Column("イベント名", "name", ("名称", "行事名", "タイトル", "事業名")),
        Column("イベント名_カナ", "kana", ("名称_カナ",)),
        Column("イベント名_英語", "name_en", ("イベント名_英字", "名称_英字", "名称_英語")),
        Column("開始日", "start_date", ("開催日", "日付", "開催開始日")),
        Column("終了日", "end_date", ("開催終了日",)),
        Column("開始時間", "start_time", ("開始時刻",)),
        Column("終了時間", "end_time", ("終了時刻",)),
        Column("開始日時特記事項", "schedule_note", ("日時備考", "開催日時特記事項")),
        Column("説明", "description", ("内容", "イベント内容")),
        Column("料金(基本)", "fee.", ("参加費", "料金")),
        Column("料金(詳細)", "fee_note"),
        Column("連絡先名称", "line", ("問合せ先", "お問い合わせ先")),
        *_PHONE,
        Column("主催者", "organizer", ("主催団体", "主催")),
        Column("場所名称", "place_name", ("会場", "会場名", "開催場所")),
        *POINT_V1,
        Column("アクセス方法", "access"),
        Column("駐車場情報", "parking"),
        Column("定員", "capacity", ("募集人数",)),
        Column("参加申込終了日", "apply_until", ("申込期限日", "申込締切日")),
        Column("参加申込終了時間", "apply_until_time", ("申込期限時刻",)),
        Column("参加申込方法", "application_note", ("申込方法", "申込み方法")),
        WEBSITE,
        REMARKS,
    ),
)

EVENTS = Dataset(
    name="events",
    title="イベント一覧（データモデルの列）",
    kind="events",
    source="デジタル庁 ベース・レジストリ カタログの実証で使われたイベントの列",
    columns=(
        Column("NO", "source_id", ("ID",)),
        Column(
            "都道府県コード又は市区町村コード",
            "municipality_code",
            ("全国地方公共団体コード", "市区町村コード"),
        ),
        Column("名称", "name", ("イベント名",)),
        Column("名称(カナ)", "kana", ("名称_カナ", "イベント名_カナ")),
        Column("名称(英字)", "name_en", ("名称_英字", "イベント名_英字", "イベント名_英語")),
        Column("名称(通称)", "alternate_name", ("名称_通称",)),
        Column("サブタイトル", "summary"),
        Column("概要", "summary"),
        Column("説明", "description"),
        Column("サブイベント", "line"),
        Column("イベント種類", "category", ("カテゴリー", "カテゴリ")),
        WEBSITE,
        Column("画像URL", "", ("画像",)),
        Column("状態", "status"),
        Column("対象となる産業"),
        Column("ステージ"),
        Column("開始日", "start_date"),
        Column("終了日", "end_date"),
        Column("開始時刻", "start_time", ("開始時間",)),
        Column("終了時刻", "end_time", ("終了時間",)),
        Column("日時備考", "schedule_note", ("開始日時特記事項",)),
        Column("場所名称", "place_name", ("会場",)),
        Column("集合場所", "line"),
        Column("郵便番号", "postal_code"),
        Column("住所都道府県", "seat.prefecture", ("所在地_都道府県",)),
        Column("住所市区町村", "seat.city", ("所在地_市区町村",)),
        Column("住所町名", "seat.town", ("所在地_町字",)),
        Column("住所丁目以下", "seat.block", ("所在地_番地以下",)),
        Column("建物名等", "building", ("方書", "建物名等(方書)")),
        Column("緯度", "lat"),
        Column("経度", "lng"),
        Column("主催団体", "organizer", ("主催者",)),
        Column("共催団体", "line"),
        Column("その他関係団体", "line"),
        Column("対象者", "line", ("対象",)),
        Column("定員", "capacity"),
        Column("料金(基本)", "fee."),
        Column("料金(詳細)", "fee_note"),
        Column("外国語対応", "line"),
        Column("申込期限日", "apply_until", ("参加申込終了日",)),
        Column("申込期限時刻", "apply_until_time", ("参加申込終了時間",)),
        Column("申込方法", "application_note", ("参加申込方法",)),
        Column("アクセス方法", "access"),
        Column("駐車場情報", "parking"),
        Column("駐輪場情報", "line"),
        Column("連絡先名称", "line"),
        *_PHONE,
        Column("連絡先メールアドレス", "private.mail", ("メールアドレス",)),
        REMARKS,
    ),
)


def register_all() -> None:
    """Make the forms known to the import; called when the room starts."""
    register_dataset(EVENTS)
    register_dataset(EVENTS_V1)
