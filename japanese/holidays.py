"""Public holidays of Japan (国民の祝日, 振替休日 and 国民の休日), by jpholiday.

jpholiday works a day out from the text of the law each time it is asked (about 0.1 ms a day), so
a year is read once for each process and kept.
"""

from datetime import MAXYEAR, date
from functools import lru_cache

import jpholiday


@lru_cache(maxsize=128)
def _names_of_year(year: int) -> dict[date, str]:
    if year >= MAXYEAR:  # jpholiday asks for the day after, which the calendar does not have
        return {}
    return {holiday.date: holiday.name for holiday in jpholiday.JPHoliday().year_holidays(year)}


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday; Sundays and the city's own days off are not."""
    return day in _names_of_year(day.year)


def name(day: date) -> str | None:
    """The name of the public holiday (元日, こどもの日 振替休日 …), or None on any other day."""
    return _names_of_year(day.year).get(day)
