"""The parts of a query's plan: leaves, groups and what each leaf is worth."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from japanese.text import fold_reading
from japanese.tokens import bigrams

__all__ = ["Draft", "Group", "Leaf", "Match"]

# What a leaf is worth in a body; in a title it is worth TITLE_FACTOR times as much.
WORD: Final = 64
READING: Final = 48
BIGRAMS: Final = 40
CONCEPT: Final = 48
PHONE: Final = 64
PART: Final = 16
TITLE_FACTOR: Final = 2

PART_OF_SOUND: Final = "part"
"""The origin of leaves that find a mere part of a word in kana, or its beginning."""

MOST_ADDED: Final = 3

# Parts of a long word in kana that are looked for by themselves, in folded kana.
SHORTEST_PART: Final = 3
LONGEST_PART: Final = 8


class Match(StrEnum):
    """How the tokens of a leaf are looked for."""

    EXACT = "exact"
    PREFIX = "prefix"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing to look for in one field of ``search.analysis.TokenStreams``.

    ``tokens`` has one entry unless ``match`` is ``phrase``. ``origin`` says why it is looked for
    (``word``, ``reading``, ``part``, ``bigram``, ``concept``, ``phone``) and is shown in
    explanations.
    """

    field: str
    tokens: tuple[str, ...]
    match: Match
    weight: int
    origin: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the query and the alternatives that count as finding it.

    ``sound`` is the folded reading (or the Latin word itself) by which ``text`` may be a misspelt
    word, "" where it is none; ``known`` whether the dictionary has what was typed. ``added`` are
    words that concepts added, as their lines write them, at most ``MOST_ADDED``.
    """

    text: str
    leaves: tuple[Leaf, ...]
    sound: str = ""
    known: bool = True
    added: tuple[str, ...] = ()


@lru_cache(maxsize=32_768)
def leaves_in_title_and_body(
    stream: str, tokens: tuple[str, ...], match: Match, weight: int, origin: str
) -> tuple[Leaf, ...]:
    """The same search in both fields of a stream (``words``, ``readings``, ``bigrams``).

    Kept, since the phrases of concepts come round in many queries.
    """
    if not tokens:
        return ()
    return (
        Leaf(f"title_{stream}", tokens, match, weight * TITLE_FACTOR, origin),
        Leaf(f"body_{stream}", tokens, match, weight, origin),
    )


@dataclass(slots=True, eq=False)
class Draft:
    """A group while it is being put together; a ``weak`` one says nothing by itself."""

    text: str
    weak: bool = False
    is_common: bool = False
    sound: str = ""
    known: bool = True
    added: dict[str, None] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)

    def may_be_misspelt(self, spoken: str, *, known: bool) -> None:
        """Let it be corrected by its sound where no document has it."""
        self.sound, self.known = fold_reading(spoken), known

    def count_half(self) -> None:
        """Let every find count half."""
        self.leaves = [replace(leaf, weight=max(1, leaf.weight // 2)) for leaf in self.leaves]

    def forget_titles(self) -> None:
        """Let a find in a title count no more than one in a body."""
        self.leaves = [
            replace(leaf, weight=leaf.weight // TITLE_FACTOR)
            if leaf.field.startswith("title_")
            else leaf
            for leaf in self.leaves
        ]

    def add(self, stream: str, tokens: Iterable[str], match: Match, weight: int, why: str) -> None:
        """Look for tokens in the title and body of a stream."""
        self.leaves += leaves_in_title_and_body(stream, tuple(tokens), match, weight, why)

    def add_word(self, token: str) -> None:
        """A word, and words that begin with it."""
        self.add("words", [token], Match.EXACT, WORD, "word")
        if len(token) > 1:
            self.add("words", [token], Match.PREFIX, WORD // 2, "word")

    def add_phrase(self, tokens: tuple[str, ...], weight: int, why: str) -> None:
        """Words one after the other (or just the one)."""
        match = Match.PHRASE if len(tokens) > 1 else Match.EXACT
        self.add("words", tokens, match, weight, why)

    def add_reading(self, spoken: str, *, prefix: bool = False) -> None:
        """A reading in kana, or everything that begins with it."""
        folded = fold_reading(spoken)
        if not folded:
            return
        self.add("readings", [folded], Match.EXACT, READING, "reading")
        if prefix and len(folded) > 1:
            self.add("readings", [folded], Match.PREFIX, READING // 2, "reading")

    def add_stem(self, spoken: str) -> None:
        """Other forms of a verb or a noun made of one: 申し込み and 申し込んだ."""
        self.add("readings", [fold_reading(spoken)[:-1]], Match.PREFIX, READING // 3, PART_OF_SOUND)

    def add_sounds_within(self, spoken: str) -> None:
        """Each part of a reading that may be a word, worth more the more it covers.

        The reading without its end finds other forms of a verb: みまもる and みまもり.
        """
        folded = fold_reading(spoken)
        self.add_stem(spoken)
        for length in range(min(LONGEST_PART, len(folded) - 1), SHORTEST_PART - 1, -1):
            weight = READING * length // (len(folded) + length)
            for start in range(len(folded) - length + 1):
                part = folded[start : start + length]
                self.add("readings", [part], Match.EXACT, weight, PART_OF_SOUND)

    def add_substring(self, text: str) -> None:
        """The characters themselves, anywhere, kana folded."""
        pairs = bigrams(text)
        if len(pairs) == 1:
            self.add("bigrams", pairs, Match.PREFIX, BIGRAMS, "bigram")
        else:
            self.add("bigrams", _without_tail(pairs), Match.PHRASE, BIGRAMS, "bigram")

    def group(self) -> Group:
        """The finished group: each search once, with its highest weight, best first."""
        best: dict[tuple[str, tuple[str, ...], Match], Leaf] = {}
        for leaf in sorted(self.leaves, key=lambda leaf: -leaf.weight):
            best.setdefault((leaf.field, leaf.tokens, leaf.match), leaf)
        added = tuple(self.added)[:MOST_ADDED]
        return Group(self.text, tuple(best.values()), self.sound, self.known, added)


def _without_tail(pairs: list[str]) -> list[str]:
    """Bigrams without the single characters that end each run in the index."""
    return [pair for pair in pairs if len(pair) == 2]
