"""Which engine answers readers: Elasticsearch where there is one that answers, else the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from search.engines.asking import Unanswered
from search.engines.database import DatabaseEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.asking import Asked, Engine, Found

__all__ = ["find", "present"]


def find(asked: Asked) -> Found:
    """What the words and conditions find."""
    return _answer(lambda engine: engine.find(asked))


def present(asked: Asked) -> tuple[bool, ...]:
    """Whether any document has each group of the plan, conditions aside."""
    return _answer(lambda engine: engine.present(asked))


def _answer[T](ask: Callable[[Engine], T]) -> T:
    if settings.ELASTICSEARCH_URL:
        # Loaded only here: sites without Elasticsearch spend no memory on its client.
        from search.engines import elasticsearch

        try:
            return ask(elasticsearch.engine())
        except Unanswered:
            pass
    return ask(DatabaseEngine())
