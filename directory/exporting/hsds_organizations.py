"""Who gives a service, as organizations of HSDS: a group, a department of the city, or the city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from directory.exporting.hsds_ids import hsds_id
from directory.exporting.hsds_parts import (
    SAMPLE_PHONE,
    mail_address,
    paragraphs,
    phones,
    said,
    web_address,
)
from directory.exporting.hsds_taxonomies import DETAIL, GROUP_KIND, Term, attributes
from directory.models import Organization

if TYPE_CHECKING:
    from plan.models import Department


def organization(provider: Organization | Department | None) -> dict[str, Any]:
    """The provider of a service; the city where none is public."""
    if provider is None:
        return city()
    if isinstance(provider, Organization):
        return group(provider)
    return department(provider)


def basic_organization(provider: Organization | Department | None) -> dict[str, Any]:
    """A provider as lists hold it."""
    return without_lists(organization(provider))


def without_lists(entity: dict[str, Any]) -> dict[str, Any]:
    """An entity as lists of it hold it: what it has once."""
    return {name: value for name, value in entity.items() if not isinstance(value, list)}


def group(record: Organization) -> dict[str, Any]:
    """A public group with what it makes public of itself."""
    group_id = str(record.hsds_id)
    kind = record.get_kind_display()
    sample = "見本です。市が確かめるまでの例です。" if record.sample else ""
    told = paragraphs(
        sample, record.summary, record.description, record.first_visit, record.members
    )
    return said(
        id=group_id,
        name=record.name,
        alternate_name=record.alternate_name,
        description=told or f"{record.name}（{kind}）",
        email=mail_address(record.email),
        website=web_address(record.website) or group_page(record),
        phones=phones(group_id, record.phone, SAMPLE_PHONE if record.sample else ""),
        attributes=attributes("organization", group_id, _terms(record, kind)),
    )


def _terms(record: Organization, kind: str) -> list[tuple[Term, str]]:
    kana = [(DETAIL.term("kana", "よみがな"), record.kana)] if record.kana else []
    sample = [(DETAIL.term("sample", "見本"), "はい")] if record.sample else []
    return [(GROUP_KIND.term(record.kind, kind), ""), *kana, *sample]


def group_page(record: Organization) -> str:
    return f"{settings.BASE_URL}/groups/{record.public_id}/"


def department(row: Department) -> dict[str, Any]:
    """A 課 of the city, known by its name."""
    own_id = department_id(row)
    within = f"{settings.MUNICIPALITY_NAME}{row.division}"
    hours = f"受付時間：{row.hours}" if row.hours else ""
    inside = f"内線{row.extension}" if row.extension else ""
    return said(
        id=own_id,
        name=row.name,
        description=paragraphs(f"{within}の{row.name}です。", hours),
        email=mail_address(row.email),
        parent_organization_id=city_id(),
        phones=phones(own_id, row.phone, "、".join(part for part in (inside, hours) if part)),
    )


def department_id(row: Department) -> str:
    return hsds_id("department", row.name)


def city() -> dict[str, Any]:
    name = settings.MUNICIPALITY_NAME
    return {
        "id": city_id(),
        "name": name,
        "description": (
            f"{settings.PREFECTURE_NAME}{name}です。運営する団体や課を公開していない場所では、"
            "情報をまとめている市の名前がここに入ります。"
        ),
    }


def city_id() -> str:
    return hsds_id("city", settings.MUNICIPALITY_CODE)
