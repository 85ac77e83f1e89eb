"""Many rows of one table in few statements, their SQL values made before the transaction.

`bulk_create` turns each value into SQL inside the transaction: for ten thousand records with their
revisions and search documents that is most of its time, and others wait. Here `sql_row` does it
beforehand, and what is left to do inside is sending the rows.
"""

from __future__ import annotations

from functools import cache
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import Field, Model

type Row = list[Any]
"""The values of a row in the order of `columns`, as the database takes them."""
BATCH = 1000
"""Rows that are made and sent at a time, so that not all of them stand in memory."""


class MadeText(str):
    """What a column shall hold in the words of SQL already, such as JSON written beforehand."""

    __slots__ = ()


@cache
def columns(model: type[Model]) -> tuple[Field, ...]:
    """Every column but the key, which the database gives."""
    return tuple(column for column in model._meta.concrete_fields if not column.primary_key)


def sql_row(instance: Model) -> Row:
    """An unsaved row as it would be inserted."""
    return [sql_value(column, instance, add=True) for column in columns(type(instance))]


def row_of(model: type[Model], values: Mapping[str, Any]) -> Row:
    """A row from the values of all its columns (by attribute name), without an instance."""
    return [
        column.get_db_prep_save(values[column.attname], connection) for column in columns(model)
    ]


def is_same(one: Any, other: Any) -> bool:
    """Two values of rows; the JSON of PostgreSQL stands in wrappers that are never equal."""
    return getattr(one, "obj", one) == getattr(other, "obj", other)


def sql_value(column: Field, instance: Model, *, add: bool) -> Any:
    return column.get_db_prep_save(column.pre_save(instance, add), connection)


def rows_like(
    pattern: Model, names: Sequence[str], values: Iterable[Sequence[Any]]
) -> Iterator[Row]:
    """Rows that differ from an unsaved one in the columns `names` (attribute names) only.

    A `MadeText` among the values is taken as it is.
    """
    fields = columns(type(pattern))
    common = sql_row(pattern)
    places = [next(at for at, c in enumerate(fields) if c.attname == name) for name in names]
    for said in values:
        row = list(common)
        for at, value in zip(places, said, strict=True):
            row[at] = (
                str(value)
                if isinstance(value, MadeText)
                else fields[at].get_db_prep_save(value, connection)
            )
        yield row


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Add rows; their keys are to be asked for afterwards."""
    names = [column.column for column in columns(model)]
    places = ", ".join(["%s"] * len(names))
    table = _quoted(model._meta.db_table)
    _send(" ".join(["INSERT INTO", table, f"({_listed(names)}) VALUES ({places})"]), rows)


def update(model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Set the fields `names`; each row holds their values and, last, its key."""
    fields = [model._meta.get_field(name).column for name in names]
    said = ", ".join(f"{_quoted(name)} = %s" for name in fields)
    key = _quoted(model._meta.pk.column)
    table = _quoted(model._meta.db_table)
    _send(" ".join(["UPDATE", table, "SET", said, "WHERE", key, "= %s"]), rows)


def _send(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        for some in batched(rows, BATCH):
            cursor.executemany(statement, some)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
