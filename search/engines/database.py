"""The database engine: token streams beside the documents, in the transaction of the record.

SQLite keeps them in FTS5, PostgreSQL in `tsvector`; scores are made of constants only (see
`search.query`), so both return the same documents in the same order.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import batched, compress
from typing import TYPE_CHECKING, Any, Final

from django.db import connection as site_connection
from django.db.models import BigIntegerField, Case, F, Func, Q, Value, When
from django.db.models.functions import Length
from django.db.models.lookups import In
from django.utils.dateparse import parse_datetime

from cms.base import bulk
from search.analysis import FIELDS
from search.engines.asking import Alike, Found, Order
from search.engines.conditions import held
from search.engines.plan_sql import by_groups, by_pairs, dialect, present
from search.engines.streams_table import TABLE, sql
from search.leaves import WORD
from search.models import SearchDocument, SearchOpening
from search.ordering import distance_from, is_overdue, starting_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    from search.engines.asking import Asked
    from search.engines.plan_sql import Query
    from search.models import SearchDocumentQuerySet

KEY: Final = ("record_type", "record_id", "occurrence")
OVERDUE_COSTS: Final = WORD // 2
"""What the score of a record loses that nobody has checked in time: less than a word in its title."""


class DatabaseEngine:
    """Answers from the token streams beside the documents: always there, and in the same instant."""

    def find(self, asked: Asked) -> Found:
        """What the words and conditions find, in one statement, or two where nothing fits.

        What is weakly alike (`plan.fallback`) is asked only where nothing else is found.
        """
        for scored, weak in ((by_groups(asked.plan), False), (by_pairs(asked.plan), True)):
            found = _found(asked, scored, weak=weak) if scored else Found()
            if found.groups:
                return found
        return Found()

    def present(self, asked: Asked) -> tuple[bool, ...]:
        """Whether any document has each group of the plan, conditions aside."""
        if not asked.plan.groups:
            return ()
        scope, scope_values = _readable(asked).values("id").query.sql_with_params()
        asks, values = [], []
        for group in asked.plan.groups:
            having, group_values = present(group.leaves)
            asks.append(sql("EXISTS (", having, "INTERSECT", scope, ")"))
            values += [*group_values, *scope_values]
        with site_connection.cursor() as cursor:
            cursor.execute(sql("SELECT", ", ".join(asks)), values)
            return tuple(map(bool, cursor.fetchone()))


def _readable(asked: Asked) -> SearchDocumentQuerySet:
    """Among what is looked for, before words and conditions."""
    documents = SearchDocument.objects.public(asked.now).not_over(asked.now).order_by()
    documents = documents.filter(locale=asked.locale)
    return documents.of_type(*asked.types) if asked.types else documents


def _found(asked: Asked, scored: Query, *, weak: bool) -> Found:
    """One statement: what the words find once, the page of it, and the sums of it."""
    held = {f"held_{at}": name for at, name in enumerate(asked.counted)}
    scope, scope_values = _columns(asked, held).query.sql_with_params()
    words, word_values = scored
    shown, shown_values = _page(asked, list(held))
    sums = sql(
        "SELECT 0 AS place, 0 AS id, record_type, facets, counted_as, COUNT(*) AS number",
        *(f", {name}" for name in held),
        "FROM found GROUP BY record_type, facets, counted_as",
        *(f", {name}" for name in held),
    )
    statement = sql(
        f"WITH found AS MATERIALIZED (SELECT kept.*, kept.late * {OVERDUE_COSTS} - scored.score",
        f"AS cost FROM ({words}) AS scored CROSS JOIN ({scope}) AS kept WHERE kept.id = scored.id)",
        sums,
        shown,
    )
    with site_connection.cursor() as cursor:
        cursor.execute(statement, [*word_values, *scope_values, *shown_values])
        rows = cursor.fetchall()
    groups = [
        Alike(number, kind, facets, frozenset(compress(held.values(), holds)), record)
        for place, _id, kind, facets, record, number, *holds in rows
        if not place
    ]
    keys = sorted((place, key) for place, key, *_rest in rows if place)
    return Found([key for _place, key in keys], groups, weak)


def _columns(asked: Asked, held_names: Mapping[str, str]) -> QuerySet[SearchDocument, Any]:
    """What is read of a document that the words find."""
    counted_as = (
        Case(When(occurrence="", then=Value("")), default=F("record_id"))
        if asked.once
        else Value("")
    )
    columns: dict[str, Any] = {
        "title_length": Length("title"),
        "late": is_overdue(asked.now),
        "counted_as": counted_as,
        "fits": held(asked.chosen),
        **{name: held([asked.counted[said]]) for name, said in held_names.items()},
        **ORDER_COLUMNS[asked.order](asked),
    }
    own = ("id", "record_type", "record_id", "occurrence", "facets")
    return _readable(asked).annotate(**columns).values(*own, *columns)


ORDER_COLUMNS: Final[dict[Order, Callable[[Asked], dict[str, Any]]]] = {
    Order.FIT: lambda asked: {},
    Order.NEXT: lambda asked: {"day": starting_day(), "starts": F("next_start")},
    Order.NEAR: lambda asked: {"far": distance_from(asked.near) if asked.near else Value(0)},
}
ORDER_KEYS: Final = {
    Order.FIT: ("cost",),
    Order.NEXT: ("day NULLS LAST", "late", "starts NULLS LAST"),
    Order.NEAR: ("far NULLS LAST",),
}


def _page(asked: Asked, held_names: Sequence[str]) -> Query:
    """UNION ALL of the keys of the page with their places, from 1; nothing where none is wanted."""
    if not asked.most:
        return "", []
    bytewise = dialect().bytewise
    ties = ("title_length", *(f"{name}{bytewise}" for name in KEY))
    order = ", ".join((*ORDER_KEYS[asked.order], *ties))
    fitting = "SELECT * FROM found WHERE fits"
    if asked.once:
        nth = sql("ROW_NUMBER() OVER (PARTITION BY record_type, record_id ORDER BY", order, ")")
        fitting = sql(
            "SELECT * FROM (SELECT found.*,", nth, "AS nth FROM found WHERE fits) AS each"
        )
        fitting = sql(fitting, "WHERE nth = 1")
    ranked = sql("SELECT ROW_NUMBER() OVER (ORDER BY", order, ") AS place, id")
    ranked = sql(ranked, "FROM (", fitting, ") AS fitting ORDER BY", order, "LIMIT %s OFFSET %s")
    columns = "place, id, '', '', '', 0" + ", FALSE" * len(held_names)
    statement = sql("UNION ALL SELECT", columns, "FROM (", ranked, ") AS ranked")
    return statement, [asked.most, asked.first]


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
