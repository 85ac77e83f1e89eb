"""What documents are asked for besides their words: narrow rows of facts, and opening times."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import F
from django.db.models.functions import Length
from django.utils.dateparse import parse_datetime

from cms.base import bulk
from search.engines.ids import among
from search.engines.streams_table import sql
from search.models import SearchDocument, SearchEntry, SearchOpening
from search.ordering import starting_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["clear_facts", "put_facts", "remove_facts"]

FACTS: Final = (SearchEntry, SearchOpening)
MADE: Final = {"document_id": F("pk"), "title_length": Length("title"), "next_day": starting_day()}
"""Columns of an entry that its document does not have under that name."""


def put_facts(ranges: Iterable[tuple[int, Sequence[Sequence[str]]]]) -> None:
    """Add the facts of stored documents that have none: (document id, pairs of ISO instants)."""
    openings = list(ranges)
    _put_entries([document_id for document_id, _pairs in openings])
    bulk.insert(
        SearchOpening,
        (
            [document_id, _sql_instant(opens), _sql_instant(closes)]
            for document_id, pairs in openings
            for opens, closes in pairs
        ),
    )


def remove_facts(document_ids: Sequence[int]) -> None:
    for facts in FACTS:
        facts.objects.filter(document__in=document_ids).delete()


def clear_facts() -> None:
    for facts in FACTS:
        facts.objects.all().delete()


def _put_entries(document_ids: Sequence[int]) -> None:
    columns = [field.attname for field in SearchEntry._meta.concrete_fields]
    said = [MADE.get(name, F(name)) for name in columns]
    documents = SearchDocument.objects.filter(among(document_ids)).values_list(*said)
    rows, values = documents.query.sql_with_params()
    into = f"{SearchEntry._meta.db_table} ({', '.join(columns)})"
    with connection.cursor() as cursor:
        cursor.execute(sql("INSERT INTO", into, rows), values)


@lru_cache(maxsize=4096)
def _sql_instant(text: str) -> Any:
    """An ISO instant as the database takes it; many places open at the same ones."""
    return connection.ops.adapt_datetimefield_value(parse_datetime(text))
