"""What the database engine finds, by record."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from search.engines.asking import Asked
from search.engines.database import DatabaseEngine
from search.models import SearchDocument
from search.query import plan
from search.vocabulary import shipped_lines


def asking(words: str, *, locale: str = "ja", **options: Any) -> Asked:
    """The words asked now, for everything they find."""
    wanted = plan(words, shipped_lines(), locale)
    return Asked(plan=wanted, locale=locale, **{"now": timezone.now(), "most": 1000, **options})


def documents_of(words: str, **options: Any) -> list[tuple[str, str, str]]:
    """(type, id, date) of the documents that words find, best first."""
    keys = DatabaseEngine().find(asking(words, **options)).keys
    shown = SearchDocument.objects.in_bulk(keys)
    return [(row.record_type, row.record_id, row.occurrence) for row in map(shown.get, keys) if row]
