"""Heads that belong to no single official list: the common head, English names, organizations."""

from __future__ import annotations

from directory.datasets.columns import Column, Dataset
from directory.datasets.common import (
    ACCESS_V1,
    CONTACT,
    FAX,
    HOURS,
    IMAGES,
    MUNICIPALITY,
    NAMES,
    OPERATOR,
    PHONE,
    REMARKS,
    SEAT,
    WEBSITE,
)

_DESCRIPTION = Column("説明", "description", ("施設説明", "概要", "内容", "活動内容"))

COMMON_HEAD = Dataset(
    name="common",
    title="自治体標準オープンデータセット（共通の列）",
    kind="places",
    source="自治体標準オープンデータセット（デジタル庁）の各一覧に共通する列",
    columns=(
        *MUNICIPALITY,
        *NAMES,
        Column("名称_通称", "alternate_name", ("通称",)),
        *SEAT,
        *PHONE,
        FAX,
        *CONTACT,
        *OPERATOR,
        *HOURS,
        *ACCESS_V1,
        Column("料金(基本)", "fee.", ("利用料金", "料金")),
        Column("料金(詳細)", "fee_note"),
        Column("定員", "capacity"),
        Column("種別", "category", ("種類", "分類", "カテゴリ")),
        Column("対象者", "line", ("対象",)),
        Column("バリアフリー情報", "accessibility.words"),
        Column("連絡先名称", "line", ("問合せ先", "お問い合わせ先")),
        _DESCRIPTION,
        WEBSITE,
        *IMAGES,
        REMARKS,
    ),
)

GENERIC = Dataset(
    name="generic",
    title="英語の列名の一覧（name, latitude, longitude …）",
    kind="places",
    source="schema.org と GeoJSON の名前に近い、よく使われる英語の列名",
    columns=(
        Column("id", "source_id", ("identifier", "#property", "no")),
        Column("latitude", "lat", ("lat", "y")),
        Column("longitude", "lng", ("lon", "lng", "long", "x")),
        Column("name", "name", ("title",)),
        Column("nameKana", "kana", ("kana",)),
        Column("postalCode", "postal_code", ("zip", "zipcode")),
        Column("address", "address", ("streetAddress",)),
        Column("building", "building"),
        Column("telephoneNumber", "phone", ("telephone", "phone", "tel", "phoneNumber")),
        Column("faxNumber", "fax", ("fax",)),
        Column("email", "private.mail", ("mail",)),
        Column("referenceObject", "website", ("homepage", "website", "link", "url")),
        Column("organization", "organization", ("operator", "provider")),
        Column("description", "description"),
        Column("note", "remarks", ("notes", "remarks")),
        Column("availableDate", "hours.days", ("openDays", "daysOfWeek")),
        Column("startTime", "hours.opens", ("opens", "openTime")),
        Column("endTime", "hours.closes", ("closes", "closeTime")),
        Column("availableDateNote", "hours_note"),
        Column("capacity", "capacity"),
    ),
)

ORGANIZATIONS = Dataset(
    name="organizations",
    title="団体の一覧",
    kind="organizations",
    source="自治体標準オープンデータセット（デジタル庁）の各一覧に共通する列",
    columns=(
        *MUNICIPALITY,
        Column("名称", "name", ("団体名", "団体名称", "会の名前", "グループ名", "法人名")),
        Column("名称_カナ", "kana", ("団体名_カナ", "ふりがな", "フリガナ", "団体名_かな")),
        Column("名称_通称", "alternate_name", ("通称", "略称")),
        Column("種別", "category", ("団体種別", "分類", "種類")),
        Column("法人番号", "corporate_number"),
        _DESCRIPTION,
        Column("構成員", "members", ("会員数", "人数", "対象者")),
        Column("代表者", "private", ("代表者名", "代表者氏名", "担当者")),
        Column("住所", "private", ("所在地", "所在地_連結表記", "連絡先住所")),
        *PHONE,
        FAX,
        CONTACT[0],
        CONTACT[2],
        WEBSITE,
        REMARKS,
    ),
)
