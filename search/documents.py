"""Write the documents that a record offers, in the transaction of the record itself."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from search.analysis import TokenStreams, analyse_document
from search.engines import database
from search.models import SearchDocument, SearchTag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class Document:
    """One thing that can be found: the words, facts and card of a record in one language.

    `tags` maps a facet or reference name to its values; `card` is what the card tag renders;
    `path` has no language prefix; datetimes are aware; `open_ranges` are pairs of ISO instants.
    """

    locale: str
    title: str
    path: str
    card: dict[str, Any]
    occurrence: str = ""
    body: str = ""
    extra: str = ""
    kana: str = ""
    phone: str = ""
    tags: dict[str, list[str]] = field(default_factory=dict)
    public_from: datetime | None = None
    public_until: datetime | None = None
    next_start: datetime | None = None
    ends_at: datetime | None = None
    open_ranges: list[list[str]] = field(default_factory=list)
    assured_until: date | None = None
    lat: float | None = None
    lng: float | None = None
    changed_at: datetime | None = None
    dated_on: date | None = None


COPIED = (
    "title", "path", "card", "body", "extra", "kana", "public_from", "public_until",
    "next_start", "ends_at", "open_ranges", "assured_until", "lat", "lng", "changed_at",
    "dated_on",
)  # fmt: skip
Key = tuple[str, str]


_gathered: ContextVar[dict[Key, Model] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Write the documents of every record saved inside once, at the end and in one transaction.

    For loads of many records: one that is saved, translated and checked would else be written
    three times. Nothing is written when the block fails.
    """
    with transaction.atomic():
        records: dict[Key, Model] = {}
        token = _gathered.set(records)
        try:
            yield
        finally:
            _gathered.reset(token)
        for record in records.values():
            refresh(record)


def refresh(record: Model) -> None:
    """Write the documents of `record` anew from its stored source row; call it in a transaction."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered[record.search_key] = record
        return
    source = (
        type(record)
        ._base_manager.select_related("locale")
        .filter(translation_key=record.translation_key, locale__language_code=default_language())
        .first()
    )
    record_type, record_id = record.search_key
    write(record_type, record_id, source.to_search_documents() if source else [])


def default_language() -> str:
    return settings.LANGUAGE_CODE


def write(record_type: str, record_id: str, documents: Iterable[Document]) -> None:
    """Make the stored documents of one record exactly `documents`; unchanged ones keep their version."""
    with transaction.atomic():
        stored: dict[Key, SearchDocument] = {
            (row.locale, row.occurrence): row
            for row in SearchDocument.objects.filter(
                record_type=record_type, record_id=record_id
            ).prefetch_related("tags")
        }
        changed = []
        for document in documents:
            key = (document.locale, document.occurrence)
            row = stored.pop(key, None) or SearchDocument(
                record_type=record_type,
                record_id=record_id,
                locale=document.locale,
                occurrence=document.occurrence,
                version=0,
            )
            streams = _analysed(document)
            if _is_same(row, document, streams):
                continue
            _fill(row, document, streams)
            changed.append(row)
        _drop(list(stored.values()))
        database.index(changed)


def remove(record_type: str, record_id: str) -> None:
    """Take every document of a record away."""
    write(record_type, record_id, [])


def _analysed(document: Document) -> TokenStreams:
    return analyse_document(
        document.title,
        document.body,
        f"{document.extra}\n{document.kana}",
        document.phone,
        locale=document.locale,
    )


def _is_same(row: SearchDocument, document: Document, streams: TokenStreams) -> bool:
    if row.pk is None:
        return False
    tags: dict[str, list[str]] = {}
    for tag in row.tags.all():
        tags.setdefault(tag.name, []).append(tag.value)
    offered = {name: sorted(set(values)) for name, values in document.tags.items() if values}
    return (
        all(getattr(row, name) == getattr(document, name) for name in COPIED)
        and all(getattr(row, name) == tokens for name, tokens in streams.items())
        and {name: sorted(values) for name, values in tags.items()} == offered
    )


def _fill(row: SearchDocument, document: Document, streams: TokenStreams) -> None:
    for name in COPIED:
        setattr(row, name, getattr(document, name))
    for name, tokens in streams.items():
        setattr(row, name, tokens)
    row.version += 1
    row.save()
    SearchTag.objects.filter(document=row).delete()
    SearchTag.objects.bulk_create(
        SearchTag(document=row, name=name, value=value)
        for name, values in document.tags.items()
        for value in dict.fromkeys(values)
    )


def _drop(rows: list[SearchDocument]) -> None:
    if rows:
        database.remove([row.pk for row in rows])
        SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).delete()
