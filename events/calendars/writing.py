"""A calendar as text (RFC 5545; NAME, SOURCE and REFRESH-INTERVAL of RFC 7986).

Each date is a VEVENT of its own with a UID for ever (`Occurrence.uid`), the date of its address in
`X-ORIGINAL-DATE` and no RRULE (docs/decisions/0014): a moved or cancelled date keeps its UID under
a higher SEQUENCE, and what was cancelled stays in with STATUS:CANCELLED. icalendar escapes words
and folds lines at 75 octets, between characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vUri

from cms.base.languages import in_language, lang_attribute
from events.documents import title_of
from events.materialise import TOKYO
from events.presentation import absence_words, application_words
from events.where import place_words, public_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.dates import Dated
    from events.models import Occurrence

FORM = 3
"""Raised when the same dates are written differently, so that subscribers read them again."""
REFRESH = timedelta(hours=6)
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
STATUS = {"held": "CONFIRMED", "moved": "CONFIRMED", "cancelled": "CANCELLED"}


@dataclass(frozen=True)
class Head:
    """What a calendar says of itself: its name and its own path, with language and query."""

    name: str
    path: str


def calendar_text(head: Head, dates: Sequence[Dated], language: str) -> bytes:
    """The VCALENDAR of these dates, worded in `language`, with its time zone."""
    whole = Calendar()
    whole.add("prodid", f"-//{settings.CALENDAR_DOMAIN}//events//JA")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("name", clean(head.name))
    whole.add("x-wr-calname", clean(head.name))
    whole.add("x-wr-timezone", TOKYO.key)
    whole.add("source", vUri(settings.BASE_URL + head.path), parameters={"VALUE": "URI"})
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT6H")
    whole.add_component(time_zone())
    for item in dates:
        whole.add_component(event(item, language))
    return whole.to_ical(sorted=False)


@lru_cache(maxsize=1)
def time_zone() -> Timezone:
    """VTIMEZONE of Asia/Tokyo."""
    return Timezone.from_tzid(TOKYO.key)


def event(item: Dated, language: str) -> Event:
    """One date as a VEVENT. Words are cleaned of control characters; icalendar escapes the rest."""
    date, entry = item.date, Event()
    entry.add("uid", date.uid)
    entry.add("dtstamp", date.changed_at)
    entry.add("last-modified", modified_at(item))
    entry.add("sequence", date.sequence)
    add_times(entry, date)
    entry.add("status", STATUS[date.status])
    entry.add("summary", clean(title_of(item.series, date)))
    entry.add("description", clean(description(item, language)))
    if where := location(item):
        entry.add("location", clean(where))
    entry.add("url", settings.BASE_URL + in_language(item.path, language))
    entry.add("categories", [_(item.series.get_kind_display())])
    entry.add("x-original-date", date.original_date.isoformat())
    if item.series.language != language:
        entry["summary"].params["LANGUAGE"] = lang_attribute(item.series.language)
    return entry


def add_times(entry: Event, date: Occurrence) -> None:
    """Times in Asia/Tokyo; whole days where no time is set."""
    starts, ends = (
        timezone.localtime(date.starts_at, TOKYO),
        timezone.localtime(date.ends_at, TOKYO),
    )
    entry.add("dtstart", starts.date() if date.all_day else starts)
    entry.add("dtend", ends.date() if date.all_day else ends)


def modified_at(item: Dated) -> datetime:
    """When the date, its series or its place changed last."""
    place = item.series.place
    stamps = [item.date.changed_at, item.series.updated_at]
    return max([*stamps, place.updated_at] if place else stamps)


def location(item: Dated) -> str:
    """Name and public address; nothing more than the venue gives away."""
    named = place_words(item.series, item.date, item.venues)
    address = public_address(item.date, item.venues)
    return named if address in named else f"{named} {address}".strip()


def description(item: Dated, language: str) -> str:
    """What is different on this date first, then the series."""
    series = item.series
    lines = [
        *own_words(item),
        series.name,
        series.summary,
        series.schedule_note,
        _("申込み：%(words)s") % {"words": application_words(series)},
        series.application_note,
        f"{settings.BASE_URL}{in_language(item.path, language)}",
    ]
    return "\n".join(line for line in lines if line)


def own_words(item: Dated) -> list[str]:
    """What is said of this date alone; empty lines where there is nothing to say."""
    date = item.date
    return [
        _("中止になりました。") if date.is_cancelled else "",
        _("日にちが変わりました。") if date.status == "moved" else "",
        date.reason,
        _("満員です。") if date.is_full else "",
        _("この日の対象：%(words)s") % {"words": date.audience} if date.audience else "",
        date.note,
        *([] if date.is_cancelled else absence_words(item.absent)),
    ]


def clean(text: str) -> str:
    """Without control characters; line ends as the format wants them."""
    return CONTROL.sub("", LINE_ENDS.sub("\n", text))
