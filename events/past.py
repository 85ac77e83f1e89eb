"""What is over, newest first, page by page. Search knows nothing of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from cms.base.templatetags.text import year_month
from events.dates import cards_of, dated
from events.lists import DayGroup
from events.models import Occurrence
from events.narrowing import chosen_dates
from events.paging import StoredPages
from events.periods import PAST, WHEN

if TYPE_CHECKING:
    from datetime import datetime

    from cms.base.context import SiteFrame
    from events.models import OccurrenceQuerySet
    from search.addresses import Address


def past_dates(address: Address, now: datetime) -> OccurrenceQuerySet:
    """The dates that are over and hold the conditions of an address, in no order."""
    return chosen_dates(address.chosen, now).filter(ends_at__lte=now)


def past_url(address: Address) -> str:
    """Where they are listed under the same conditions."""
    return address.choosing(WHEN.name, [PAST]).url


class PastView:
    """One page of what is over. At most 8 queries."""

    def __init__(self, address: Address, frame: SiteFrame, now: datetime) -> None:
        self.address = address.choosing(WHEN.name, [PAST])
        self.frame, self.now = frame, now
        self._rows = past_dates(self.address, now)
        self.pages = StoredPages(self.address.on_page(address.page), self._rows.count())

    def groups(self) -> list[DayGroup]:
        """The cards of this page under their months."""
        newest = self._rows.order_by("-starts_at", "-pk").values_list("pk", flat=True)
        rows = Occurrence.objects.filter(pk__in=list(newest[self.pages.cut]))
        found = dated(rows.order_by("-starts_at", "-pk"), self.frame.language, self.now)
        pairs = zip(found, cards_of(found, self.frame), strict=True)
        months = groupby(pairs, key=lambda pair: year_month(pair[0].date.date))
        return [DayGroup(month, [_over(card) for _item, card in pairs]) for month, pairs in months]


def _over(card: dict[str, Any]) -> dict[str, Any]:
    """What makes it easy to go, and until when to apply, is of no use any more."""
    return card | {"traits": [], "apply_by": None}
