"""The database engine: token streams beside the documents, in the transaction of the record.

SQLite keeps them in FTS5, PostgreSQL in `tsvector`; scores are made of constants only (see
`search.query`), so both return the same documents in the same order.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection as site_connection
from django.db.models import BigIntegerField, F, Func, Q, Value
from django.db.models.lookups import In
from django.utils.dateparse import parse_datetime

from cms.base import bulk
from search.analysis import FIELDS
from search.engines.postgresql import PostgreSQL
from search.engines.sqlite import SQLite
from search.engines.streams_table import TABLE, sql
from search.leaves import WORD
from search.query import ALL_BONUS, PRESENT_BONUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    from search.engines.streams_table import Dialect
    from search.leaves import Leaf
    from search.models import SearchDocument
    from search.query import QueryPlan

type Query = tuple[str, list[Any]]
DIALECTS: dict[str, type[Dialect]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


class Hit(NamedTuple):
    """A document that a query finds, in the order of its columns: the best sorts first.

    Cost (the score below zero), then the shorter title, then the record. `weak`: only alike,
    found by the fallback of the plan. A plain tuple, since common words find thousands.
    """

    cost: float
    title_length: int
    record_type: str
    record_id: str
    occurrence: str
    id: int
    weak: bool

    @property
    def record(self) -> tuple[str, str]:
        return self.record_type, self.record_id


OVERDUE_COSTS = WORD / 2
"""What the score of a record loses that nobody has checked in time: less than a word in its title."""


def dialect(connection: BaseDatabaseWrapper = site_connection) -> Dialect:
    """The SQL of a connection's database; KeyError for one that is not supported."""
    return DIALECTS[connection.vendor]()


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
    put_openings((document.pk, document.open_ranges) for document in documents)


def remove(document_ids: Sequence[int]) -> None:
    """Take documents out of the index, in the transaction of the caller."""
    from search.models import SearchOpening

    statement = sql("DELETE FROM", TABLE, "WHERE", dialect().key_column, "= %s")
    with site_connection.cursor() as cursor:
        cursor.executemany(statement, [(document_id,) for document_id in document_ids])
    SearchOpening.objects.filter(document__in=document_ids).delete()


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
    from search.models import SearchOpening

    with site_connection.cursor() as cursor:
        cursor.execute(sql("DELETE FROM", TABLE))
    SearchOpening.objects.all().delete()


def ids() -> set[int]:
    """The documents that the index holds."""
    with site_connection.cursor() as cursor:
        cursor.execute(sql("SELECT", dialect().key_column, "FROM", TABLE))
        return {row[0] for row in cursor.fetchall()}


def put_openings(ranges: Iterable[tuple[int, Sequence[Sequence[str]]]]) -> None:
    """Add the opening times of new documents: (document id, pairs of ISO instants)."""
    from search.models import SearchOpening

    bulk.insert(
        SearchOpening,
        (
            [document_id, _sql_instant(opens), _sql_instant(closes)]
            for document_id, pairs in ranges
            for opens, closes in pairs
        ),
    )


@lru_cache(maxsize=4096)
def _sql_instant(text: str) -> Any:
    """An ISO instant as the database takes it; many places open at the same ones."""
    return site_connection.ops.adapt_datetimefield_value(parse_datetime(text))


def search(
    plan: QueryPlan, documents: QuerySet[SearchDocument], today: date | None = None
) -> list[Hit]:
    """The documents among `documents` that a plan finds, best first.

    What is weakly alike (`plan.fallback`) is asked only where nothing else is found. What is past
    its day of checking `today` stands first only if it fits clearly better.
    """
    for query, weak in ((by_groups(plan), False), (by_pairs(plan), True)):
        hits = _hits(query, documents, today, weak=weak) if query else []
        if hits:
            return hits
    return []


def by_groups(plan: QueryPlan, connection: BaseDatabaseWrapper = site_connection) -> Query | None:
    """SELECT id, score for the groups of a plan; None where it has none."""
    leaves = [(number, leaf) for number, group in enumerate(plan.groups) for leaf in group.leaves]
    if not leaves:
        return None
    found, values = _leaves(leaves, connection)
    worth = f"{PRESENT_BONUS} + MAX(weight) + (SUM(weight) - MAX(weight)) / 8.0"
    parts = sql("SELECT id,", worth, "AS worth FROM (", found, ") AS leaves GROUP BY id, part")
    total = f"SUM(worth) + CASE WHEN COUNT(*) = %s THEN {ALL_BONUS} ELSE 0 END"
    statement = sql("SELECT id,", total, "AS score FROM (", parts, ") AS parts GROUP BY id")
    return statement, [len(plan.groups), *values]


def by_pairs(plan: QueryPlan, connection: BaseDatabaseWrapper = site_connection) -> Query | None:
    """SELECT id, score for the fallback of a plan; None where it has none."""
    if not plan.fallback:
        return None
    found, values = _leaves([(0, leaf) for leaf in plan.fallback], connection)
    total = sql("SELECT id, SUM(weight) AS score FROM (", found, ") AS leaves")
    return sql(total, "GROUP BY id HAVING COUNT(*) >= %s"), [*values, plan.fallback_minimum]


def _leaves(leaves: Sequence[tuple[int, Leaf]], connection: BaseDatabaseWrapper) -> Query:
    """SELECT id, part, weight of each leaf that holds."""
    made = dialect(connection)
    selects, values = [], []
    for part, leaf in leaves:
        condition, value = made.holds(leaf)
        columns = f"{made.key_column} AS id, {part:d} AS part, {leaf.weight:d} AS weight"
        selects.append(sql("SELECT", columns, "FROM", TABLE, "WHERE", condition))
        values.append(value)
    return " UNION ALL ".join(selects), values


def _hits(
    query: Query, documents: QuerySet[SearchDocument], today: date | None, *, weak: bool
) -> list[Hit]:
    columns = documents.order_by().values(
        "id", "record_type", "record_id", "occurrence", "title", "assured_until"
    )
    scope, scope_values = columns.query.sql_with_params()
    found, values = query
    late = f"CASE WHEN kept.assured_until < %s THEN {OVERDUE_COSTS} ELSE 0 END" if today else "0"
    statement = sql(
        f"SELECT CAST({late} - found.score AS double precision), LENGTH(kept.title),",
        "kept.record_type, kept.record_id, kept.occurrence, kept.id",
        f"FROM ({found}) AS found CROSS JOIN ({scope}) AS kept WHERE kept.id = found.id",
    )
    with site_connection.cursor() as cursor:
        cursor.execute(statement, [*([today] if today else []), *values, *scope_values])
        return sorted(Hit(*row, weak) for row in cursor.fetchall())


class Unpacked(Func):
    """The numbers of a JSON list as rows, so that any number of ids is one parameter."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        template = "(SELECT value FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        template = "(SELECT value::bigint FROM json_array_elements_text((%(expressions)s)::json))"
        return self.as_sql(compiler, connection, template=template)


FEW_IDS = 500
"""Up to here rows are looked up one by one; more of them are faster told from an index."""


def among(document_ids: Sequence[int]) -> Q:
    """A condition on documents: the key is one of any number of ids."""
    listed = Unpacked(Value(json.dumps(list(document_ids))), output_field=BigIntegerField())
    if len(document_ids) <= FEW_IDS:
        return Q(pk__in=listed)
    return Q(In(F("pk") + 0, listed))
