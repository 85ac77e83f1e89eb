"""What is stored of a row for the admin's search, and what is asked of it: marked tokens.

All tokens of a row stand in one text. A letter before each says of which stream it is, so that a
reading is never taken for a pair of characters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from japanese.text import normal_text
from japanese.tokens import bigrams
from search.analysis import analyse_document
from search.engines.streams_table import kept_tokens
from search.leaves import BIGRAMS, PART_OF_SOUND, READING, WORD, Leaf, Match
from search.query import plan

__all__ = ["LEVELS", "Alternative", "Asked", "fts5", "phrase", "stored", "tsquery", "wanted"]

MARKS: Final = {"body_words": "w", "body_readings": "r", "body_bigrams": "b", "phone": "p"}
LEVELS: Final = (WORD, READING, BIGRAMS, WORD // 2, READING // 2)
"""How well an alternative stands for all that was typed, best first; less is only a part of it."""
_END: Final = "。\n"
_SIGNS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Marked tokens, one right after the other; the last may be the beginning of a longer one."""

    tokens: tuple[str, ...]
    is_beginning: bool
    level: int


type Asked = Sequence[Sequence[Alternative]]
"""Groups of alternatives: a row holds what is asked when it holds one of each group."""


def stored(texts: Iterable[str]) -> list[str]:
    """The words of a row → its marked tokens in order."""
    streams = analyse_document("", _END.join(texts))
    return [
        mark + token
        for name, mark in MARKS.items()
        for token in kept_tokens(getattr(streams, name))
    ]


def wanted(text: str) -> Asked:
    """What was typed → what is asked; nothing for signs only.

    No synonyms: staff look for a row by what is written in it.
    """
    made = plan(text)
    groups = [group.leaves for group in made.groups] or [(leaf,) for leaf in made.fallback]
    return [found for leaves in groups if (found := list(_alternatives(leaves)))]


def phrase(text: str) -> Asked:
    """What was typed in quotes: its characters as they stand."""
    runs = [bigrams(run) for run in _SIGNS.split(normal_text(text))]
    return [
        [Alternative(tuple(f"b{pair}" for pair in pairs[:-1] or pairs), len(pairs) == 1, LEVELS[0])]
        for pairs in runs
        if pairs
    ]


def _alternatives(leaves: Iterable[Leaf]) -> Iterator[Alternative]:
    """Measured by the best of the group: a word that is common among readers' documents is none here."""
    own = [leaf for leaf in leaves if leaf.field in MARKS and leaf.origin != PART_OF_SOUND]
    best = min(WORD, max((leaf.weight for leaf in own), default=WORD))
    for leaf in own:
        level = min(WORD, leaf.weight * WORD // best)
        if level >= LEVELS[-1]:
            tokens = tuple(MARKS[leaf.field] + token for token in leaf.tokens)
            yield Alternative(tokens, leaf.match is Match.PREFIX, level)


def fts5(asked: Asked, joined: str) -> str:
    """In the words of SQLite; `joined` is how the groups are: and, or."""
    groups = (
        " OR ".join(f'"{" ".join(one.tokens)}"{" *" if one.is_beginning else ""}' for one in group)
        for group in asked
    )
    return f" {joined.upper()} ".join(f"({group})" for group in groups)


def tsquery(asked: Asked, joined: str) -> str:
    """In the words of PostgreSQL; `joined` is how the groups are: and, or."""
    groups = (
        " | ".join(
            f"({' <-> '.join(map(_quoted, one.tokens))}{':*' if one.is_beginning else ''})"
            for one in group
        )
        for group in asked
    )
    return (" & " if joined == "and" else " | ").join(f"({group})" for group in groups)


def _quoted(token: str) -> str:
    return f"'{token}'"
