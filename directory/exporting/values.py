"""A public place in the targets of the import: what each column of a form may say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from cms.base.fields import write_fees
from directory.exporting import told
from directory.importing.cells.words import WITHHELD
from directory.models.place import LANGUAGES, MODES
from directory.models.venue import ACCESSIBILITY, Location
from japanese.addresses import Address, normalise_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from directory.exporting.loading import PlaceFacts
    from directory.models import Place

DECIMALS: Final = 6
"""About 10 cm: more would claim a precision that nobody measured."""
_EXTENSION: Final = re.compile(r"内線 (\S+)")
_LISTS: Final = "、"
_READINGS: Final = 3
"""An address that is no real one may lose its end in two steps."""


@dataclass(frozen=True, slots=True)
class Written:
    """`values` by row target; `lines` are (target, heading, words) of facts for which a form may
    have no column: they then stand in the text about the record, 「見出し：ことば」."""

    values: dict[str, Any]
    today: date
    lines: list[tuple[str, str, str]] = field(default_factory=list)


def publisher() -> dict[str, str]:
    """Whose list it is."""
    return {
        "municipality_code": settings.MUNICIPALITY_CODE,
        "municipality": f"{settings.PREFECTURE_NAME}{settings.MUNICIPALITY_NAME}",
        "prefecture": settings.PREFECTURE_NAME,
        "city": settings.MUNICIPALITY_NAME,
    }


def place_values(facts: PlaceFacts) -> Written:
    """Everything that readers may know of a place and that the forms can carry."""
    place = facts.place
    number, about_number = told.phone(place.phone)
    values = publisher() | {
        "source_id": place.public_id,
        "name": told.name(place.name),
        "kana": told.kana(place.kana),
        "alternate_name": told.name(place.alternate_name),
        "kind": place.kind,
        "description": place_text(place),
        "organization": told.name(str(place.provider or "")),
        "phone": number,
        "website": told.website(place.website),
        "hours": place.hours,
        "hours_note": told.line(place.hours_note),
        "fees": place.fees,
        "no_booking": place.no_booking,
        "min_age": place.min_age,
        "max_age": place.max_age,
        "sample": place.sample,
    }
    venue = first_public(facts.venues)
    seat = venue_values(venue, values["name"]) if venue else {}
    about_phone = told.line(" ".join(filter(None, (about_number, place.phone_note))))
    return Written(
        values | seat | phone_note(about_phone),
        facts.today,
        [*venue_line(venue, seat), *place_lines(place, values | seat, about_phone)],
    )


def place_text(place: Place) -> str:
    """The words for readers, one paragraph after the other."""
    parts = map(told.paragraphs, (place.summary, place.description, place.access_note))
    return told.paragraphs("\n".join(part for part in parts if part))


def place_lines(
    place: Place, values: Mapping[str, Any], about_phone: str
) -> list[tuple[str, str, str]]:
    """Facts that not every form has a column for, those that open the door first."""
    said = [
        ("alternate_name", "通称", values["alternate_name"]),
        ("access", "行き方", values.get("access", "")),
        ("parking", "駐車・駐輪", values.get("parking", "")),
        ("phone_note", "電話のこと", about_phone),
        ("ages", "使える人", ages_in_words(place.min_age, place.max_age)),
        ("fees", "料金", told.line(_LISTS.join(write_fees(place.fees)))),
        ("booking_note", "予約", "予約なしで行けます" if place.no_booking else ""),
        ("", "名前", "言わなくてだいじょうぶです" if place.anonymous else ""),
        ("", "紹介", "紹介がいります" if place.referral_needed else ""),
        ("", "話し方・使い方", labels(MODES, place.modes)),
        ("", "ことば", labels(LANGUAGES, place.languages)),
    ]
    return [line for line in said if line[2]]


def phone_note(words: str) -> dict[str, str]:
    """An extension alone has a column of its own in the forms."""
    found = _EXTENSION.fullmatch(words)
    return {"phone_note": words} | ({"phone.extension": found[1]} if found else {})


def ages_in_words(low: int | None, high: int | None) -> str:
    """「12歳〜29歳」「12歳以上」「29歳以下」; empty without a limit."""
    if low is not None and high is not None:
        return f"{low}歳〜{high}歳"
    if low is not None:
        return f"{low}歳以上"
    return f"{high}歳以下" if high is not None else ""


def labels(options: Sequence[tuple[str, str]], codes: Iterable[str]) -> str:
    chosen = set(codes)
    return _LISTS.join(label for code, label in options if code in chosen)


def first_public(venues: Sequence[Location]) -> Location | None:
    """The venue that a row can name: one with an address or a point for readers, else any told one."""
    seated = (venue for venue in venues if has_seat(venue))
    return next(seated, next((venue for venue in venues if venue.is_told), None))


def has_seat(venue: Location) -> bool:
    if venue.is_told:
        return bool(told.line(venue.address) or point_of(venue))
    return venue.precision == Location.Precision.TOWN and bool(venue.town)


def venue_line(venue: Location | None, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The name of a venue for which the columns have no address."""
    if venue is None or values.keys() & {"address", "lat"}:
        return []
    words = told.line(f"{venue.name} {venue.building}")
    return [("", "会場", words)] if words else []


def venue_values(venue: Location, name: str) -> dict[str, Any]:
    """Where a record of this name is, as far as readers may know it; an inexact one without a point."""
    if not venue.is_told:
        return seat_of(venue.town, "")
    rooms = told.name(rooms_of(venue, name))
    point = point_of(venue)
    seat = seat_of(venue.address, rooms) or ({"building": without_withheld(rooms)} if point else {})
    return {
        **seat,
        **point,
        "postal_code": told.postal_code(venue.postal_code),
        "access": told.line(venue.access),
        "parking": told.line(venue.parking),
        "accessibility": [code for code, _label in ACCESSIBILITY if code in venue.accessibility],
    }


def rooms_of(venue: Location, name: str) -> str:
    """The building, with the name of the venue before it where neither name says it."""
    venue_name = told.name(venue.name)
    if venue.building.startswith(venue_name) or venue_name in name:
        return venue.building
    return told.short(f"{venue.name} {venue.building}".strip(), "building") or venue.building


def seat_of(address: str, rooms: str) -> dict[str, str]:
    """The whole address in one spelling, and the building; {} without an address."""
    plain = told.line(address)
    if not plain:
        return {}
    known, parts = in_one_spelling(whole_address(plain))
    street = f"{known.prefecture}{known.city}{known.town}{known.rest}"
    building = " ".join(dict.fromkeys(part for part in (*parts, rooms) if part))
    return {
        "address": told.short(street, "address"),
        "seat.prefecture": known.prefecture,
        "seat.city": known.city,
        "seat.town": known.town,
        "seat.block": known.rest,
        "building": without_withheld(told.short(told.name(building), "building")),
    }


def whole_address(plain: str) -> str:
    """With prefecture and city: those of the site where it names none."""
    known = normalise_address(plain)
    if known.prefecture:
        return plain
    city = "" if known.city else settings.MUNICIPALITY_NAME
    return f"{settings.PREFECTURE_NAME}{city}{known.text}"


def in_one_spelling(address: str) -> tuple[Address, list[str]]:
    """The address without a building, and what stood behind it, as reading it once more gives it."""
    parts: list[str] = []
    known = normalise_address(address)
    for _again in range(_READINGS):
        if known.building:
            parts.insert(0, told.name(known.building))
        known = normalise_address(f"{known.prefecture}{known.city}{known.town}{known.rest}")
    return known, parts


def without_withheld(building: str) -> str:
    """「非公開」 in a building would make the import keep the whole address to the staff."""
    return "" if WITHHELD.search(building) else building


def point_of(venue: Location) -> dict[str, float]:
    if venue.precision != Location.Precision.EXACT or venue.lat is None or venue.lng is None:
        return {}
    return {"lat": round(venue.lat, DECIMALS), "lng": round(venue.lng, DECIMALS)}
