"""The list of suggestions: what stands in it, in which order, and how large it may be."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from japanese.readings import reading
from japanese.text import fold_reading, normal_text

__all__ = ["MOST_BYTES", "WORD", "Suggested", "Suggestion", "suggested", "taking_turns"]

MOST_BYTES: Final = 60_000
"""The list as it is sent, compressed."""
WORD: Final = ""
"""The kind of a word to look for; every other kind is a record with a page of its own."""
_SPARE: Final = 0.95
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word to look for, or a record.

    `label` is shown, `kana` its reading in hiragana (made by the dictionary where empty), `kind`
    the type of the record or `WORD`, `path` the address of the record's page.
    """

    label: str
    kana: str = ""
    kind: str = WORD
    path: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A list as it is sent: JSON in UTF-8, plain and compressed, and how many stand in it."""

    content: bytes
    compressed: bytes
    count: int


def taking_turns(groups: Iterable[Sequence[Suggestion]]) -> Iterator[Suggestion]:
    """The first of each group, then the second of each: no kind pushes another one out."""
    turns = zip_longest(*groups)
    return (each for each in chain.from_iterable(turns) if each is not None)


def suggested(
    offered: Iterable[Suggestion], kinds: Mapping[str, str], most_bytes: int = MOST_BYTES
) -> Suggested:
    """The suggestions that fit, each once, sorted by reading; the first ones are the last to go.

    `kinds` are the words for each kind. The JSON: `{"kinds": {kind: words}, "entries":
    [[label, kana, kind, path], …]}`, the last ones left out where they are empty.
    """
    kept = _once(offered)
    made = _written(kept, kinds)
    while len(made.compressed) > most_bytes:
        fitting = int(len(kept) * most_bytes / len(made.compressed) * _SPARE)
        kept = kept[:fitting]
        made = _written(kept, kinds)
    return made


def _once(offered: Iterable[Suggestion]) -> list[Suggestion]:
    """The first of those that look alike and lead to the same."""
    first: dict[tuple[str, str], Suggestion] = {}
    for each in offered:
        first.setdefault((normal_text(each.label), each.path), each)
    return list(first.values())


def _written(kept: Iterable[Suggestion], kinds: Mapping[str, str]) -> Suggested:
    spoken = [(each.kana or reading(each.label), each) for each in kept]
    spoken.sort(key=lambda one: (fold_reading(one[0]), one[1].label, one[1].path))
    entries = [_row(each, kana) for kana, each in spoken]
    said = {"kinds": dict(kinds), "entries": entries}
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Suggested(content, gzip.compress(content, _LEVEL, mtime=0), len(entries))


def _row(each: Suggestion, kana: str) -> list[str]:
    row = [each.label, kana, each.kind, each.path]
    while not row[-1]:
        row.pop()
    return row
