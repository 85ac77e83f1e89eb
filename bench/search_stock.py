"""Wagtail's own database search over the same texts, as the yardstick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import OperationalError, connection, models
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search.backends.database import SearchBackend
from wagtail.search.index import Indexed, SearchField
from wagtail.search.models import IndexEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = 1000
MOST = 100


class StockText(Indexed, models.Model):
    """A text as a site on stock Wagtail would index it; `pk` counts from 1."""

    title = models.CharField(max_length=300)
    body = models.TextField()

    search_fields: ClassVar = [SearchField("title", boost=2), SearchField("body")]
    search_auto_update = False

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.title


TextIDGenericRelation(IndexEntry).contribute_to_class(StockText, "index_entries")


class StockWagtail:
    """A table of texts with Wagtail's index; both are gone after the block."""

    def __init__(self) -> None:
        self.backend = SearchBackend({})
        self.size = 0

    def __enter__(self) -> Self:
        with connection.schema_editor() as editor:
            editor.create_model(StockText)
        return self

    def __exit__(self, *failure: object) -> None:
        self.backend.get_index_for_model(StockText).reset()
        with connection.schema_editor() as editor:
            editor.delete_model(StockText)

    def add(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index (title, body) in order."""
        rows = [
            StockText(pk=self.size + at, title=title, body=body)
            for at, (title, body) in enumerate(texts, 1)
        ]
        self.size += len(rows)
        StockText.objects.bulk_create(rows, BATCH)
        for begin in range(0, len(rows), BATCH):
            self.backend.add_bulk(StockText, rows[begin : begin + BATCH])

    def places(self, query: str, most: int = MOST) -> list[int]:
        """Places of the texts that a query finds, from 0, best first; none where it is an error."""
        try:
            return [row.pk - 1 for row in self._found(query)[:most]]
        except OperationalError:
            return []

    def _found(self, query: str) -> Any:
        return self.backend.search(query, StockText)
