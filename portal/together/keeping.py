"""Who holds a meetup together, and which of them edits it (docs/decisions/0037).

One organiser keeps a common meetup: it edits, copies, cancels and restores it. Where none is
named, or the named one holds it no longer, each of them may, so that no date goes uncancelled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from events.models import EventSeries, OrganizerAbsence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from directory.models import Organization

    type Away = Mapping[tuple[int, date], list[Organization]]
    """(key of the series, original date) → its organisers that take no part."""


class KeptByAnother(Exception):
    """The group holds this meetup with others, and another one of them edits it."""

    def __init__(self, together: Together) -> None:
        super().__init__(str(together.series))
        self.together = together


@dataclass(frozen=True, slots=True)
class Together:
    """How one group stands to a meetup that it holds: with whom, and who edits it.

    `own` is the organiser row of the group; `keeper` is the one that edits, None where no one is
    named among several.
    """

    series: EventSeries
    own: Organization
    groups: tuple[Organization, ...]
    keeper: Organization | None

    @property
    def is_shared(self) -> bool:
        """Whether it is 「いっしょに開く集まり」."""
        return len(self.groups) > 1

    @property
    def others(self) -> tuple[Organization, ...]:
        """The organisers beside this group."""
        return tuple(group for group in self.groups if group.pk != self.own.pk)

    @property
    def keeps(self) -> bool:
        """Whether it is this group, and no other, that edits."""
        return self.keeper is not None and self.keeper.pk == self.own.pk

    @property
    def may_edit(self) -> bool:
        """Whether this group may edit, cancel and ask others."""
        return self.keeper is None or self.keeps


def edited_by(group: Organization) -> Q:
    """Those of the group's series that it may edit."""
    named = EventSeries.objects.filter(organizers__translation_key=F("keeper__translation_key"))
    return Q(keeper__translation_key=group.translation_key) | ~Q(pk__in=named.values("pk"))


def together_in(series: Iterable[EventSeries], group: Organization) -> dict[int, Together]:
    """How `group` stands to each of its source series, by key of the series. One query.

    The series come with their `keeper` selected.
    """
    rows = {row.pk: row for row in series}
    return {pk: _together(rows[pk], groups, group) for pk, groups in holders_of(rows).items()}


def holders_of(series: Iterable[int]) -> dict[int, tuple[Organization, ...]]:
    """The organisers of each of these source series, those that came first before the others."""
    rows = EventSeries.organizers.through.objects.filter(eventseries__in=series)
    found: dict[int, tuple[Organization, ...]] = defaultdict(tuple)
    for row in rows.select_related("organization").order_by("pk"):
        found[row.eventseries_id] += (row.organization,)
    return found


def keeper_among(series: EventSeries, groups: Sequence[Organization]) -> Organization | None:
    """Which of its organisers edits a series: the only one, or the named one; None where all may."""
    if len(groups) == 1:
        return groups[0]
    key = series.keeper.translation_key if series.keeper else None
    return next((group for group in groups if group.translation_key == key), None)


def wait_for(series: EventSeries) -> None:
    """Those who change who holds a series, or is there, take turns. Call it in a transaction."""
    EventSeries._base_manager.select_for_update(of=("self",)).get(pk=series.pk)


def away_from(series: Iterable[int]) -> Away:
    """Which organisers of these source series take no part in which dates. One query."""
    rows = OrganizerAbsence.objects.filter(
        series__in=list(series), series__organizers=F("organization")
    ).select_related("organization")
    found: dict[tuple[int, date], list[Organization]] = defaultdict(list)
    for row in rows:
        found[row.series_id, row.original_date].append(row.organization)
    return found


def _together(
    series: EventSeries, groups: tuple[Organization, ...], group: Organization
) -> Together:
    own = next(row for row in groups if row.translation_key == group.translation_key)
    return Together(series, own, groups, keeper_among(series, groups))
