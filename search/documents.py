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
from search.engines.facts import put_facts
from search.models import SearchDocument, SearchTag, facet_text
from search.outbox.pending import leave_word

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
WRITTEN = (*COPIED, *FIELDS)
_KEY = ("record_type", "record_id", "locale", "occurrence")
_PLACES = {column.attname: at for at, column in enumerate(bulk.columns(SearchDocument))}
"""Where in a row a column stands."""
Key = tuple[str, str]
"""(record type, record id)."""
DocumentKey = tuple[str, ...]
"""(record type, record id, language, occurrence)."""
BATCH = 1000
FIRST_VERSION = 1


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
    """A document as its row is when it is new; what it was made of is not held in memory.

    `tags` are its (name, value), each once; `open_ranges` are pairs of ISO instants.
    """

    row: bulk.Row
    tags: tuple[tuple[str, str], ...]
    open_ranges: list[list[str]]

    @property
    def key(self) -> DocumentKey:
        return tuple(self.row[_PLACES[name]] for name in _KEY)

    def streams(self) -> dict[str, str]:
        return {name: self.row[_PLACES[name]] for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Prepared:
    """All documents of one record, analysed already: nothing but writing is left to do."""

    key: Key
    documents: list[Analysed]


def prepare(key: Key, documents: Iterable[Document]) -> Prepared:
    """Analyse the documents of the record `key` (record type, record id)."""
    return Prepared(key, [_analyse(key, document) for document in documents])


def _analyse(key: Key, document: Document) -> Analysed:
    values = {
        "record_type": key[0],
        "record_id": key[1],
        "locale": document.locale,
        "occurrence": document.occurrence,
        "version": FIRST_VERSION,
        **{name: getattr(document, name) for name in COPIED},
        **dict(_streams(document).items()),
    }
    pairs = ((name, value) for name, values in document.tags.items() for value in values)
    return Analysed(
        bulk.row_of(SearchDocument, values), tuple(dict.fromkeys(pairs)), document.open_ranges
    )


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
    changed: list[tuple[SearchDocument, Analysed]] = []
    for record in batch:
        for made in record.documents:
            row = stored.pop(made.key, None)
            if row is None:
                fresh[made.key] = made
            elif not _is_same(row, made):
                changed.append((row, made))
    _drop(list(stored.values()))
    _update(changed)
    _put([(row.pk, made) for row, made in changed])
    added = _insert(fresh)
    _put(added)
    leave_word((pk, FIRST_VERSION) for pk, _made in added)


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


def _is_same(row: SearchDocument, made: Analysed) -> bool:
    """Whether a stored document says all that is offered; its version does not count."""
    stored = bulk.sql_row(row)
    stored[_PLACES["version"]] = made.row[_PLACES["version"]]
    return all(map(bulk.is_same, stored, made.row)) and {
        (tag.name, tag.value) for tag in row.tags.all()
    } == set(made.tags)


def _insert(fresh: dict[DocumentKey, Analysed]) -> list[tuple[int, Analysed]]:
    """Add documents; each with the key that the database gave it."""
    bulk.insert(SearchDocument, (made.row for made in fresh.values()))
    return [
        (pk, fresh[key])
        for record_type, record_ids in _ids_by_type(fresh).items()
        for *named, pk in SearchDocument.objects.filter(
            record_type=record_type, record_id__in=record_ids
        ).values_list(*_KEY, "pk")
        if (key := tuple(named)) in fresh
    ]


def _update(documents: Sequence[tuple[SearchDocument, Analysed]]) -> None:
    """Write stored documents anew under a higher version; they are in no index then."""
    if not documents:
        return
    keys = [row.pk for row, _made in documents]
    versions = _held_versions(keys)
    bulk.update(
        SearchDocument,
        (*WRITTEN, "version"),
        (
            [*(made.row[_PLACES[name]] for name in WRITTEN), versions[row.pk] + 1, row.pk]
            for row, made in documents
        ),
    )
    SearchTag.objects.filter(document__in=keys).delete()
    database.remove(keys)
    leave_word((pk, version + 1) for pk, version in versions.items())


def _put(documents: Sequence[tuple[int, Analysed]]) -> None:
    """The tags of documents and their place in the index, which holds neither yet."""
    bulk.insert(
        SearchTag,
        ([pk, name, value] for pk, made in documents for name, value in made.tags),
    )
    database.put((pk, made.streams()) for pk, made in documents)
    put_facts((pk, made.open_ranges) for pk, made in documents)


def _drop(rows: list[SearchDocument]) -> None:
    if not rows:
        return
    keys = [row.pk for row in rows]
    versions = _held_versions(keys)
    database.remove(keys)
    SearchDocument.objects.filter(pk__in=keys).delete()
    leave_word(versions.items())


def _held_versions(keys: Sequence[int]) -> dict[int, int]:
    """The versions of documents, whose rows are held: no two writers give out the same one."""
    held = SearchDocument.objects.select_for_update().filter(pk__in=keys)
    return dict(held.order_by("pk").values_list("pk", "version"))
