"""SQLite: one self-contained FTS5 table, the key is the rowid.

`tokenize=ascii` splits at the single spaces between tokens and at nothing else that a token can
hold, whatever Unicode version the library was built with; the tokens are folded already.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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
        rows = [[part, leaf.weight, _expression(leaf)] for part, leaf in leaves]
        statement = sql(
            "SELECT words.rowid AS id, leaf.value ->> 0 AS part, leaf.value ->> 1 AS weight",
            "FROM json_each(%s) AS leaf CROSS JOIN", TABLE, "AS words",
            f"WHERE words.{TABLE} MATCH (leaf.value ->> 2)",
        )  # fmt: skip
        return statement, [json.dumps(rows)]


def _expression(leaf: Leaf) -> str:
    """What FTS5 is asked for: tokens as one string of a field."""
    words = " ".join(leaf.tokens).replace('"', '""')
    tail = " *" if leaf.match is Match.PREFIX else ""
    return f'{leaf.field} : "{words}"{tail}'
