"""SQLite: one self-contained FTS5 table, the key is the rowid.

`tokenize=ascii` splits at the single spaces between tokens and at nothing else that a token can
hold, whatever Unicode version the library was built with; the tokens are folded already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    def holds(self, leaf: Leaf) -> tuple[str, str]:
        words = " ".join(leaf.tokens).replace('"', '""')
        tail = " *" if leaf.match is Match.PREFIX else ""
        return f"{TABLE} MATCH %s", f'{leaf.field} : "{words}"{tail}'
