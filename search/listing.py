"""Documents as cards, and the questions by reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.base.languages import in_language
from search.models import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def cards_for(
    documents: Iterable[SearchDocument], *, language: str, ruby: bool = False
) -> list[dict[str, Any]]:
    """The cards of documents for readers of `language`: addresses and `lang` filled in."""
    return [
        document.card
        | {
            "url": in_language(document.path, language) + ("?ruby=1" if ruby else ""),
            "lang": "" if document.locale == language else document.locale,
        }
        for document in documents
    ]


def next_meetups(
    now: datetime,
    *,
    language: str,
    ruby: bool = False,
    limit: int = 5,
    until: datetime | None = None,
    **references: str | list[str],
) -> list[dict[str, Any]]:
    """The next dates that carry each reference, as cards: one query."""
    found = (
        SearchDocument.objects.public(now)
        .of_type("event")
        .referring(**references)
        .worded_for(language)
        .upcoming(now)
    )
    if until:
        found = found.filter(next_start__lt=until)
    return cards_for(found[:limit], language=language, ruby=ruby)


def serving(
    measure: str, *, now: datetime, language: str, ruby: bool = False
) -> list[dict[str, Any]]:
    """What serves a measure now, as cards: places and groups first, then the next dates."""
    found = (
        SearchDocument.objects.public(now)
        .referring(measure=measure)
        .worded_for(language)
        .order_by("next_start", "kana", "pk")
    )
    return cards_for(found, language=language, ruby=ruby)
