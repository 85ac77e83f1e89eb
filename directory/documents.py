"""What places and groups offer to search: words in each language, facts from the source row."""

from __future__ import annotations

import json
from copy import copy
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.base.fact_words import fact_word
from directory.beside import beside as beside_record
from directory.hours import Hours
from directory.models.facts_at_once import Check
from directory.models.venue import Location
from directory.notices import notices, without_closures
from search.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cms.base.cards import Notice
    from cms.base.records import Named, Record
    from directory.beside import Beside
    from directory.models import Area, Organization, Place

AHEAD = timedelta(days=14)
"""How far ahead a document knows when a place is open; renewed nightly and on change."""
ICONS = {"food": "bowl", "phone": "tel", "desk": "people"}


def spoken[R: Record](source: R, beside: Beside | None = None) -> Iterator[tuple[str, R]]:
    """The source and each public translation as (language, the record in these words).

    The language is active while the caller handles the pair, so that labels are in it too.
    """
    if not source.live:
        return
    translations = (
        beside.translations
        if beside
        else source.get_translations().filter(live=True).select_related("locale")
    )
    for row in [source, *translations]:
        language = row.locale.language_code
        with translation.override(language):
            yield language, copy(source).worded(row)


def public_span(source: Record) -> dict[str, Any]:
    """From when until when readers may find it, for a Document."""
    return {
        "public_from": source.go_live_at,
        "public_until": source.expire_at,
        "changed_at": source.last_published_at,
    }


def names(terms: Iterable[Named], language: str) -> list[str]:
    return [term.name_in(language) for term in terms]


def slugs(terms: Iterable[Named]) -> list[str]:
    return [term.slug for term in terms]


def taxonomy_tags(record: Any) -> dict[str, list[str]]:
    """The tags every record with audiences, topics and measures carries."""
    return {
        "audience": slugs(record.audiences.all()),
        "topic": slugs(record.topics.all()),
        "measure": [measure.reference for measure in record.measures.select_related("edition")],
    }


def latest_check(record_type: str, record_id: str) -> Check | None:
    return (
        Check.objects.filter(record_type=record_type, record_id=record_id)
        .select_related("by_department", "by_organization")
        .first()
    )


def checked_card(check: Check | None) -> dict[str, str] | None:
    """The check as a card shows it."""
    if check is None:
        return None
    return {
        "date": check.checked_on.isoformat(),
        "by": check.by,
        "due": check.next_due.isoformat(),
    }


def fee_traits(fees: list[dict[str, Any]]) -> list[str]:
    """「無料」 when nobody pays, else the fees by who pays them."""
    if fees and all(fee["yen"] == 0 for fee in fees):
        return [_("無料")]
    return [fee_words(fee) for fee in fees]


def fee_words(fee: dict[str, Any]) -> str:
    """「こども 100円」."""
    price = _("%(yen)s円") % {"yen": format(fee["yen"], ",")} if fee["yen"] else _("無料")
    return f"{fact_word(fee['who'])} {price}".strip()


def place_traits(place: Place) -> list[str]:
    """What makes it easy to go, in words, most wanted first."""
    said = [
        (place.no_booking, _("予約なしでOK")),
        (place.anonymous, _("名前を言わなくてOK")),
        (place.referral_needed, _("紹介がいります")),
    ]
    return [text for holds, text in said if holds] + fee_traits(place.fees)


def ease_tags(place: Place, venues: list[Location]) -> list[str]:
    said = {
        "no-booking": place.no_booking,
        "anonymous": place.anonymous,
        "free": place.fee_is_free(),
        "wheelchair": any("wheelchair" in venue.accessibility for venue in venues),
    }
    return [slug for slug, holds in said.items() if holds]


def windows_ahead(place: Place, now: datetime, audience: str | None = None) -> list[list[str]]:
    """[[opens, closes], …] as ISO instants, from the start of today for 14 days.

    What was open earlier today belongs to it: a card must not call such a day a day off.
    """
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return [list(pair) for pair in _windows(json.dumps(place.hours), today, now + AHEAD, audience)]


@lru_cache(maxsize=256)
def _windows(
    facts: str, start: datetime, end: datetime, audience: str | None
) -> tuple[tuple[str, str], ...]:
    """The windows of hours given as JSON: places of one list often keep the same ones."""
    windows = Hours.from_facts(json.loads(facts)).windows(start, end, audience)
    return tuple((opens.isoformat(), closes.isoformat()) for opens, closes in windows)


def open_state(place: Place, now: datetime, given: Sequence[Notice] = ()) -> dict[str, Any]:
    """What a card needs to say whether the place is open, at any time in the next 14 days.

    It opens on no day of a temporary closure among the notices `given`.
    """
    facts = place.hours
    if facts.get("appointment_only"):
        return {"hours_kind": "appointment", "windows": []}
    if not facts.get("hours"):
        return {"hours_kind": "", "windows": []}
    return {
        "hours_kind": "rules",
        "windows": without_closures(windows_ahead(place, now), given),
        "windows_by_audience": {
            audience: without_closures(windows_ahead(place, now, audience), given)
            for audience in facts.get("audience_until", {})
        },
    }


def public_areas(venues: Iterable[Location]) -> set[Area]:
    """The districts of the venues that are not hidden."""
    hidden = Location.Precision.HIDDEN
    return {venue.area for venue in venues if venue.area and venue.precision != hidden}


def where(venues: list[Location]) -> str:
    """Where it is, in few words, never more than the venue gives away."""
    for venue in venues:
        if venue.precision == Location.Precision.HIDDEN:
            continue
        area = venue.area.name if venue.area else ""
        return venue.town or area
    return ""


def place_documents(place: Place, now: datetime, beside: Beside | None = None) -> list[Document]:
    """The documents of a place, one for each language it is published in."""
    if not place.live:
        return []
    beside = beside or beside_record(place, now)
    venues = list(place.locations.select_related("area"))
    check = beside.check
    point = next((venue.position for venue in venues if venue.position), None)
    given = notices(beside.statuses)
    hours = open_state(place, now, given)
    tags = taxonomy_tags(place) | {
        "kind": [place.kind],
        "area": slugs(public_areas(venues)),
        "mode": list(place.modes),
        "ease": ease_tags(place, venues),
        "organization": [place.organization.public_id] if place.organization else [],
        "place": [place.public_id],
    }
    return [
        Document(
            locale=language,
            title=worded.name,
            kana=f"{worded.kana} {worded.alternate_name}".strip(),
            path=f"/places/{place.public_id}/",
            body=f"{worded.summary}\n{worded.description}".strip(),
            extra=place_extra(worded, venues, language),
            phone=place.phone,
            card=place_card(worded, venues)
            | hours
            | {"checked": checked_card(check), "notices": given},
            tags=tags,
            open_ranges=hours["windows"],
            assured_until=check.next_due if check else None,
            lat=point[0] if point else None,
            lng=point[1] if point else None,
            **public_span(place),
        )
        for language, worded in spoken(place, beside)
    ]


def place_extra(place: Place, venues: list[Location], language: str) -> str:
    """Words that should find the place but are not its description."""
    parts = [place.get_kind_display(), str(place.provider or "")]
    parts += names(place.audiences.all(), language) + names(place.topics.all(), language)
    for venue in venues:
        parts += [venue.public_name, venue.public_address]
    parts += [area.name for area in public_areas(venues)]
    return " ".join(part for part in parts if part)


def place_card(place: Place, venues: list[Location]) -> dict[str, Any]:
    return {
        "template": "place",
        "title": place.name,
        "kana": place.kana,
        "kind": _(place.get_kind_display()),
        "sample": place.sample,
        "summary": place.summary,
        "icon": ICONS.get(place.kind, "house"),
        "where": where(venues),
        "traits": place_traits(place)[:3],
        "hours_note": place.hours_note,
        "phone": place.phone,
    }


def group_documents(
    group: Organization, now: datetime, beside: Beside | None = None
) -> list[Document]:
    """The documents of a group, one for each language it is published in."""
    if not group.live:
        return []
    beside = beside or beside_record(group, now)
    check = beside.check
    area = group.area
    tags = taxonomy_tags(group) | {
        "kind": [group.kind],
        "area": slugs([area]) if area else [],
        "organization": [group.public_id],
    }
    return [
        Document(
            locale=language,
            title=worded.name,
            kana=f"{worded.kana} {worded.alternate_name}".strip(),
            path=f"/groups/{group.public_id}/",
            body=f"{worded.summary}\n{worded.description}\n{worded.first_visit}".strip(),
            extra=" ".join(
                [
                    worded.get_kind_display(),
                    area.name if area else "",
                    *names(group.audiences.all(), language),
                    *names(group.topics.all(), language),
                ]
            ),
            phone=group.phone,
            card={
                "template": "group",
                "title": worded.name,
                "kana": worded.kana,
                "kind": _(worded.get_kind_display()),
                "sample": group.sample,
                "summary": worded.summary,
                "where": area.name_in(language) if area else "",
                "phone": group.phone,
                "checked": checked_card(check),
                "notices": notices(beside.statuses),
            },
            tags=tags,
            assured_until=check.next_due if check else None,
            **public_span(group),
        )
        for language, worded in spoken(group, beside)
    ]
