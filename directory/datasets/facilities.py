"""公共施設一覧, 子育て施設一覧 and 介護サービス事業所一覧: the official forms of places."""

from __future__ import annotations

from directory.datasets.columns import Column, Dataset
from directory.datasets.common import (
    ACCESS_V1,
    ACCESSIBILITY,
    CONTACT,
    FAX,
    HOURS,
    IMAGES,
    MUNICIPALITY,
    MUNICIPALITY_V1,
    NAMES,
    NURSING,
    OPERATOR,
    PHONE,
    POINT_V1,
    REMARKS,
    SEAT,
    WEBSITE,
)

_RECOMMENDED = "推奨データセット（デジタル庁）"
_STANDARD = "自治体標準オープンデータセット（デジタル庁）"
_CHILDCARE = (
    Column("収容定員", "capacity", ("定員",)),
    Column("受入年齢", "ages", ("対象年齢",)),
)
_TEMPORARY_CARE = Column("一時預かりの有無", "line")

FACILITIES_V1 = Dataset(
    name="facilities-1",
    title="公共施設一覧（推奨データセット）",
    kind="places",
    source=f"{_RECOMMENDED} 公共施設一覧",
    columns=(
        *MUNICIPALITY_V1,
        *NAMES[:2],
        Column("名称_通称", "alternate_name", ("通称",)),
        Column("POIコード"),
        *POINT_V1,
        *PHONE,
        *OPERATOR,
        *HOURS,
        Column("説明", "description", ("施設説明", "概要")),
        Column("バリアフリー情報", "accessibility.words"),
        WEBSITE,
        REMARKS,
    ),
)

FACILITIES = Dataset(
    name="facilities",
    title="公共施設一覧（自治体標準オープンデータセット）",
    kind="places",
    source=f"{_STANDARD} 公共施設一覧",
    columns=(
        *MUNICIPALITY,
        *NAMES,
        Column("名称_通称", "alternate_name", ("通称",)),
        Column("POIコード"),
        Column("外部識別子"),
        Column("外部識別子の値"),
        *SEAT,
        *PHONE,
        *CONTACT,
        *OPERATOR,
        *HOURS,
        Column("説明", "description", ("施設説明", "概要")),
        *ACCESSIBILITY,
        *NURSING,
        WEBSITE,
        *IMAGES,
        REMARKS,
    ),
)

CHILDCARE_V1 = Dataset(
    name="childcare-1",
    title="子育て施設一覧（推奨データセット）",
    kind="places",
    source=f"{_RECOMMENDED} 子育て施設一覧",
    columns=(
        *MUNICIPALITY_V1,
        *NAMES[:2],
        Column("種別", "category", ("施設種別", "区分")),
        *POINT_V1,
        *ACCESS_V1,
        *PHONE,
        FAX,
        *OPERATOR,
        Column("認可等年月日", "", ("許可等年月日",)),
        *_CHILDCARE,
        *HOURS,
        _TEMPORARY_CARE,
        WEBSITE,
        REMARKS,
    ),
)

CHILDCARE = Dataset(
    name="childcare",
    title="子育て施設一覧（自治体標準オープンデータセット）",
    kind="places",
    source=f"{_STANDARD} 子育て施設一覧",
    columns=(
        *MUNICIPALITY,
        *NAMES,
        Column("種別", "category", ("施設種別", "区分")),
        *SEAT,
        *ACCESS_V1,
        *PHONE,
        FAX,
        *CONTACT,
        *OPERATOR,
        Column("許可等年月日", "", ("認可等年月日",)),
        *_CHILDCARE,
        *HOURS,
        _TEMPORARY_CARE,
        Column("子供預かり料金種別", "line"),
        Column("子供預かり料金", "line"),
        Column("子供預かり料金備考", "line"),
        Column("子供預かり開所時間", "line"),
        Column("子供預かり閉所時間", "line"),
        Column("病児保育の有無", "line"),
        *NURSING,
        WEBSITE,
        *IMAGES,
        REMARKS,
    ),
)

NURSING_CARE = Dataset(
    name="nursing-care",
    title="介護サービス事業所一覧（推奨データセット）",
    kind="places",
    source=f"{_RECOMMENDED} 介護サービス事業所一覧",
    columns=(
        *MUNICIPALITY_V1,
        Column("介護サービス事業所名称", "name", ("事業所名称", "事業所名", "名称")),
        Column(
            "介護サービス事業所名称_カナ", "kana", ("事業所名称_カナ", "事業所名カナ", "名称_カナ")
        ),
        Column("実施サービス", "category", ("サービス種類", "サービス種別", "サービスの種類")),
        *POINT_V1,
        *PHONE,
        FAX,
        Column("法人番号", "corporate_number"),
        Column("法人の名称", "organization", ("法人名", "法人名称", "運営法人")),
        Column("事業所番号", "line"),
        HOURS[0],
        Column("利用可能曜日特記事項", "hours_note", ("利用可能日時特記事項",)),
        Column("定員", "capacity", ("利用定員",)),
        WEBSITE,
        REMARKS,
    ),
)
