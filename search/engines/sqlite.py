"""SQLite: one self-contained FTS5 table, the key is the rowid.

`tokenize=ascii` splits at the single spaces between tokens and at nothing else that a token can
hold, whatever Unicode version the library was built with; the tokens are folded already.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from search.analysis import FIELDS
from search.engines.streams_table import TABLE, ordered, sql
from search.leaves import Match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.leaves import Leaf


class SQLite:
    key_column = "rowid"
    bytewise = ""

    def create(self) -> Sequence[str]:
        columns = ", ".join(FIELDS)
        return [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE}"
            f" USING fts5({columns}, tokenize='ascii', prefix='2 3')"
        ]

    def insert(self) -> str:
        places = ", ".join(["%s"] * (len(FIELDS) + 1))
        return sql("INSERT INTO", TABLE, f"(rowid, {', '.join(FIELDS)}) VALUES ({places})")

    def row(self, streams: Mapping[str, str]) -> list[str]:
        return [" ".join(tokens) for tokens in ordered(streams)]

    def finds(self, leaves: Sequence[tuple[int, Leaf]]) -> tuple[str, list[Any]]:
        """The leaves are rows of a parameter, read once: some hundred parts are slow to compile."""
        rows = [[part, leaf.weight, _expression(leaf)] for part, leaf in leaves]
        return _FINDS, [json.dumps(rows)]


_FINDS: Final = sql(
    "WITH leaf AS MATERIALIZED (SELECT value ->> 0 AS part, value ->> 1 AS weight,",
    "value ->> 2 AS expression FROM json_each(%s))",
    "SELECT words.rowid AS id, part, weight FROM leaf CROSS JOIN", TABLE, "AS words",
    f"WHERE words.{TABLE} MATCH expression",
)  # fmt: skip


def _expression(leaf: Leaf) -> str:
    """What FTS5 is asked for: tokens as one string of a field."""
    words = " ".join(leaf.tokens).replace('"', '""')
    tail = " *" if leaf.match is Match.PREFIX else ""
    return f'{leaf.field} : "{words}"{tail}'
