"""The plan of a query as SQL over the token streams; see `search.query` for the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection as site_connection

from search.engines.postgresql import PostgreSQL
from search.engines.sqlite import SQLite
from search.engines.streams_table import sql
from search.query import ALL_BONUS, PRESENT_BONUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper

    from search.engines.streams_table import Dialect
    from search.leaves import Leaf
    from search.query import QueryPlan

__all__ = ["EIGHTHS", "Query", "by_groups", "by_pairs", "dialect", "present"]

type Query = tuple[str, list[Any]]
"""A statement and the values of its placeholders."""

EIGHTHS: Final = 8
"""Scores are counted in eighths here: whole numbers are exact and fast in every database."""
WORTH: Final = f"{EIGHTHS - 1} * MAX(weight) + SUM(weight)"
"""The best alternative and an eighth of the others."""
DIALECTS: dict[str, type[Dialect]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def dialect(connection: BaseDatabaseWrapper = site_connection) -> Dialect:
    """The SQL of a connection's database; KeyError for one that is not supported."""
    return DIALECTS[connection.vendor]()


def by_groups(plan: QueryPlan, connection: BaseDatabaseWrapper = site_connection) -> Query | None:
    """SELECT id, score (in eighths) for the groups of a plan; None where it has none."""
    leaves = [(number, leaf) for number, group in enumerate(plan.groups) for leaf in group.leaves]
    if not leaves:
        return None
    found, values = dialect(connection).finds(leaves)
    if len(plan.groups) == 1:
        bonus = EIGHTHS * (PRESENT_BONUS + ALL_BONUS)
        score = f"{bonus} + {WORTH} AS score"
        return sql("SELECT id,", score, "FROM (", found, ") AS leaves GROUP BY id"), values
    worth = f"CAST({EIGHTHS * PRESENT_BONUS} + {WORTH} AS INTEGER)"
    parts = sql("SELECT id,", worth, "AS worth FROM (", found, ") AS leaves GROUP BY id, part")
    total = f"SUM(worth) + CASE WHEN COUNT(*) = %s THEN {EIGHTHS * ALL_BONUS} ELSE 0 END"
    statement = sql("SELECT id,", total, "AS score FROM (", parts, ") AS parts GROUP BY id")
    return statement, [len(plan.groups), *values]


def by_pairs(plan: QueryPlan, connection: BaseDatabaseWrapper = site_connection) -> Query | None:
    """SELECT id, score (in eighths) for the fallback of a plan; None where it has none."""
    if not plan.fallback:
        return None
    found, values = dialect(connection).finds([(0, leaf) for leaf in plan.fallback])
    score = f"{EIGHTHS} * SUM(weight) AS score"
    total = sql("SELECT id,", score, "FROM (", found, ") AS leaves")
    return sql(total, "GROUP BY id HAVING COUNT(*) >= %s"), [*values, plan.fallback_minimum]


def present(leaves: Iterable[Leaf], connection: BaseDatabaseWrapper = site_connection) -> Query:
    """SELECT id of the documents that have one of the leaves (at least one is given)."""
    found, values = dialect(connection).finds([(0, leaf) for leaf in leaves])
    return sql("SELECT id FROM (", found, ") AS leaves"), values
