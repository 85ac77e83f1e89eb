"""The published facts of a series of meetups, as the group that confirms them reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.presentation import going_rows, said, when_words
from events.where import for_readers, is_hidden, public_address, series_venues, usual_words

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import EventSeries

DATES_SHOWN = 6


def series_facts(series: EventSeries, now: datetime) -> list[dict[str, Any]]:
    """The rule, the next dates, where it is, what it costs and how to ask."""
    shown = for_readers(series, now)
    venues = series_venues(shown)
    place = usual_words(shown, venues)
    coming = series.occurrences.not_over(now).order_by("starts_at", "pk")[:DATES_SHOWN]
    address = (
        _("申込みのあとにお知らせします") if is_hidden(venues) else public_address(None, venues)
    )
    return said(
        [
            {"term": _("開く日"), "words": series.rule_in_words, "note": series.schedule_note},
            {
                "term": _("これからの日"),
                "words": "\n".join(
                    when_words(date) + (f" {_('中止')}" if date.is_cancelled else "")
                    for date in coming
                ),
            },
            {"term": _("場所"), "words": place},
            {"term": _("住所"), "words": "" if address == place else address},
            *going_rows(series, None, timezone.localdate(now)),
            {"term": _("電話"), "words": series.phone},
            {"term": _("メール"), "words": series.email},
            {"term": _("ホームページ"), "words": series.website},
        ]
    )
