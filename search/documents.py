"""Write the documents that a record offers, in the transaction of the record itself."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from cms.base import bulk
from cms.base.relations import hold
from search.analysis import FIELDS, TokenStreams, analyse_document
from search.engines import database
from search.models import SearchDocument, SearchTag, facet_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from search.models import Searchable


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

    @property
    def facets(self) -> str:
        """The tags that facets count, as the document stores them to be grouped by."""
        return facet_text(self.tags)


COPIED = (
    "title", "path", "card", "facets", "body", "extra", "kana", "public_from", "public_until",
    "next_start", "ends_at", "open_ranges", "assured_until", "lat", "lng", "changed_at",
    "dated_on",
)  # fmt: skip
WRITTEN = (*COPIED, *FIELDS, "version")
Key = tuple[str, str]
"""(record type, record id)."""
DocumentKey = tuple[str, ...]
"""(record type, record id, language, occurrence)."""
BATCH = 1000


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


def refresh_many(records: Iterable[Searchable], now: datetime) -> None:
    """What `refresh` does for many records of any types, in few queries; call it in a transaction."""
    asked: dict[type[Searchable], dict[Key, Searchable]] = {}
    for record in records:
        asked.setdefault(type(record), {})[record.search_key] = record
    for model, by_key in asked.items():
        sources = _sources_of(model, list(by_key.values()))
        offered = dict(
            zip(
                (source.search_key for source in sources),
                model.documents_in_bulk(sources, now),
                strict=True,
            )
        )
        write_many([prepare(key, offered.get(key, [])) for key in by_key])


def _sources_of(model: type[Searchable], records: Sequence[Searchable]) -> list[Searchable]:
    """The stored rows in the default language, with the relations that their documents show."""
    rows = model._base_manager.select_related("locale", *model.facts_of_others).filter(
        translation_key__in=[record.translation_key for record in records],
        locale__language_code=default_language(),
    )
    sources = list(rows)
    hold(sources, model.relations_shown)
    return sources


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its token streams, and as the row that it is when it is new."""

    document: Document
    streams: TokenStreams
    row: bulk.Row


@dataclass(frozen=True, slots=True)
class Prepared:
    """All documents of one record, analysed already: nothing but writing is left to do."""

    key: Key
    documents: list[Analysed]


def prepare(key: Key, documents: Iterable[Document]) -> Prepared:
    """Analyse the documents of the record `key` (record type, record id)."""
    return Prepared(key, [_analyse(key, document) for document in documents])


def _analyse(key: Key, document: Document) -> Analysed:
    streams = _streams(document)
    values = {
        "record_type": key[0],
        "record_id": key[1],
        "locale": document.locale,
        "occurrence": document.occurrence,
        "version": 1,
        **{name: getattr(document, name) for name in COPIED},
        **dict(streams.items()),
    }
    return Analysed(document, streams, bulk.row_of(SearchDocument, values))


def write(record_type: str, record_id: str, documents: Iterable[Document]) -> None:
    """Make the stored documents of one record exactly `documents`; unchanged ones keep their version."""
    write_many([prepare((record_type, record_id), documents)])


def remove(record_type: str, record_id: str) -> None:
    """Take every document of a record away."""
    write(record_type, record_id, [])


def write_many(prepared: Iterable[Prepared]) -> None:
    """`write` for many records in one transaction, with a number of queries for each thousand."""
    with transaction.atomic():
        for batch in batched(prepared, BATCH):
            _write_batch(batch)


def _write_batch(batch: Sequence[Prepared]) -> None:
    stored = _stored(batch)
    fresh: dict[DocumentKey, Analysed] = {}
    changed: dict[DocumentKey, tuple[SearchDocument, Analysed]] = {}
    for record in batch:
        for made in record.documents:
            key = (*record.key, made.document.locale, made.document.occurrence)
            row = stored.pop(key, None)
            if row is None:
                fresh[key] = made
            elif not _is_same(row, made.document, made.streams):
                changed[key] = (_filled(row, made.document, made.streams), made)
    _drop(list(stored.values()))
    _update([row for row, _made in changed.values()])
    _put([(row.pk, made) for row, made in changed.values()])
    _put(_insert(fresh))


def _stored(batch: Sequence[Prepared]) -> dict[DocumentKey, SearchDocument]:
    return {
        (row.record_type, row.record_id, row.locale, row.occurrence): row
        for record_type, record_ids in _ids_by_type(record.key for record in batch).items()
        for row in SearchDocument.objects.filter(
            record_type=record_type, record_id__in=record_ids
        ).prefetch_related("tags")
    }


def _ids_by_type(keys: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for record_type, record_id, *_rest in keys:
        ids.setdefault(record_type, []).append(record_id)
    return ids


def _streams(document: Document) -> TokenStreams:
    return analyse_document(
        document.title,
        document.body,
        f"{document.extra}\n{document.kana}",
        document.phone,
        locale=document.locale,
    )


def _is_same(row: SearchDocument, document: Document, streams: TokenStreams) -> bool:
    tags: dict[str, list[str]] = {}
    for tag in row.tags.all():
        tags.setdefault(tag.name, []).append(tag.value)
    offered = {name: sorted(set(values)) for name, values in document.tags.items() if values}
    return (
        all(getattr(row, name) == getattr(document, name) for name in COPIED)
        and all(getattr(row, name) == tokens for name, tokens in streams.items())
        and {name: sorted(values) for name, values in tags.items()} == offered
    )


def _filled(row: SearchDocument, document: Document, streams: TokenStreams) -> SearchDocument:
    for name in COPIED:
        setattr(row, name, getattr(document, name))
    for name, tokens in streams.items():
        setattr(row, name, tokens)
    row.version += 1
    return row


def _insert(fresh: dict[DocumentKey, Analysed]) -> list[tuple[int, Analysed]]:
    """Add documents; each with the key that the database gave it."""
    bulk.insert(SearchDocument, (made.row for made in fresh.values()))
    names = ("record_type", "record_id", "locale", "occurrence", "pk")
    return [
        (pk, fresh[key])
        for record_type, record_ids in _ids_by_type(fresh).items()
        for *named, pk in SearchDocument.objects.filter(
            record_type=record_type, record_id__in=record_ids
        ).values_list(*names)
        if (key := tuple(named)) in fresh
    ]


def _update(rows: list[SearchDocument]) -> None:
    columns = [SearchDocument._meta.get_field(name) for name in WRITTEN]
    bulk.update(
        SearchDocument,
        WRITTEN,
        [[*(bulk.sql_value(column, row, add=False) for column in columns), row.pk] for row in rows],
    )
    keys = [row.pk for row in rows]
    SearchTag.objects.filter(document__in=keys).delete()
    if keys:
        database.remove(keys)


def _put(documents: Sequence[tuple[int, Analysed]]) -> None:
    """The tags of documents and their place in the index, which holds neither yet."""
    bulk.insert(
        SearchTag,
        (
            [pk, name, value]
            for pk, made in documents
            for name, values in made.document.tags.items()
            for value in dict.fromkeys(values)
        ),
    )
    database.put((pk, dict(made.streams.items())) for pk, made in documents)
    database.put_openings((pk, made.document.open_ranges) for pk, made in documents)


def _drop(rows: list[SearchDocument]) -> None:
    if rows:
        database.remove([row.pk for row in rows])
        SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).delete()
