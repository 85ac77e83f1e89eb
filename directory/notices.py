"""What is different for a while, as cards and pages carry it: with its days, so that the clock decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.models.facts_at_once import TemporaryStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cms.base.cards import Notice

type Windows = list[list[str]]


def notices(statuses: Iterable[TemporaryStatus]) -> list[Notice]:
    """`notices` of a card, see the `card` tag."""
    return [
        {
            "kind": status.kind,
            "message": status.message,
            "from": status.starts_on.isoformat(),
            "until": status.ends_on.isoformat(),
        }
        for status in statuses
    ]


def notices_of(record_type: str, record_id: str, today: date) -> list[Notice]:
    """What holds for a record on `today` (Asia/Tokyo) or later."""
    return notices(TemporaryStatus.objects.of(record_type, record_id).not_over(today))


def without_closures(windows: Windows, given: Iterable[Notice]) -> Windows:
    """The openings [[opens, closes], …] that begin on no day of a temporary closure."""
    spans = [
        (notice["from"], notice["until"])
        for notice in given
        if notice["kind"] == TemporaryStatus.Kind.CLOSED
    ]
    return [
        window
        for window in windows
        if not any(first <= window[0][:10] <= last for first, last in spans)
    ]
