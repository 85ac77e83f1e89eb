"""PostgreSQL: a `tsvector` for each field, written and asked as literals.

Neither side goes through a parser or a dictionary, which would cut Japanese by the locale of the
server. Phrases reach as far as PostgreSQL keeps positions: 16,383 tokens, 256 of each token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
                f"CREATE INDEX IF NOT EXISTS {TABLE}_{name} ON {TABLE} USING gin ({name})"
                for name in FIELDS
            ),
        ]

    def insert(self) -> str:
        places = ", ".join(["%s::tsvector"] * len(FIELDS))
        columns = ", ".join(FIELDS)
        return sql("INSERT INTO", TABLE, f"(document_id, {columns}) VALUES (%s, {places})")

    def row(self, streams: Mapping[str, str]) -> list[str]:
        return list(map(vector, ordered(streams)))

    def holds(self, leaf: Leaf) -> tuple[str, str]:
        words = " <-> ".join(map(_quoted, leaf.tokens))
        tail = ":*" if leaf.match is Match.PREFIX else ""
        return f"{leaf.field} @@ %s::tsquery", f"{words}{tail}"


def vector(tokens: Iterable[str]) -> str:
    """Tokens in order as the literal of a `tsvector`."""
    return " ".join(
        f"{_quoted(token)}:{min(position, LAST_POSITION)}"
        for position, token in enumerate(tokens, 1)
    )


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
