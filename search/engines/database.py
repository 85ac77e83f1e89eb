"""The database engine: token streams beside the documents, in the transaction of the record.

SQLite keeps them in FTS5, PostgreSQL in `tsvector`; scores are made of constants only (see
`search.query`), so both return the same documents in the same order.
"""

from __future__ import annotations

from itertools import batched, compress
from typing import TYPE_CHECKING, Any

from django.db import connection as site_connection
from django.db.models import F

from cms.base import bulk
from search.analysis import FIELDS
from search.engines.asking import Alike, Found
from search.engines.facts import clear_facts, put_facts, remove_facts
from search.engines.found_sql import found, readable
from search.engines.plan_sql import by_groups, by_pairs, dialect, present
from search.engines.streams_table import TABLE, sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

    from search.engines.asking import Asked
    from search.engines.plan_sql import Query
    from search.models import SearchDocument


class DatabaseEngine:
    """Answers from the token streams beside the documents: always there, and in the same instant."""

    def find(self, asked: Asked) -> Found:
        """What the words and conditions find, in one statement, or two where nothing fits.

        What is weakly alike (`plan.fallback`) is asked only where nothing else is found.
        """
        for scored, weak in ((by_groups(asked.plan), False), (by_pairs(asked.plan), True)):
            rows = _rows(found(asked, scored)) if scored else []
            if rows:
                return Found(_keys(rows), _groups(asked, rows), weak)
        return Found()

    def present(self, asked: Asked) -> tuple[bool, ...]:
        """Whether any document has each group of the plan, conditions aside."""
        if not asked.plan.groups:
            return ()
        scope, scope_values = readable(asked).values(id=F("pk")).query.sql_with_params()
        asks, values = [], []
        for group in asked.plan.groups:
            having, group_values = present(group.leaves)
            both = sql("(", having, ") AS words CROSS JOIN (", scope, ") AS kept")
            asks.append(sql("EXISTS (SELECT 1 FROM", both, "WHERE kept.id = words.id)"))
            values += [*group_values, *scope_values]
        (answers,) = _rows((sql("SELECT", ", ".join(asks)), values))
        return tuple(map(bool, answers))


def _rows(query: Query) -> list[tuple[Any, ...]]:
    with site_connection.cursor() as cursor:
        cursor.execute(*query)
        return cursor.fetchall()


def _keys(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """The documents of the page; see `search.engines.found_sql` for the rows."""
    return [key for _place, key in sorted((place, key) for place, key, *_rest in rows if place)]


def _groups(asked: Asked, rows: Sequence[tuple[Any, ...]]) -> list[Alike]:
    return [
        Alike(number, record_type, facets, frozenset(compress(asked.counted, holds)), record)
        for place, _id, record_type, facets, record, number, *holds in rows
        if not place
    ]


def create_table(connection: BaseDatabaseWrapper) -> None:
    """Make the empty table of token streams where there is none."""
    with connection.cursor() as cursor:
        for statement in dialect(connection).create():
            cursor.execute(statement)


def drop_table(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql("DROP TABLE IF EXISTS", TABLE))


def index(documents: Sequence[SearchDocument]) -> None:
    """Put saved documents into the index, in the transaction of the caller."""
    if not documents:
        return
    remove([document.pk for document in documents])
    put((document.pk, {name: getattr(document, name) for name in FIELDS}) for document in documents)
    put_facts((document.pk, document.open_ranges) for document in documents)


def remove(document_ids: Sequence[int]) -> None:
    """Take documents out of the index, in the transaction of the caller."""
    statement = sql("DELETE FROM", TABLE, "WHERE", dialect().key_column, "= %s")
    with site_connection.cursor() as cursor:
        cursor.executemany(statement, [(document_id,) for document_id in document_ids])
    remove_facts(document_ids)


def put(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    connection: BaseDatabaseWrapper = site_connection,
) -> None:
    """Add the token streams of new documents: (document id, field → tokens)."""
    made = dialect(connection)
    with connection.cursor() as cursor:
        for some in batched(rows, bulk.BATCH):
            cursor.executemany(made.insert(), [(key, *made.row(said)) for key, said in some])


def clear() -> None:
    """Empty the index, in the transaction of the caller."""
    with site_connection.cursor() as cursor:
        cursor.execute(sql("DELETE FROM", TABLE))
    clear_facts()


def ids() -> set[int]:
    """The documents that the index holds."""
    with site_connection.cursor() as cursor:
        cursor.execute(sql("SELECT", dialect().key_column, "FROM", TABLE))
        return {row[0] for row in cursor.fetchall()}
