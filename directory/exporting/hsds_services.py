"""Places as services of HSDS 3.0. docs/reference/open-data.md lists which field goes where."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.base.fields import write_fees
from directory.exporting.hours_words import hours_text
from directory.exporting.hsds_ids import hsds_id
from directory.exporting.hsds_locations import service_at_locations
from directory.exporting.hsds_organizations import basic_organization, organization
from directory.exporting.hsds_parts import (
    SAMPLE_PHONE,
    languages,
    mail_address,
    moment,
    paragraphs,
    phones,
    said,
    web_address,
)
from directory.exporting.hsds_schedules import schedules
from directory.exporting.hsds_taxonomies import attributes, terms_of_place
from directory.hours import Hours
from directory.models.place import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from directory.exporting.hsds_schedules import Schedule, Span
    from directory.exporting.loading import PlaceFacts
    from directory.models import Location, Place


def service(facts: PlaceFacts) -> dict[str, Any]:
    """A service with everything it holds."""
    place, service_id = facts.place, str(facts.place.hsds_id)
    return basic_service(facts) | said(
        organization=organization(place.provider),
        phones=_phones(service_id, place),
        schedules=_schedules(service_id, facts),
        service_at_locations=service_at_locations(service_id, facts.venues),
        languages=languages(service_id, place.languages),
        cost_options=_cost_options(service_id, place),
        attributes=attributes("service", service_id, terms_of_place(facts)),
    )


def basic_service(facts: PlaceFacts) -> dict[str, Any]:
    """A service as lists hold it: what it has once, and whose it is."""
    place, check = facts.place, facts.beside.check
    department = check.by_department if check else None
    return said(
        id=str(place.hsds_id),
        name=place.name,
        alternate_name=place.alternate_name,
        description=paragraphs(place.summary, place.description),
        url=web_address(place.website) or f"{settings.BASE_URL}/places/{place.public_id}/",
        email=mail_address(place.email),
        status="temporarily closed" if facts.is_closed_for_now else "active",
        interpretation_services=_interpretation(facts.venues),
        application_process=_application(place),
        fees_description="、".join(write_fees(place.fees)),
        eligibility_description=_eligibility(place),
        minimum_age=place.min_age,
        maximum_age=place.max_age,
        assured_date=check.checked_on.isoformat() if check else "",
        assurer_email=mail_address(department.email) if department else "",
        alert=paragraphs(*facts.alerts),
        last_modified=moment(last_modified(facts)),
        organization=basic_organization(place.provider),
    )


def last_modified(facts: PlaceFacts) -> datetime:
    """When the place, its group, its last check or a notice changed last."""
    place, beside = facts.place, facts.beside
    stamps = [place.updated_at, place.last_published_at, place.go_live_at]
    stamps += [status.recorded_at for status in beside.statuses]
    stamps += [beside.check.recorded_at] if beside.check else []
    stamps += [place.organization.updated_at] if place.organization else []
    return max(stamp for stamp in stamps if stamp)


def _interpretation(venues: Sequence[Location]) -> str:
    hears = any("hearing" in venue.accessibility for venue in venues)
    return "筆談・手話で話せます。" if hears else ""


def _application(place: Place) -> str:
    ways = (
        (place.no_booking, "予約なしで使えます。"),
        (place.referral_needed, "紹介がいります。"),
        (place.anonymous, "名前を言わなくても使えます。"),
    )
    return paragraphs("".join(words for holds, words in ways if holds), place.access_note)


def _eligibility(place: Place) -> str:
    low = f"{place.min_age}歳から" if place.min_age is not None else ""
    high = f"{place.max_age}歳まで" if place.max_age is not None else ""
    return "、".join([*filter(None, [low + high]), *(who.name for who in place.audiences.all())])


def _phones(service_id: str, place: Place) -> list[dict[str, Any]]:
    note = "".join([SAMPLE_PHONE if place.sample else "", place.phone_note])
    found = phones(service_id, place.phone, note)
    for phone in found:
        if place.kind == place.Kind.PHONE:
            phone |= said(languages=languages(phone["id"], place.languages))
    return found


def _cost_options(service_id: str, place: Place) -> list[dict[str, Any]]:
    return [
        said(
            id=hsds_id("cost_option", service_id, str(number)),
            option=fee["who"],
            currency="jpy",
            amount=fee["yen"],
            amount_description="" if fee["yen"] else "無料",
        )
        for number, fee in enumerate(place.fees)
    ]


def _schedules(service_id: str, facts: PlaceFacts) -> list[dict[str, Any]]:
    """First the hours in words, then as rules, as far as rules can say them."""
    place = facts.place
    words = hours_text(place.hours, facts.today)
    rules = _rules(json.dumps(place.hours, sort_keys=True), facts.closures, facts.today)
    modes = "、".join(label for code, label in MODES if code in place.modes)
    in_words = said(description=words, notes=place.hours_note)
    entries = [in_words, *rules] if in_words else [*rules]
    return [
        {"id": _schedule_id(service_id, entry), **entry, **said(attending_type=modes)}
        for entry in entries
    ]


def _schedule_id(service_id: str, entry: Schedule) -> str:
    if "freq" not in entry:
        return hsds_id("schedule", service_id)
    keys = ("byday", "opens_at", "closes_at", "valid_from")
    return hsds_id("schedule", service_id, *(str(entry.get(key, "")) for key in keys))


@lru_cache(maxsize=1024)
def _rules(facts: str, closures: tuple[Span, ...], today: date) -> list[Schedule]:
    """Many places keep the same hours, and half a year of days takes a while to read."""
    return schedules(Hours.from_facts(json.loads(facts)).rules, closures, today)
