"""Meetups at fifty and at five thousand series: the list, the month, and the night's new dates."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.copies import multiply
from bench.directory import GROUPS, PATTERN, Pattern
from bench.lists import compared
from bench.measuring import cost_of
from events.materialise import extend_all
from events.models import EventSeries, Occurrence
from search.documents import gathering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.registry import Line

SMALL, LARGE = 50, 5_000
AHEAD: Final = timedelta(days=31)
"""A night that comes so late has a new date for every monthly series: more than nights have."""
MOST_SECONDS: Final = 60.0
"""What a night's extension of LARGE series may take by the clock."""


def paths() -> list[str]:
    """The list and the month: what the bound is promised for."""
    month = f"/events/?month={timezone.localdate() + AHEAD:%Y-%m}"
    return ["/events/", "/events/?area=area-2", "/events/?page=2", month, f"{month}&area=area-2"]


def fill() -> None:
    """SMALL series as their groups would save them."""
    pattern = Pattern()
    with gathering():
        groups = [pattern.group(number) for number in range(GROUPS)]
        places = [pattern.place(number, groups) for number in range(PATTERN)]
        for number in range(SMALL):
            pattern.series(number, groups, places)


def run() -> Iterator[Line]:
    """A line for each address, and one for each night: one with new dates, one with none."""
    client = Client()
    fill()
    small = {path: cost_of(client, path) for path in paths()}
    multiply(EventSeries, range(1, LARGE // SMALL))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for path, cost in small.items():
        yield compared(path, cost, cost_of(client, path)) | {"bench": "events"}
    for name in ("extend_all", "extend_all again"):
        yield night(name)


def night(name: str) -> Line:
    """What one extension takes, in seconds by the clock and of CPU here."""
    before = Occurrence.objects.count()
    clock, processor = time.perf_counter(), time.process_time()
    changed = extend_all(timezone.localdate() + AHEAD)
    seconds = round(time.perf_counter() - clock, 1)
    return {
        "bench": "events",
        "database": connection.vendor,
        "what": name,
        "series": EventSeries.objects.count(),
        "occurrences": [before, Occurrence.objects.count()],
        "changed": changed,
        "seconds": seconds,
        "cpu_s": round(time.process_time() - processor, 1),
        "at_most_s": MOST_SECONDS,
        "holds": seconds <= MOST_SECONDS,
    }
