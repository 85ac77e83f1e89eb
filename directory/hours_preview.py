"""What the typed hours mean: the next 14 days, and the table that readers will see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.day_list import DayLine, list_days
from directory.hours import Hours, HoursError
from directory.hours_entry import EntryError, facts_of
from directory.presentation import HoursTable, opening_table

if TYPE_CHECKING:
    from datetime import date

    from directory.hours_entry import Entry

DAYS = 14
NAMED_DAYS = 3


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """Either `problems` (sentences) or what the hours mean; `is_empty` where nothing is typed."""

    problems: tuple[str, ...] = ()
    days: tuple[DayLine, ...] = ()
    table: HoursTable | None = None
    is_empty: bool = False

    @property
    def next_open(self) -> str:
        """12月1日（火）、12月2日（水）、12月4日（金）."""
        return "、".join([line.label for line in self.days if line.times][:NAMED_DAYS])


def preview_of(entry: Entry, today: date) -> HoursPreview:
    """`today` is the day in Tokyo from which the days are listed."""
    try:
        facts = facts_of(entry)
        hours = Hours.from_facts(facts)
    except EntryError as error:
        return HoursPreview(problems=tuple(error.messages))
    except HoursError as error:
        return HoursPreview(problems=(str(error),))
    if not facts:
        return HoursPreview(is_empty=True)
    return HoursPreview(
        days=tuple(list_days(hours, today, DAYS)),
        table=opening_table(hours, today),
    )
