"""How rows of places and of organizations stand in the fields of their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from directory.importing.identity import name_key
from directory.importing.kinds import ImportKind, Shaped
from directory.models import Organization, Place
from japanese.addresses import same_address_key

if TYPE_CHECKING:
    from directory.importing.kinds import Values

VENUE_FIELDS: Final = (
    "postal_code", "town", "address", "building", "lat", "lng", "precision", "access", "parking",
    "accessibility",
)  # fmt: skip
_SAME_NAME: Final = (
    "name", "kana", "alternate_name", "description", "kind", "phone", "website", "sample",
)  # fmt: skip
_PLACE: Final = (
    *_SAME_NAME, "phone_note", "hours", "hours_note", "fees", "min_age", "max_age", "no_booking",
)  # fmt: skip
NO_FIELD: Final = {
    "name_en": "英語の名前は、英語の訳のページで入れてください。",
    "corporate_number": "法人番号をのせるところは、このサイトにありません。",
}
NO_NAME: Final = "名前がありません。"


def places_kind() -> ImportKind:
    return ImportKind(
        name="places",
        label="居場所・相談先",
        model=Place,
        shape=shape_place,
        row_identity=lambda values: (
            name_key(values.get("name", "")),
            address_key(values.get("address", ""), values.get("building", "")),
        ),
        record_identity=lambda place: (
            name_key(place.name),
            next((venue_key(venue) for venue in place.locations.all()), ""),
        ),
        documents=Place.documents_in_bulk,
        venue_field="locations",
        body_field="organization",
    )


def organizations_kind() -> ImportKind:
    return ImportKind(
        name="organizations",
        label="団体",
        model=Organization,
        shape=shape_organization,
        row_identity=lambda values: (name_key(values.get("name", "")),),
        record_identity=lambda group: (name_key(group.name),),
        documents=Organization.documents_in_bulk,
    )


def address_key(address: str, building: str = "") -> str:
    """Equal for two spellings of one address, with or without the site's own city; "" without one."""
    home = settings.PREFECTURE_NAME, settings.MUNICIPALITY_NAME
    return same_address_key(f"{address} {building}".strip(), home) if address else ""


def venue_key(venue: Any) -> str:
    return address_key(venue.address, venue.building)


def shape_place(values: Values) -> Shaped:
    return Shaped(
        fields=picked(values, _PLACE) | private_lines(values),
        venue=shape_venue(values, values.get("name", "")),
        body=values.get("organization", ""),
        left_out=without_field(values),
        refusals=() if values.get("name") else (NO_NAME,),
    )


def shape_organization(values: Values) -> Shaped:
    return Shaped(
        fields=picked(values, (*_SAME_NAME, "members")) | private_lines(values),
        left_out=without_field(values),
        refusals=() if values.get("name") else (NO_NAME,),
    )


def picked(values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def private_lines(values: Values) -> dict[str, str]:
    lines = values.get("private", [])
    return {"private_contact": "\n".join(lines)} if lines else {}


def without_field(values: Values) -> dict[str, str]:
    return {target: why for target, why in NO_FIELD.items() if target in values}


def shape_venue(values: Values, name: str) -> dict[str, Any]:
    """Fields of the venue that a row names: by its building, or as the record itself is named."""
    venue = picked(values, VENUE_FIELDS)
    if not venue.keys() & {"address", "lat"}:
        return {}
    if "lat" in venue:
        venue.setdefault("precision", "exact")
    return {"name": venue.get("building") or name, **venue}
