"""What meetups offer to search: the series, and each coming date as a document of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.relations import hold
from directory.beside import beside as beside_record
from directory.beside import beside_many
from directory.documents import (
    checked_card,
    fee_traits,
    names,
    public_areas,
    public_span,
    slugs,
    spoken,
    taxonomy_tags,
)
from directory.notices import notices
from events.absences import absences_of
from events.application import apply_by
from events.models import Occurrence
from events.where import (
    for_readers,
    is_elsewhere,
    place_words,
    public_position,
    series_venues,
)
from search.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.beside import Beside
    from directory.models import Area, Location, Organization
    from events.absences import Absent
    from events.models import EventSeries

SHOWN_AHEAD = timedelta(days=92)
"""How far ahead dates can be found one by one; later ones stand on the page of their series."""


def event_documents(
    series: EventSeries,
    now: datetime,
    beside: Beside | None = None,
    dates: list[Occurrence] | None = None,
    absent: Absent | None = None,
) -> list[Document]:
    """The coming dates of a series in each language it is published in.

    `dates` are its occurrences and `absent` who takes no part in them, where they are not to be
    asked of the database.
    """
    if not series.live:
        return []
    beside = beside or beside_record(series, now)
    series = for_readers(series, now)
    groups = [group for group in series.organizers.all() if group.is_open_to_readers(now)]
    if dates is None:
        dates = list(series.occurrences.filter(ends_at__gt=now))
    dates = coming(dates, now)
    away = absences_of([series.pk], now) if absent is None else absent
    venues = series_venues(series)
    areas = public_areas(venues)
    check = beside.check
    given = notices(beside.statuses)
    tags = series_tags(series, areas, groups)
    common = {
        "phone": series.phone,
        "assured_until": check.next_due if check else None,
        **public_span(series),
    }
    return [
        Document(
            locale=language,
            occurrence=date.key,
            title=title_of(worded, date),
            kana=worded.kana,
            path=f"/events/{series.public_id}/{date.key}/",
            body=told_of(worded, date),
            extra=series_extra(worded, venues, groups, date, language),
            card=meet_card(
                worded, date, dates, venues, absent=away.get((series.pk, date.original_date), ())
            )
            | {"checked": checked_card(check), "notices": given},
            tags=tags,
            next_start=date.starts_at,
            ends_at=date.ends_at,
            **located(series, date, venues),
            **common,
        )
        for language, worded in spoken(series, beside)
        for date in dates
    ]


def located(series: EventSeries, date: Occurrence, venues: list[Location]) -> dict[str, float]:
    """The position of a date as the columns of its document."""
    point = public_position(series, date, venues)
    return {"lat": point[0], "lng": point[1]} if point else {}


def series_documents_in_bulk(
    records: Sequence[EventSeries],
    now: datetime,
    dates: Mapping[str, list[Occurrence]] | None = None,
) -> list[list[Document]]:
    """What `event_documents` says of each, in a constant number of queries.

    `dates` are the occurrences by public id; the stored ones where they are not given.
    """
    standing = beside_many(records, now)
    hold(list({series.place for series in records if series.place}), {"locations": ("area",)})
    known = stored_dates(records, now) if dates is None else dates
    absent = absences_of([series.pk for series in records if series.pk], now)
    return [
        event_documents(
            series, now, standing[series.public_id], known.get(series.public_id, []), absent
        )
        for series in records
    ]


def stored_dates(records: Sequence[EventSeries], now: datetime) -> dict[str, list[Occurrence]]:
    """The stored occurrences that are not over, by public id of their series."""
    ids = {series.pk: series.public_id for series in records}
    found: dict[str, list[Occurrence]] = {}
    for date in Occurrence.objects.filter(series__in=ids, ends_at__gt=now):
        found.setdefault(ids[date.series_id], []).append(date)
    return found


def coming(dates: Iterable[Occurrence], now: datetime) -> list[Occurrence]:
    """Those that are not over and near enough to be found one by one, in order."""
    near = (date for date in dates if date.ends_at > now and date.starts_at < now + SHOWN_AHEAD)
    return sorted(near, key=lambda date: date.starts_at)


def series_tags(
    series: EventSeries, areas: set[Area], groups: list[Organization]
) -> dict[str, list[str]]:
    return taxonomy_tags(series) | {
        "kind": [series.kind],
        "area": slugs(areas),
        "organization": [group.public_id for group in groups],
        "place": [series.place.public_id] if series.place else [],
        "series": [series.public_id],
        "ease": [
            slug
            for slug, holds in (
                ("no-booking", series.application == "none"),
                ("online", series.online),
                ("childcare", series.childcare),
                ("free", is_free(series.fees)),
            )
            if holds
        ],
    }


def is_free(fees: list[dict[str, Any]]) -> bool:
    """Whether it is said that nobody pays."""
    return bool(fees) and all(fee["yen"] == 0 for fee in fees)


def told_of(series: EventSeries, date: Occurrence) -> str:
    """What is written of a series and of this date."""
    parts = (series.name, series.summary, series.description, date.audience, date.note)
    return "\n".join(part for part in parts if part)


def title_of(series: EventSeries, date: Occurrence) -> str:
    """That day's theme, the usual theme, or the name of the series."""
    return date.theme or series.theme or series.name


def series_extra(
    series: EventSeries,
    venues: list[Location],
    groups: list[Organization],
    date: Occurrence,
    language: str,
) -> str:
    parts = [series.get_kind_display(), place_words(series, date, venues)]
    parts += [str(group) for group in groups]
    parts += names(series.audiences.all(), language) + names(series.topics.all(), language)
    parts += [area.name for area in public_areas(venues)]
    return " ".join(part for part in parts if part)


def meet_traits(series: EventSeries) -> list[str]:
    application = {
        "none": _("予約なしでOK"),
        "wanted": _("できれば連絡を"),
        "required": _("申込みが必要"),
    }.get(series.application)
    return [*fee_traits(series.fees), *([application] if application else [])]


def meet_card(
    series: EventSeries,
    date: Occurrence,
    dates: list[Occurrence],
    venues: list[Location],
    *,
    absent: Sequence[Organization] = (),
) -> dict[str, Any]:
    """The card of a date; `dates` may hold the next one, `absent` are groups that are not there."""
    title = title_of(series, date)
    start, end = timezone.localtime(date.starts_at), timezone.localtime(date.ends_at)
    later = (item for item in dates if item.starts_at > date.starts_at and not item.is_cancelled)
    following = next(later, None) if date.is_cancelled else None
    return {
        "template": "meet",
        "title": title,
        "title_lang": "ja" if date.theme else "",
        "series": series.name if title != series.name else series.rule_in_words,
        "kind": _(series.get_kind_display()),
        "sample": series.sample,
        "summary": series.summary,
        "date": date.date.isoformat(),
        "start": "" if date.all_day else f"{start:%H:%M}",
        "end": "" if date.all_day else f"{end:%H:%M}",
        "place": place_words(series, date, venues),
        "place_changed": is_elsewhere(series, date),
        "status": date.status,
        "reason": date.reason,
        "next": following.date.isoformat() if following else None,
        "original_date": date.original_date.isoformat() if date.status == "moved" else None,
        "traits": meet_traits(series),
    } | said_of(series, date, absent)


def said_of(
    series: EventSeries, date: Occurrence, absent: Sequence[Organization]
) -> dict[str, Any]:
    """What a card says of its date beside when and where; only what there is to say."""
    last = apply_by(series, date)
    said = {
        "schedule_note": series.schedule_note,
        "audience": date.audience,
        "note": date.note,
        "capacity": capacity_of(series, date),
        "full": date.is_full,
        "apply_by": last.isoformat() if last else None,
        "absent": [group.name for group in absent],
    }
    return {name: value for name, value in said.items() if value}


def capacity_of(series: EventSeries, date: Occurrence) -> int | None:
    """How many there is room for on this date."""
    return date.capacity or series.capacity
