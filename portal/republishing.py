"""Writing into a published series what acts at once, with history, documents and notices.

An unpublished draft of the staff stays a draft and gets the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.models import EventSeries

if TYPE_CHECKING:
    from collections.abc import Callable


def published_with(series: EventSeries, write: Callable[[EventSeries], None]) -> EventSeries:
    """The source row, published with what `write` sets in it. Call it in a transaction."""
    draft = series.get_latest_revision_as_object() if series.has_unpublished_changes else None
    write(series)
    if series.pk is None:
        series.full_clean()
        series.save()
    series.save_revision().publish()
    if draft is not None and draft.live:
        write(draft)
        draft.save_revision()
    return EventSeries.objects.get(pk=series.pk)
