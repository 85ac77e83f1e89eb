"""When a date is: today, this week, this weekend, or from a chosen day on. Days are of Asia/Tokyo."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.base.templatetags.text import month_day
from search.engines.asking import StartsWithin
from search.facets import MomentFacet

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import QueryDict

    from search.engines.asking import Condition
    from search.terms import Option

TODAY, WEEK, WEEKEND = "today", "week", "weekend"
PAST: Final = "past"
"""What is over: a list of its own, since it cannot be searched."""
MONTH: Final = "month"
"""The parameter that names a month."""
FROM: Final = "from"
"""The field in which a day is chosen; links carry the day as a value of `when`."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
DAY: Final = timedelta(days=1)


def read_day(text: str) -> date | None:
    """「2026-12-06」; None for whatever is no day of a sensible year."""
    if len(text) != len("2026-12-06"):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year < LAST_YEAR else None


def midnight(day: date) -> datetime:
    """The instant at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def week_end(today: date) -> date:
    """The Sunday that ends the week of `today`."""
    return today + timedelta(days=6 - today.weekday())


class WhenFacet(MomentFacet):
    """A period that has a name, or an ISO day: the dates from that day on."""

    def chosen(self, params: QueryDict, language: str) -> list[str]:
        """One value; a day wins over a period."""
        asked = [*params.getlist(FROM), *params.getlist(self.name)]
        day = next((text for text in asked if read_day(text)), None)
        return [day] if day else super().chosen(params, language)

    def labelled(self, values: Collection[str], language: str) -> list[Option]:
        days = [
            (text, _("%(date)sから") % {"date": month_day(text)})
            for text in values
            if read_day(text)
        ]
        return [*super().labelled(values, language), *days]

    def moments(self, values: Collection[str], now: datetime) -> dict[str, Condition]:
        today = timezone.localdate(now)
        monday = week_end(today) + DAY
        named = {
            TODAY: StartsWithin(before=midnight(today + DAY)),
            WEEK: StartsWithin(before=midnight(monday)),
            WEEKEND: StartsWithin(midnight(monday - 2 * DAY), midnight(monday)),
        }
        days = ((text, read_day(text)) for text in values)
        return named | {text: StartsWithin(first=midnight(day)) for text, day in days if day}


WHEN: Final = WhenFacet(
    name="when",
    label=gettext_lazy("いつ"),
    options=(
        (TODAY, gettext_lazy("今日")),
        (WEEK, gettext_lazy("今週")),
        (WEEKEND, gettext_lazy("今週末")),
    ),
    icon="cal",
    linked=True,
)
