"""PostgreSQL: a `tsvector` for each field, written and asked as literals.

Indexes take new words at once (`fastupdate` off): otherwise every look-up reads through the list of
words that wait, 0.1 to 0.5 ms for each of some hundred leaves. Neither side goes through a parser or
a dictionary, which would cut Japanese by the locale of the server. Phrases reach as far as PostgreSQL
keeps positions: 16,383 tokens, 256 of each token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from search.analysis import FIELDS
from search.engines.streams_table import TABLE, ordered, sql
from search.leaves import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.leaves import Leaf

LAST_POSITION: Final = 16_383


class PostgreSQL:
    key_column = "document_id"
    bytewise = ' COLLATE "C"'

    def create(self) -> Sequence[str]:
        columns = ", ".join(f"{name} tsvector NOT NULL" for name in FIELDS)
        return [
            f"CREATE TABLE IF NOT EXISTS {TABLE} (document_id bigint PRIMARY KEY, {columns})",
            *(
                f"CREATE INDEX IF NOT EXISTS {TABLE}_{name} ON {TABLE} USING gin ({name}) WITH (fastupdate = off)"
                for name in FIELDS
            ),
        ]

    def insert(self) -> str:
        places = ", ".join(["%s::tsvector"] * len(FIELDS))
        columns = ", ".join(FIELDS)
        return sql("INSERT INTO", TABLE, f"(document_id, {columns}) VALUES (%s, {places})")

    def row(self, streams: Mapping[str, str]) -> list[str]:
        return list(map(vector, ordered(streams)))

    def finds(self, leaves: Sequence[tuple[int, Leaf]]) -> tuple[str, list[Any]]:
        """A part of the statement for each field, which has an index of its own; leaves are rows.

        Planning a part for each of some hundred leaves took 57 ms, answering them 9.
        """
        selects: list[str] = []
        values: list[Any] = []
        for field in FIELDS:
            asked = [(part, leaf) for part, leaf in leaves if leaf.field == field]
            if asked:
                selects.append(_FINDS.format(table=TABLE, field=field))
                values.append([part for part, _leaf in asked])
                values.append([leaf.weight for _part, leaf in asked])
                values.append([_expression(leaf) for _part, leaf in asked])
        return " UNION ALL ".join(selects), values


_FINDS: Final = (
    "SELECT words.document_id AS id, leaf.part, leaf.weight"
    " FROM unnest(%s::int[], %s::int[], %s::text[]) AS leaf(part, weight, expression)"
    " JOIN {table} AS words ON words.{field} @@ leaf.expression::tsquery"
)


def _expression(leaf: Leaf) -> str:
    """What is asked for as the literal of a `tsquery`."""
    words = " <-> ".join(map(_quoted, leaf.tokens))
    return f"{words}{':*' if leaf.match is Match.PREFIX else ''}"


def vector(tokens: Iterable[str]) -> str:
    """Tokens in order as the literal of a `tsvector`."""
    return " ".join(
        f"{_quoted(token)}:{min(position, LAST_POSITION)}"
        for position, token in enumerate(tokens, 1)
    )


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
