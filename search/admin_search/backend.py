"""Wagtail's search backend for staff; its index is Wagtail's own table of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from modelsearch.backends.base import BaseIndex, BaseSearchBackend
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from search.admin_search.compilers import AutocompleteCompiler, Results, SearchCompiler
from search.admin_search.wording import stored
from search.engines.postgresql import vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model
    from modelsearch.index import BaseField


class Index(BaseIndex):
    """The entries of all models; the column `title` stays empty."""

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        fields = model.get_search_fields()
        content_type = get_content_type_pk(model)
        IndexEntry.objects.bulk_create(
            [
                IndexEntry(
                    content_type_id=content_type,
                    object_id=str(item.pk),
                    title="",
                    body=_column(item, fields, SearchField),
                    autocomplete=_column(item, fields, AutocompleteField),
                )
                for item in items
                if fields
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete"],
        )

    def delete_item(self, item: Model) -> None:
        item.index_entries.all().delete()

    def reset(self) -> None:
        IndexEntry.objects.all().delete()


def _column(item: Model, fields: Iterable[BaseField], kind: type[BaseField]) -> str:
    tokens = stored(_texts(item, fields, kind))
    return vector(tokens) if connection.vendor == "postgresql" else " ".join(tokens)


def _texts(item: Model, fields: Iterable[BaseField], kind: type[BaseField]) -> Iterator[str]:
    """The words of the fields of one kind, those of related rows too."""
    for field in fields:
        if isinstance(field, kind):
            yield from _plain(field.get_value(item))
        elif isinstance(field, RelatedFields):
            related = field.get_value(item)
            rows = related.all() if hasattr(related, "all") else [related] if related else []
            for row in rows:
                yield from _texts(row, field.fields, kind)


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _plain(part)
    elif value is not None:
        yield str(value)


class Rebuilder:
    """Staff are answered from the old entries until the new ones are all there."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.block = transaction.atomic()

    def start(self) -> Index:
        self.block.__enter__()
        self.index.reset()
        return self.index

    def finish(self) -> None:
        self.block.__exit__(None, None, None)


class SearchBackend(BaseSearchBackend):
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
