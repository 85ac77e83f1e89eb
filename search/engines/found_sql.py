"""What the words find, as one statement: the page of it and the sums of it.

The words are asked once (`found`); a row of the answer is either a document of the page with its
place (from 1), or, with place 0, a number of documents that facets cannot tell apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import F

from search.engines.asking import Order
from search.engines.conditions import held
from search.engines.plan_sql import EIGHTHS, dialect
from search.engines.streams_table import sql
from search.leaves import WORD
from search.models import SearchEntry
from search.ordering import distance_from, is_overdue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    from search.engines.asking import Asked
    from search.engines.plan_sql import Query
    from search.models import SearchDocumentQuerySet

__all__ = ["found", "held_names", "readable"]

OVERDUE_COSTS: Final = WORD // 2
"""What the score of a record loses that nobody has checked in time: less than a word in its title."""
COLUMNS: Final = ("pk", "record_type", "record_id", "occurrence", "facets", "title_length")
ORDER_COLUMNS: Final[Mapping[Order, Callable[[Asked], dict[str, Any]]]] = {
    Order.FIT: lambda asked: {"late": is_overdue(asked.now)},
    Order.NEXT: lambda asked: {
        "late": is_overdue(asked.now),
        "day": F("next_day"),
        "starts": F("next_start"),
    },
    Order.NEAR: lambda asked: {"far": distance_from(asked.near)} if asked.near else {},
}
ORDER_KEYS: Final[Mapping[Order, tuple[str, ...]]] = {
    Order.FIT: (f"late * {OVERDUE_COSTS * EIGHTHS} - score",),
    Order.NEXT: ("day NULLS LAST", "late", "starts NULLS LAST"),
    Order.NEAR: ("far NULLS LAST",),
}
ONE_RECORD: Final = ", CASE WHEN occurrence = '' THEN '' ELSE record_id END"
"""What else the sums keep apart where each record counts once."""


def readable(asked: Asked) -> SearchDocumentQuerySet:
    """Among what is looked for, before words and conditions."""
    entries = SearchEntry.objects.public(asked.now).not_over(asked.now).order_by()
    entries = entries.filter(locale=asked.locale)
    return entries.of_type(*asked.types) if asked.types else entries


def held_names(asked: Asked) -> list[str]:
    """The columns of the counted conditions, in their order."""
    return [f"held_{at}" for at, _name in enumerate(asked.counted)]


def found(asked: Asked, scored: Query) -> Query:
    """place, id, type, facets, record, number and `held_names` of what the words find.

    `scored` selects id and score of the documents that have the words.
    """
    words, word_values = scored
    scope, scope_values = _scope(asked).query.sql_with_params()
    columns = ", ".join(("kept.*", "scored.score"))
    joined = sql("SELECT", columns, "FROM (", words, ") AS scored CROSS JOIN (", scope, ") AS kept")
    shown, shown_values = _page(asked)
    statement = sql(
        "WITH found AS MATERIALIZED (", joined, "WHERE kept.id = scored.id)", _sums(asked), shown
    )
    return statement, [*word_values, *scope_values, *shown_values]


def _scope(asked: Asked) -> QuerySet[SearchEntry, Any]:
    """What is read of the entries that the words find."""
    columns = {
        "fits": held(asked.chosen),
        **ORDER_COLUMNS[asked.order](asked),
        **{
            name: held([condition])
            for name, condition in zip(held_names(asked), asked.counted.values(), strict=True)
        },
    }
    own = {"id": F("pk")}
    return readable(asked).annotate(**columns).values(*COLUMNS[1:], *columns, **own)


def _sums(asked: Asked) -> str:
    once = ONE_RECORD if asked.once else ", ''"
    held = "".join(f", {name}" for name in held_names(asked))
    kept = f"record_type, facets{once if asked.once else ''}{held}"
    return sql(
        "SELECT 0 AS place, 0 AS id, record_type, facets", once, ", COUNT(*)", held,
        "FROM found GROUP BY", kept,
    )  # fmt: skip


def _page(asked: Asked) -> Query:
    """UNION ALL of the page; nothing where none is wanted."""
    if not asked.most:
        return "", []
    made = dialect()
    ties = (f"{name}{made.bytewise}" for name in ("record_type", "record_id", "occurrence"))
    order = ", ".join((*ORDER_KEYS[asked.order], "title_length", *ties))
    fitting = _each_once(order) if asked.once else "SELECT * FROM found WHERE fits"
    page = sql("SELECT * FROM (", fitting, ") AS fitting ORDER BY", order, "LIMIT %s OFFSET %s")
    placed = sql("SELECT ROW_NUMBER() OVER (ORDER BY", order, "), id, '', '', '', 0")
    placed += ", FALSE" * len(asked.counted)
    return sql("UNION ALL", placed, "FROM (", page, ") AS page"), [asked.most, asked.first]


def _each_once(order: str) -> str:
    """The best document of each record; only a record with dates has several."""
    nth = sql("ROW_NUMBER() OVER (PARTITION BY record_type, record_id ORDER BY", order, ")")
    dated = sql("SELECT *,", nth, "AS nth FROM found WHERE fits AND occurrence <> ''")
    return sql(
        "SELECT *, 1 AS nth FROM found WHERE fits AND occurrence = ''",
        "UNION ALL SELECT * FROM (", dated, ") AS dated WHERE nth = 1",
    )  # fmt: skip
