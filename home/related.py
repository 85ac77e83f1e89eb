"""Records chosen in a page body, as they are now."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from search.cards import cards_for
from search.models import SearchDocument

if TYPE_CHECKING:
    from datetime import datetime

type Key = tuple[str, str]


def cards_of(
    keys: list[Key], *, now: datetime, language: str, ruby: bool = False
) -> list[dict[str, Any]]:
    """The cards of the (record type, public id) pairs that readers may see, in their order.

    A series of meetups shows its next date; where all are meetups, the next one comes first.
    One query.
    """
    if not keys:
        return []
    wanted = reduce(or_, (Q(record_type=kind, record_id=record) for kind, record in keys))
    documents = (
        SearchDocument.objects.public(now)
        .not_over(now)
        .worded_for(language)
        .filter(wanted)
        .order_by("next_start")
    )
    first: dict[Key, SearchDocument] = {}
    for document in documents:
        first.setdefault((document.record_type, document.record_id), document)
    found = [first[key] for key in dict.fromkeys(keys) if key in first]
    if all(document.next_start for document in found):
        found.sort(key=lambda document: document.next_start)
    return cards_for(found, language=language, ruby=ruby)
