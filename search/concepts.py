"""Concepts: lines of phrases that mean the same, kept by editors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from japanese.text import fold_reading, is_hiragana, is_latin, normalise
from japanese.tokens import phrase_tokens, units
from search.kana_words import KanaWords, everyday_words
from search.leaves import CONCEPT, Leaf, Match, leaves_in_title_and_body

__all__ = [
    "LIGHT_ENGLISH",
    "Concepts",
    "Phrase",
    "compile_concepts",
    "concept_leaves",
    "key_of",
    "phrases_of",
    "split_phrases",
]

MOST_LINES_KEPT: Final = 4096
SHORTEST_SPOKEN: Final = 4
"""A shorter reading is that of many words."""

LIGHT_ENGLISH: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "at",
        "can",
        "do",
        "does",
        "for",
        "from",
        "get",
        "has",
        "have",
        "help",
        "how",
        "i",
        "in",
        "is",
        "it",
        "me",
        "my",
        "need",
        "of",
        "on",
        "or",
        "our",
        "please",
        "some",
        "the",
        "there",
        "to",
        "want",
        "we",
        "where",
        "who",
        "with",
        "you",
        "your",
    ]
)
"""English words that say nothing about what is looked for."""
SHORTEST_PLURAL: Final = 4
SHORTEST_SHORT_FORM: Final = 4

_HEAD = re.compile("(ケア|サービス|センター|制度)$")
_BETWEEN_PHRASES = re.compile(r"[,、，=＝\t]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a concept: tokens of its short units, and its folded reading.

    A query says it when it holds the ``keys`` of the tokens (see ``key_of``).
    """

    text: str
    tokens: tuple[str, ...]
    reading: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The tokens as queries are compared with them, without English words that say nothing."""
        keys = tuple(map(key_of, self.tokens))
        return tuple(key for key in keys if key not in LIGHT_ENGLISH) or keys


@dataclass(frozen=True, slots=True)
class Concepts:
    """Synonym lines made ready for matching."""

    lines: tuple[tuple[Phrase, ...], ...]
    kana_words: KanaWords = field(default_factory=KanaWords)
    _by_first_key: dict[str, list[tuple[tuple[str, ...], Phrase, int]]] = field(
        default_factory=dict
    )
    _by_reading: dict[str, list[tuple[Phrase, int]]] = field(default_factory=dict)
    _leaves: dict[tuple[tuple[str, ...], int], tuple[Leaf, ...]] = field(default_factory=dict)

    def within(
        self, tokens: list[str], chunks: Sequence[int]
    ) -> Iterator[tuple[Sequence[int], Phrase, int]]:
        """(which tokens, phrase, line number) of each phrase that the tokens hold in its order.

        ``chunks`` names the run of letters that each token stands in. One other token may stand
        between two of a phrase: 学校にずっと行けない. A phrase inside a longer one that was typed
        without a space is left out: 老人ホーム is no word for old people.
        """
        keys = list(map(key_of, tokens))
        # Of two places of a phrase with one end, the later start is the nearer one.
        found = {
            (phrase.tokens, line, where[-1]): (where, phrase, line)
            for start, key in enumerate(keys)
            for wanted, phrase, line in self._by_first_key.get(key, ())
            if (where := _places_of(wanted, keys, start) if wanted[1:] else [start])
        }.values()
        for where, phrase, line in found:
            if not any(
                set(where) < set(other) and len({chunks[at] for at in other}) == 1
                for other, _phrase, _line in found
            ):
                yield where, phrase, line

    def read_as(self, reading: str) -> Iterator[tuple[Phrase, int]]:
        """(phrase, line number) of each phrase with this folded reading."""
        yield from self._by_reading.get(reading, ())

    def others(self, phrase: Phrase, line: int) -> tuple[Phrase, ...]:
        """What else the line of ``phrase`` says."""
        return tuple(other for other in self.lines[line] if other.tokens != phrase.tokens)

    def leaves(self, phrase: Phrase, line: int) -> tuple[Leaf, ...]:
        """The leaves that look for what else the line says; made once."""
        made = self._leaves.get((phrase.tokens, line))
        if made is None:
            others = self.others(phrase, line)
            made = tuple(leaf for other in others for leaf in concept_leaves(other.tokens))
            self._leaves[phrase.tokens, line] = made
        return made


def concept_leaves(tokens: tuple[str, ...]) -> tuple[Leaf, ...]:
    """The leaves that look for a phrase."""
    match = Match.PHRASE if len(tokens) > 1 else Match.EXACT
    return leaves_in_title_and_body("words", tokens, match, CONCEPT, "concept")


@lru_cache(maxsize=8)
def compile_concepts(lines: tuple[str, ...]) -> Concepts:
    """Lines of phrases parted by commas (、 , =) → concepts; empty phrases are left out."""
    compiled = tuple(map(phrases_of, lines))
    concepts = Concepts(compiled, KanaWords([*everyday_words(), *_spoken(compiled)]))
    said = {phrase.tokens for phrases in compiled for phrase in phrases}
    for number, phrases in enumerate(compiled):
        shorter = (short for phrase in phrases for short in _without_head(phrase.text))
        for phrase in (*phrases, *(short for short in shorter if short.tokens not in said)):
            keys = phrase.keys
            concepts._by_first_key.setdefault(keys[0], []).append((keys, phrase, number))
            concepts._by_reading.setdefault(phrase.reading, []).append((phrase, number))
    return concepts


def key_of(token: str) -> str:
    """A token as phrases of concepts are compared: English words without the s of their plural."""
    if len(token) > SHORTEST_PLURAL and token.isascii() and token[-1] == "s" and token[-2] != "s":
        return token[:-1]
    return token


@lru_cache(maxsize=MOST_LINES_KEPT)
def _without_head(text: str) -> tuple[Phrase, ...]:
    """レスパイトケア is also called レスパイト; the short form is understood and never looked for."""
    rest = _HEAD.sub("", text)
    if rest == text or len(rest) < SHORTEST_SHORT_FORM:
        return ()
    return tuple(_phrases([rest]))


def _spoken(lines: Iterable[Iterable[Phrase]]) -> Iterator[tuple[str, str]]:
    """(reading, writing) of the phrases that are not typed as they are written."""
    return (
        (phrase.reading, phrase.text)
        for line in lines
        for phrase in line
        if len(phrase.reading) >= SHORTEST_SPOKEN and is_hiragana(phrase.reading)
    )


def _places_of(phrase: tuple[str, ...], tokens: list[str], start: int) -> list[int]:
    """Where the tokens of a phrase stand that begins at ``start``; [] where it does not go on."""
    places = [start]
    for token in phrase[1:]:
        first = places[-1] + 1
        if tokens[first : first + 1] == [token]:
            places.append(first)
        elif tokens[first + 1 : first + 2] == [token]:
            places.append(first + 1)
        else:
            return []
    return places


def split_phrases(line: str) -> list[str]:
    """The phrases of a line as they are written, without the empty ones."""
    return [text for part in _BETWEEN_PHRASES.split(line) if (text := part.strip())]


@lru_cache(maxsize=MOST_LINES_KEPT)
def phrases_of(line: str) -> tuple[Phrase, ...]:
    """The phrases of a line that say something; kept, so that one changed line costs one line."""
    return tuple(_phrases(split_phrases(line)))


def _phrases(texts: Iterable[str]) -> Iterator[Phrase]:
    for text in texts:
        plain = normalise(text).text
        # Word by word, as a query is read: the dictionary knows ``city hall`` as one word.
        found = [unit for word in plain.split() for unit in units(word)]
        tokens = phrase_tokens(found)
        if tokens:
            spoken = plain if is_latin(plain) else "".join(unit.reading for unit in found)
            yield Phrase(text, tokens, fold_reading(spoken))
