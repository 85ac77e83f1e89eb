"""Which changes of meetups are news, and for whom (docs/decisions/0032).

Past dates, drafts and series that are not public are news to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from directory.documents import public_areas
from directory.models import Area
from events.models import EventSeries, Occurrence
from events.where import for_readers, series_venues
from notify.announcement import EVERYTHING, Announcement, Kind, ListKey, ListKind
from notify.announcing import hand_over, handed_over, pass_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

FIRST: Final = 0
"""The version of the one notice that says a series is new."""
RECENT: Final = timedelta(days=7)
"""A series that has been public for longer is not new any more."""
NEAR: Final = timedelta(days=92)
"""A date that is added or taken away is news when it is as near as this."""
FEW: Final = 3
"""More dates changed by one save are one piece of news: the rule is another."""
MOST_NEW: Final = 10
"""More new series written at once are a list that was loaded, and told to nobody."""
SAME_WORDS: Final = 0.7
"""Themes as alike as this (0 to 1) differ by a slip of the finger."""


@dataclass
class Rebuilt:
    """What became of the dates of one series: (as it was, as it is), added, taken away."""

    changed: list[tuple[Occurrence, Occurrence]] = field(default_factory=list)
    fresh: list[Occurrence] = field(default_factory=list)
    gone: list[Occurrence] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.fresh or self.gone)


def note_changes(
    series: Sequence[EventSeries],
    changed: Iterable[tuple[Occurrence, Occurrence]],
    fresh: Iterable[Occurrence],
    gone: Iterable[Occurrence],
    now: datetime,
) -> None:
    """Hand over what readers should hear of rebuilt source series, in the caller's transaction.

    `changed` holds each date as it was and as it is. A series that is new is told as a whole.
    """
    public = [row for row in series if row.is_open_to_readers(now)]
    newcomers = _newcomers(public, now)
    _hand_over_new([row for row in public if row.pk in newcomers], now)
    rebuilt = _by_series(changed, fresh, gone)
    for row in public:
        if row.pk not in newcomers and not rebuilt[row.pk].is_empty:
            _hand_over(row, _news(row, rebuilt[row.pk], now), now)


def announce_published(now: datetime) -> None:
    """What the clock has made public: series whose time to go live has come, told once."""
    since = now - RECENT
    public = EventSeries.objects.sources().public(now)
    recent = public.filter(
        Q(created_at__gte=since) | Q(first_published_at__gte=since) | Q(go_live_at__gte=since)
    )
    with transaction.atomic():
        rows = list(recent)
        newcomers = _newcomers(rows, now)
        _hand_over_new([row for row in rows if row.pk in newcomers], now)


def _by_series(
    changed: Iterable[tuple[Occurrence, Occurrence]],
    fresh: Iterable[Occurrence],
    gone: Iterable[Occurrence],
) -> dict[int, Rebuilt]:
    rebuilt: dict[int, Rebuilt] = defaultdict(Rebuilt)
    for before, after in changed:
        rebuilt[after.series_id].changed.append((before, after))
    for row in fresh:
        rebuilt[row.series_id].fresh.append(row)
    for row in gone:
        rebuilt[row.series_id].gone.append(row)
    return rebuilt


def _newcomers(public: Sequence[EventSeries], now: datetime) -> set[int]:
    """Those that are new to readers: public for a short time, with a date to come, never told."""
    recent = {row.public_id: row for row in public if _public_since(row) >= now - RECENT}
    if not recent:
        return set()
    known = handed_over(EventSeries.record_type, recent.keys(), Kind.NEW, FIRST)
    untold = [row.pk for public_id, row in recent.items() if public_id not in known]
    coming = Occurrence.objects.filter(series__in=untold).not_over(now)
    return set(coming.values_list("series_id", flat=True))


def _public_since(series: EventSeries) -> datetime:
    begun = [series.created_at, series.first_published_at, series.go_live_at]
    return max(moment for moment in begun if moment)


def _hand_over_new(series: Sequence[EventSeries], now: datetime) -> None:
    if len(series) > MOST_NEW:
        pass_over([_about_series(row, Kind.NEW, FIRST) for row in series], now)
        return
    for row in series:
        _hand_over(row, [_about_series(row, Kind.NEW, FIRST)], now)


def _news(series: EventSeries, rebuilt: Rebuilt, now: datetime) -> list[Announcement]:
    """What is said of single dates, or of the rule where many of them changed."""
    kinds = [
        (kind, after) for before, after in rebuilt.changed if (kind := kind_of(before, after, now))
    ]
    near = now + NEAR
    added = [row for row in rebuilt.fresh if now < row.ends_at and row.starts_at < near]
    taken = [row for row in rebuilt.gone if now < row.ends_at and row.starts_at < near]
    always = [pair for pair in kinds if pair[0] in (Kind.CANCELLED, Kind.HELD_AGAIN)]
    single = [pair for pair in kinds if pair not in always]
    news = [_about_date(series, kind, row) for kind, row in always]
    if taken or len(single) > FEW:
        return [*news, _about_series(series, Kind.MOVED, int(now.timestamp()))]
    news += [_about_date(series, kind, row) for kind, row in single]
    if len(added) > FEW:
        return [*news, _about_series(series, Kind.NEW, int(now.timestamp()))]
    return [*news, *(_about_date(series, Kind.NEW, row) for row in added if not row.is_cancelled)]


def kind_of(before: Occurrence, after: Occurrence, now: datetime) -> Kind | None:
    """What a reader would say happened to this date; None where it is no news."""
    if max(before.ends_at, after.ends_at) <= now:
        return None
    if after.is_cancelled:
        return None if before.is_cancelled else Kind.CANCELLED
    if before.is_cancelled:
        return Kind.HELD_AGAIN
    if (before.starts_at, before.all_day) != (after.starts_at, after.all_day):
        return Kind.MOVED
    if before.place.split() != after.place.split() or is_another(before.theme, after.theme):
        return Kind.CHANGED
    return None


def is_another(before: str, after: str) -> bool:
    """Whether a theme is another one, and not the same with a slip put right."""
    if before == after:
        return False
    return SequenceMatcher(None, before, after).ratio() < SAME_WORDS


def _about_series(series: EventSeries, kind: Kind, version: int) -> Announcement:
    return Announcement(kind, EventSeries.record_type, series.public_id, version=version)


def _about_date(series: EventSeries, kind: Kind, row: Occurrence) -> Announcement:
    return Announcement(
        kind,
        EventSeries.record_type,
        series.public_id,
        occurrence=row.key,
        version=row.sequence,
        happens_at=row.starts_at,
    )


def _hand_over(series: EventSeries, news: Sequence[Announcement], now: datetime) -> None:
    if news:
        lists = lists_of(series, now)
        hand_over([_for_lists(item, lists) for item in news], now)


def _for_lists(item: Announcement, lists: frozenset[ListKey]) -> Announcement:
    return Announcement(
        item.kind,
        item.record_type,
        item.record_id,
        occurrence=item.occurrence,
        version=item.version,
        happens_at=item.happens_at,
        lists=lists,
    )


def lists_of(series: EventSeries, now: datetime) -> frozenset[ListKey]:
    """Everything, and the districts, topics and public groups of a series."""
    groups = [group for group in series.organizers.all() if group.is_open_to_readers(now)]
    return frozenset(
        {
            EVERYTHING,
            *(ListKey(ListKind.DISTRICT, slug) for slug in _districts(series, now)),
            *(ListKey(ListKind.TOPIC, topic.slug) for topic in series.topics.all()),
            *(ListKey(ListKind.GROUP, group.public_id) for group in groups),
        }
    )


def _districts(series: EventSeries, now: datetime) -> set[str]:
    """The 行政地域 of its venues, of those only that are not hidden."""
    areas = public_areas(series_venues(for_readers(series, now)))
    found = {area if area.kind == Area.Kind.DISTRICT else area.parent for area in areas}
    return {area.slug for area in found if area and area.kind == Area.Kind.DISTRICT}
