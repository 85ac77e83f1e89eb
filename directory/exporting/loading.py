"""The places that readers may see, with all that files say of them, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from directory.beside import beside_many
from directory.models import Location, Place, TemporaryStatus
from plan.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cms.base.records import Record
    from directory.beside import Beside

    type Span = tuple[date, date]

BATCH: Final = 200
"""Places in memory at a time while a file is written."""

IN_BRIEF: Final = ()
ON_MAPS: Final = ("locations",)
IN_LISTS: Final = ("locations", "audiences")
IN_FULL: Final = ("locations", "audiences", "topics", "measures")
"""The relations of places that an output needs; each is a query."""

RELATIONS: Final = {
    "locations": Prefetch(
        "locations", Location.objects.select_related("area").order_by("public_id")
    ),
    "measures": Prefetch("measures", Measure.objects.select_related("edition")),
}


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place as readers may see it at `now`: without a group that is not public.

    `closures` are the temporary ones of today and later, with both ends.
    """

    place: Place
    venues: Sequence[Location]
    beside: Beside
    closures: tuple[Span, ...]
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def alerts(self) -> list[str]:
        """What readers must know before they go, most important first."""
        said = ["見本です。市が確かめるまでの例です。"] if self.place.sample else []
        for status in self.beside.statuses:
            ends = f"{status.ends_on.month}月{status.ends_on.day}日"
            is_closure = status.kind == TemporaryStatus.Kind.CLOSED
            said.append(
                f"臨時休み（{ends}まで）：{status.message}" if is_closure else status.message
            )
        return said

    @property
    def is_closed_for_now(self) -> bool:
        return any(status.kind == TemporaryStatus.Kind.CLOSED for status in self.beside.statuses)


def public_places(now: datetime) -> QuerySet[Place]:
    """The source rows that readers may see at `now` (aware), in an order that stays."""
    return Place.objects.sources().public(now).order_by("public_id")


def with_hsds_id[R: Record](records: QuerySet[R], hsds_id: UUID | None) -> R | None:
    """The one of these records that has the id.

    Its index is asked first and alone: beside other conditions a database may pass over it.
    """
    keys = list(records.model._base_manager.filter(hsds_id=hsds_id).values_list("pk", flat=True))
    return records.filter(pk__in=keys).first()


def facts_of(
    places: Sequence[Place], now: datetime, relations: Sequence[str] = IN_FULL
) -> list[PlaceFacts]:
    """The same places in the same order with what stands beside them: ten queries at most."""
    prefetched = [RELATIONS.get(name, name) for name in relations]
    prefetch_related_objects(places, "organization", "department", *prefetched)
    beside = beside_many(places, now)
    closures = _closures([place.public_id for place in places], timezone.localdate(now))
    return [
        PlaceFacts(
            place=place.for_readers(now),
            venues=list(place.locations.all()) if "locations" in relations else (),
            beside=beside[place.public_id],
            closures=tuple(closures[place.public_id]),
            now=now,
        )
        for place in places
    ]


def every_place(now: datetime, relations: Sequence[str] = IN_FULL) -> Iterator[PlaceFacts]:
    """All public places, a batch in memory at a time."""
    last = ""
    while batch := list(public_places(now).filter(public_id__gt=last)[:BATCH]):
        yield from facts_of(batch, now, relations)
        last = batch[-1].public_id


def _closures(ids: list[str], today: date) -> dict[str, list[Span]]:
    found = defaultdict(list)
    rows = TemporaryStatus.objects.filter(
        record_type=Place.record_type,
        record_id__in=ids,
        kind=TemporaryStatus.Kind.CLOSED,
        ends_on__gte=today,
    )
    for status in rows:
        found[status.record_id].append((status.starts_on, status.ends_on))
    return found
