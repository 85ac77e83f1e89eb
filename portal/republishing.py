"""Writing into a published record what acts at once, with history, documents and notices.

An unpublished draft of the staff stays a draft and gets the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cms.base.records import Record


def published_with[R: Record](record: R, write: Callable[[R], None]) -> R:
    """The source row, published with what `write` sets in it. Call it in a transaction."""
    draft = record.get_latest_revision_as_object() if record.has_unpublished_changes else None
    write(record)
    if record.pk is None:
        record.full_clean()
        record.save()
    record.save_revision().publish()
    if draft is not None and draft.live:
        write(draft)
        draft.save_revision()
    return type(record)._base_manager.get(pk=record.pk)
