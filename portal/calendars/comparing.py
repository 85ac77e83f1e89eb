"""What a group took from its calendar, and what the calendar says of it now. Dates are in Japan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from events.models import horizon
from events.recurrence import Recurrence

if TYPE_CHECKING:
    from events.recurrence import Occurrence
    from portal.calendars.rules import Facts
    from portal.models import CalendarEntry

WORDS: Final = ("summary", "location", "description")
COMPARED: Final = timedelta(days=365)
"""How long after the decision dates are compared: single dates were read only until then."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The words that are others now, and the coming days that went and came."""

    words: tuple[str, ...]
    lost: tuple[Occurrence, ...]
    fresh: tuple[Occurrence, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.lost or self.fresh)


def snapshot(entry: CalendarEntry, today: date) -> dict[str, Any]:
    """What is kept of an entry when it is decided."""
    words = {name: getattr(entry, name) for name in WORDS}
    return words | {"facts": entry.facts, "on": today.isoformat()}


def difference(entry: CalendarEntry, today: date) -> Difference:
    """What the calendar says otherwise since the decision."""
    last = date.fromisoformat(entry.decided["on"]) + COMPARED
    before = _sittings(entry.decided["facts"], today, last)
    after = {} if entry.gone_at else _sittings(entry.facts, today, last)
    return Difference(
        words=tuple(name for name in WORDS if entry.decided[name] != getattr(entry, name)),
        lost=tuple(item for key, item in before.items() if key not in after),
        fresh=tuple(item for key, item in after.items() if key not in before),
    )


def dates_ahead(facts: Facts, today: date) -> list[Occurrence]:
    """The dates from today to the last day for which the site keeps any."""
    return Recurrence.from_facts(facts).occurrences(today, horizon(today))


def _sittings(facts: Facts, first: date, last: date) -> dict[tuple[Any, ...], Occurrence]:
    found = Recurrence.from_facts(facts).occurrences(first, last)
    return {(item.date, item.start, item.end): item for item in found}
