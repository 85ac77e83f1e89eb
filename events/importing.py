"""Meetups as a kind of import: how a row stands in a series, and the dates it gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import prefetch_related_objects
from django.utils import timezone

from directory.importing.identity import name_key
from directory.importing.kinds import ImportKind, Shaped
from directory.importing.shaping import NO_NAME, address_key, picked, shape_venue, without_field
from events.documents import series_documents_in_bulk
from events.edits import EDITS
from events.materialise import rebuild_many, wanted_dates
from events.models import EventSeries, Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from directory.importing.kinds import Values
    from search.documents import Document

_SAME_NAME: Final = (
    "name", "kana", "summary", "description", "kind", "fees", "capacity", "application", "phone",
    "website", "sample",
)  # fmt: skip
NO_DAY: Final = "開始日がないか、読み取れません。"
NO_PRIVATE: Final = "集まりには、公開しない連絡先をのせるところがありません。"


def events_kind() -> ImportKind:
    return ImportKind(
        name="events",
        label="集まり",
        model=EventSeries,
        shape=shape_event,
        row_identity=lambda values: (
            name_key(values.get("name", "")),
            values.get("start_date", ""),
            address_key(values.get("address", ""), values.get("building", "")),
        ),
        record_identity=record_identity,
        documents=documents,
        venue_field="location",
        body_field="organizers",
        after_write=bring_dates,
        prefetch=("changes",),
        parts=("occurrences",),
    )


def shape_event(values: Values) -> Shaped:
    refusals = [NO_NAME] if not values.get("name") else []
    refusals += [NO_DAY] if not values.get("start_date") else []
    # A list that says nothing about it has not said that nobody need apply.
    fields = {"application": EventSeries.Application.ASK.value} | picked(values, _SAME_NAME)
    if not refusals:
        fields |= {"rule": rule_of(values)}
    fields |= {name: note for name, note in _notes(values).items() if note}
    private = {"private": NO_PRIVATE} if values.get("private") else {}
    return Shaped(
        fields=fields,
        venue=_venue(values),
        body=values.get("organizer", ""),
        left_out=without_field(values) | private,
        refusals=tuple(refusals),
    )


def rule_of(values: Values) -> dict[str, Any]:
    """The first day. What happens on the days up to an end date, a list does not say: `ended_after`.

    The end of the first day is known only where there is no other day.
    """
    first, last = values["start_date"], values.get("end_date", values["start_date"])
    rule: dict[str, Any] = {"rdates": [first, *values.get("more_dates", ())]}
    if start := values.get("start_time"):
        rule["start"] = start
        if (end := values.get("end_time")) and last == first and end > start:
            rule["end"] = end
    if last > first:
        rule["ended_after"] = last
    return rule


def record_identity(series: EventSeries) -> tuple[str, ...]:
    days = series.rule.get("rdates") or [""]
    venue = series.location
    seat = address_key(venue.address, venue.building) if venue else ""
    return name_key(series.name), days[0], seat


def documents(records: Sequence[EventSeries], now: datetime) -> list[list[Document]]:
    """As they will be once the rules are written: the dates are computed, not read."""
    today = timezone.localdate(now)
    prefetch_related_objects([series for series in records if series.pk], *EDITS)
    dates = {
        series.public_id: [
            Occurrence(key=key, **facts) for key, facts in wanted_dates(series, today).items()
        ]
        for series in records
    }
    return series_documents_in_bulk(records, now, dates)


def bring_dates(records: Sequence[EventSeries], now: datetime) -> None:
    """The occurrences of written series, in bulk."""
    written = EventSeries.objects.filter(pk__in=[row.pk for row in records])
    rebuild_many(list(written.prefetch_related(*EDITS)), timezone.localdate(now))


def _venue(values: Values) -> dict[str, Any]:
    name = values.get("place_name", "")
    venue = shape_venue(values, name or values.get("building", ""))
    if venue and name:
        venue["name"] = name
    if not venue and name:
        venue = {"name": name}
    return venue if venue.get("name") else {}


def _notes(values: Values) -> dict[str, str]:
    """What a list says of days and of applying, as sentences beside."""
    first, last = values.get("start_date", ""), values.get("end_date", "")
    span = [f"{_day(first)}から{_day(last)}までです。"] if first and last > first else []
    until = values.get("apply_until", "")
    at = f" {values['apply_until_time']}" if values.get("apply_until_time") else ""
    closing = [f"申込みは{_day(until)}{at}までです。"] if until else []
    return {
        "schedule_note": _joined([*span, values.get("schedule_note", "")]),
        "application_note": _joined([*closing, values.get("application_note", "")]),
    }


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
