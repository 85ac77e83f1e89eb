"""The format `events-csv`: the coming dates of public meetups as イベント一覧 (推奨データセット).

A row for each date that takes place, from today until 13 months ahead. Dates that differ in their
day alone share the id of their series, and the import makes one series of them again; a date with
a theme, a time or a place of its own has an id of its own.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch
from django.utils import timezone, translation

from cms.base.fields import write_fees
from directory.exporting import told
from directory.exporting.cells import row_of
from directory.exporting.csv_files import write_csv
from directory.exporting.csv_formats import ENCODING, MEDIA_TYPE
from directory.exporting.formats import ExportFormat
from directory.exporting.values import Written, publisher, venue_values
from directory.importing.dating import application_note, read_application
from directory.models import Organization
from events.datasets import EVENTS_V1
from events.models import EventSeries, horizon
from events.where import for_readers, usual_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from typing import BinaryIO

    from events.recurrence import Occurrence

BATCH: Final = 200
"""Series in memory at a time while a file is written."""
REQUIRED: Final = "申込みが必要です。"
WANTED: Final = "できれば連絡をください。"
NOT_NEEDED: Final = "申込不要"


def every_series(now: datetime) -> Iterator[EventSeries]:
    """All public series by public id, with what their rows say, in a fixed number of queries each batch."""
    public = EventSeries.objects.sources().public(now)
    rows = public.select_related(
        "locale", "location__area", "place__locale", "department"
    ).prefetch_related(
        "changes",
        "place__locations__area",
        Prefetch("organizers", Organization.objects.public(now), to_attr="public_organizers"),
    )
    for ids in batched(sorted(public.values_list("public_id", flat=True)), BATCH):
        found = sorted(rows.filter(public_id__in=ids), key=lambda series: series.public_id)
        yield from (for_readers(series, now) for series in found)


def every_row(now: datetime) -> Iterator[list[str]]:
    """The rows of all series by their id and day.

    The ids of a series begin with its public id, so what is smaller than the next series is whole.
    """
    today = timezone.localdate(now)
    waiting: list[list[str]] = []
    for series in every_series(now):
        while waiting and waiting[0][_ID] < series.public_id:
            yield heappop(waiting)
        for row in rows_of(series, today):
            heappush(waiting, row)
    while waiting:
        yield heappop(waiting)


def rows_of(series: EventSeries, today: date) -> list[list[str]]:
    """The rows of its coming dates in their order."""
    dates = [
        item
        for item in series.recurrence.occurrences(today, horizon(today))
        if item.status != "cancelled"
    ]
    rows = [row_of(EVENTS_V1, date_values(series, item, today)) for item in dates]
    alike = Counter(map(_without_day, rows))
    usual = alike.most_common(1)[0][0] if alike else ()
    several = len(series.recurrence.facts.sittings) > 1
    for item, row in zip(dates, rows, strict=True):
        if _without_day(row) != usual:
            row[_ID] += f"-{_key(item, several=several)}"
    return rows


_ID: Final = EVENTS_V1.headers.index("NO")
_DAYS: Final = frozenset(EVENTS_V1.headers.index(header) for header in ("開始日", "終了日"))


def _without_day(row: list[str]) -> tuple[str, ...]:
    return tuple(cell for place, cell in enumerate(row) if place not in _DAYS)


def _key(item: Occurrence, *, several: bool) -> str:
    """As in the address of the date: the original date, the start where a day has two sittings."""
    day = f"{item.original_date:%Y-%m-%d}"
    return f"{day}-{item.start:%H%M}" if several and item.start else day


def date_values(series: EventSeries, item: Occurrence, today: date) -> Written:
    """What readers may know of one date and the form can carry."""
    number, about_number = told.phone(series.phone)
    end, after_midnight = _end(item)
    values: dict[str, Any] = publisher() | {
        "source_id": series.public_id,
        "name": told.name(series.name),
        "kana": told.kana(series.kana),
        "description": _text(series),
        "start_date": item.date.isoformat(),
        "end_date": item.date.isoformat(),
        "start_time": f"{item.start:%H:%M}" if item.start else "",
        "end_time": end,
        "schedule_note": _schedule_note(series, item, after_midnight),
        "fees": series.fees,
        "organizer": _organizer(series),
        "capacity": series.capacity or None,
        "application_note": application_words(series),
        "phone": number,
        "website": told.website(series.website),
        "sample": series.sample,
    }
    values |= _where(series, item)
    return Written(values, today, _lines(series, item, values, about_number))


def _text(series: EventSeries) -> str:
    parts = map(told.paragraphs, (series.summary, series.description))
    return told.paragraphs("\n".join(part for part in parts if part))


def _end(item: Occurrence) -> tuple[str, str]:
    """(the end on the same day, or else the words for an end on the next day)."""
    if item.start is None or item.end is None:
        return "", ""
    end = f"{item.end:%H:%M}"
    return (end, "") if item.end > item.start else ("", f"終わりは次の日の{end}です。")


def _schedule_note(series: EventSeries, item: Occurrence, after_midnight: str) -> str:
    moved = ""
    if item.status == "moved":
        moved = f"{item.original_date.month}月{item.original_date.day}日から日にちを変えました。"
    parts = (moved, item.reason or "", after_midnight, series.schedule_note)
    words = told.line("".join(map(told.line, parts)))
    return told.short(words, "schedule_note") or told.line(series.schedule_note)


def _organizer(series: EventSeries) -> str:
    """The groups, or else the department."""
    groups = sorted(group.name for group in series.public_organizers)
    names = "、".join(groups) or str(series.department or "")
    return told.short(told.name(names), "organizer")


def application_words(series: EventSeries) -> str:
    """How to apply, in words that say the same when they are read again."""
    note = told.line(series.application_note)
    kinds = EventSeries.Application
    if series.application == kinds.ASK:
        return application_note(note)
    if series.application == kinds.NONE:
        return application_note(note) or NOT_NEEDED
    start = WANTED if series.application == kinds.WANTED else REQUIRED
    if start == REQUIRED and read_application(note) == "required":
        return note
    return told.short(f"{start}{note}", "application_note") or note


def _where(series: EventSeries, item: Occurrence) -> dict[str, Any]:
    """The place that was said of the date, or else the usual one."""
    if item.place:
        return {"place_name": told.short(told.name(item.place), "place_name")}
    usual = [series.location] if series.location else []
    venues = usual or (list(series.place.locations.all()) if series.place else [])
    name = told.short(told.name(usual_words(series, venues)), "place_name")
    venue = next((venue for venue in venues if venue.public_address), None)
    return {"place_name": name} | (venue_values(venue, name) if venue else {})


def _lines(
    series: EventSeries, item: Occurrence, values: Mapping[str, Any], about_number: str
) -> list[tuple[str, str, str]]:
    """Facts that the form has no column for."""
    fees = "、".join(told.line(words) for words in write_fees(series.fees))
    said = [
        ("", "テーマ", told.line(item.theme or series.theme)),
        ("access", "行き方", values.get("access", "")),
        ("parking", "駐車・駐輪", values.get("parking", "")),
        ("phone_note", "電話のこと", told.line(about_number)),
        ("fees", "料金", fees),
        ("", "こども", "こどもをあずけられます" if series.childcare else ""),
        ("", "オンライン", "オンラインでも参加できます" if series.online else ""),
    ]
    return [line for line in said if line[2]]


def write_events(stream: BinaryIO, now: datetime, options: Mapping[str, str], /) -> list[str]:
    with translation.override("ja"):
        return write_csv(stream, EVENTS_V1.headers, every_row(now), options["encoding"])


EVENTS_CSV: Final = ExportFormat(
    name="events-csv",
    title="集まりの日にち（イベント一覧、推奨データセット）",
    media_type=MEDIA_TYPE,
    file_name="events.csv",
    write=write_events,
    options=(ENCODING,),
)
