"""What the two dialects of the database engine share: the table of token streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from search.analysis import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.leaves import Leaf

TABLE: Final = "search_index"
LONGEST_TOKEN: Final = 200
"""Longer runs of letters are no words; PostgreSQL refuses lexemes beyond 2,046 bytes."""


class Dialect(Protocol):
    """The SQL of one database for the table of token streams; the key of a row is `key_column`.

    `bytewise` makes text be ordered by its bytes, as every engine orders it.
    """

    key_column: str
    bytewise: str

    def create(self) -> Sequence[str]:
        """Statements that make the empty table."""
        ...

    def insert(self) -> str:
        """The statement that adds a row: the key, then every field in the order of FIELDS."""
        ...

    def row(self, streams: Mapping[str, str]) -> list[str]:
        """The values of a row for `insert`, without the key."""
        ...

    def finds(self, leaves: Sequence[tuple[int, Leaf]]) -> tuple[str, list[Any]]:
        """SELECT id, part, weight of each (part, leaf) that a document holds, and its values."""
        ...


def sql(*parts: str) -> str:
    """A statement of its parts: words of SQL and names of ours; values are always parameters."""
    return " ".join(parts)


def kept_tokens(stream: str) -> list[str]:
    """The tokens of a stream that are stored."""
    return [token for token in stream.split(" ") if token and len(token) <= LONGEST_TOKEN]


def ordered(streams: Mapping[str, str]) -> list[list[str]]:
    """The stored tokens of each field, in the order of FIELDS."""
    return [kept_tokens(streams.get(name, "")) for name in FIELDS]
