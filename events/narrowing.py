"""Stored dates narrowed by the conditions of the list: what `series_tags` says, asked of the rows.

Documents hold only what comes in the next months; a month of the calendar and what is over are
asked of the dates themselves.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from cms.base.records import open_to_readers
from directory.models import Location, Place
from events.documents import is_free
from events.models import EventSeries, Occurrence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from events.models import OccurrenceQuerySet

    type Chosen = Mapping[str, Sequence[str]]


def chosen_dates(chosen: Chosen, now: datetime) -> OccurrenceQuerySet:
    """The dates of public series that carry one of the chosen values of each facet, in no order."""
    series = EventSeries.objects.all()
    for name, values in chosen.items():
        if values and name in _CONDITIONS:
            series = series.filter(_CONDITIONS[name](values, now))
    return Occurrence.objects.public(now, series).order_by()


def _of_kind(values: Sequence[str], now: datetime) -> Q:
    return Q(kind__in=values)


def _for_audience(values: Sequence[str], now: datetime) -> Q:
    return Q(audiences__slug__in=values)


def _in_area(values: Sequence[str], now: datetime) -> Q:
    """At a venue of the area that is not hidden: the usual one, or one of a public place."""
    venues = Location.objects.filter(area__slug__in=values).exclude(
        precision=Location.Precision.HIDDEN
    )
    places = Place.objects.filter(open_to_readers(now), locations__in=venues)
    return Q(location__in=venues) | Q(location=None, place__in=places.values("pk"))


def _with_ease(values: Sequence[str], now: datetime) -> Q:
    conditions = {
        "no-booking": Q(application=EventSeries.Application.NONE),
        "online": Q(online=True),
        "childcare": Q(childcare=True),
    }
    held = [conditions[value] for value in values if value in conditions]
    return reduce(or_, held + ([_free()] if "free" in values else []), Q(pk__in=[]))


def _free() -> Q:
    """Nobody pays. Few lists of fees differ, so those that are free can be named."""
    lists = EventSeries.objects.exclude(fees=[]).order_by().values_list("fees", flat=True)
    return Q(fees__in=[fees for fees in lists.distinct() if is_free(fees)])


_CONDITIONS = {
    "kind": _of_kind,
    "audience": _for_audience,
    "area": _in_area,
    "ease": _with_ease,
}
