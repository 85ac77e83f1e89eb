"""Found words in the original text, by the leaves of the plan that found them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from japanese.text import (
    fold_reading,
    is_token_char,
    katakana_to_hiragana,
    normalise,
    strip_accents,
)
from japanese.tokens import LONGEST_SHINGLE, analyse
from search.analysis import is_japanese, plain_words
from search.leaves import Match

if TYPE_CHECKING:
    from japanese.tokens import Unit
    from search.leaves import Leaf
    from search.models import SearchDocument
    from search.query import QueryPlan

type Span = tuple[int, int]
type Marked = list[tuple[str, bool]]
type Wanted = list[tuple[tuple[str, ...], Match]]

LONGEST_EXCERPT: Final = 120
WEAK: Final = 2
"""Below this part of the best leaf of its group a leaf is marked only where no better one holds."""
BEFORE_MARK: Final = 30
_WORDS = re.compile(r"[^\s。]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_PLAIN_WORD = re.compile(r"[^\W_]+")


class Marker:
    """Marks what a plan finds. Texts are read with the analysis of the plan's locale."""

    def __init__(self, plan: QueryPlan) -> None:
        strong = [
            leaf
            for group in plan.groups
            for leaf in group.leaves
            if leaf.weight * WEAK
            >= max(other.weight for other in group.leaves if _same(leaf, other))
        ]
        every = [leaf for group in plan.groups for leaf in group.leaves]
        japanese = is_japanese(plan.locale)
        self._finders = [
            Finder(leaves, japanese=japanese) for leaves in (strong, every, plan.fallback) if leaves
        ]

    def mark(self, card: dict[str, Any], document: SearchDocument) -> dict[str, Any]:
        """The card with marks in its title and text.

        Where neither has any the text is a sentence of the body, words that stand beside it
        (address, area, desk) or the number that was found.
        """
        name = "excerpt" if card.get("excerpt") else "summary"
        for finder in self._finders:
            title, text = finder.marked(card["title"]), finder.marked(card.get(name) or "")
            if not _has_mark(title) and not _has_mark(text):
                text = (
                    _sentence(finder, document.body)
                    or _words_beside(finder, document.extra)
                    or finder.number(card.get("phone") or "")
                )
            if _has_mark(title) or _has_mark(text):
                return card | {"title": title, name: text}
        return card


class Finder:
    """Finds some leaves in any text."""

    def __init__(self, leaves: Iterable[Leaf], *, japanese: bool) -> None:
        kept = list(leaves)
        self.japanese = japanese
        self.words = _kept(kept, "words")
        self.readings = _kept(kept, "readings")
        self.substrings = {_joined(tokens) for tokens, _match in _kept(kept, "bigrams")}
        self.numbers = [tokens[0] for tokens, _match in _kept(kept, "phone")]

    def number(self, written: str) -> Marked:
        """A phone number with the digits that were looked for marked; [] where it has none."""
        places = [at for at, char in enumerate(written) if char.isdecimal()]
        digits = "".join(written[at] for at in places)
        for wanted in self.numbers:
            at = digits.find(wanted)
            if at >= 0:
                begin, end = places[at], places[at + len(wanted) - 1] + 1
                pieces = [(written[:begin], False), (written[begin:end], True)]
                return [piece for piece in [*pieces, (written[end:], False)] if piece[0]]
        return []

    def marked(self, text: str) -> Marked:
        """A text in pieces that join to it, each with whether it was found."""
        plain = normalise(text)
        pieces: Marked = []
        at = 0
        for begin, end in _merged(self._spans(plain.text)):
            start, stop = plain.offsets[begin], plain.offsets[end]
            pieces += [(text[at:start], False), (text[start:stop], True)]
            at = stop
        return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]

    def _spans(self, text: str) -> Iterator[Span]:
        yield from self._substrings(text)
        if not self.japanese:
            yield from self._plain(text)
            return
        found = analyse(text)
        run = [part for word in found for part in word.parts]
        yield from self._tokens([unit for unit in run if unit.is_content or unit.is_negation])
        yield from self._tokens([word.whole for word in found if len(word.parts) > 1])
        if self.readings:
            yield from self._spoken(run)

    def _substrings(self, text: str) -> Iterator[Span]:
        folded, at = _folded(text)
        for wanted in filter(None, self.substrings):
            start = folded.find(wanted)
            while start >= 0:
                yield at[start], at[start + len(wanted) - 1] + 1
                start = folded.find(wanted, start + 1)

    def _plain(self, text: str) -> Iterator[Span]:
        for found in _PLAIN_WORD.finditer(text):
            tokens = plain_words(found.group())
            if tokens and _is_any(tokens[0], self.words):
                yield found.span()

    def _tokens(self, run: list[Unit]) -> Iterator[Span]:
        tokens = ["無い" if unit.is_negation else unit.token for unit in run]
        for wanted, match in self.words:
            for start in range(len(run) - len(wanted) + 1):
                end = start + len(wanted)
                if tuple(tokens[start:end]) == wanted or _is(tokens[start], wanted, match):
                    yield run[start].begin, run[end - 1].end

    def _spoken(self, run: list[Unit]) -> Iterator[Span]:
        for start, first in enumerate(run):
            if first.is_content or first.is_affix:
                end = self._end_of_sound(run[start : start + LONGEST_SHINGLE])
                if end:
                    yield first.begin, end

    def _end_of_sound(self, run: list[Unit]) -> int:
        """Where the first sound that was looked for ends; 0 where there is none."""
        spoken = ""
        for unit in run:
            if unit.is_separator:
                break
            spoken += unit.reading
            if not unit.is_particle and _is_any(fold_reading(spoken), self.readings):
                return unit.end
        return 0


def _same(leaf: Leaf, other: Leaf) -> bool:
    """Whether two leaves look in the same part of a document, so that their weights compare."""
    return leaf.field.partition("_")[0] == other.field.partition("_")[0]


def _sentence(finder: Finder, body: str) -> Marked:
    """The first sentence with a mark, or as much of it as an excerpt holds."""
    for found in _SENTENCE.finditer(body):
        marked = finder.marked(found.group().strip())
        if _has_mark(marked):
            return _shortened(marked)
    return []


def _words_beside(finder: Finder, extra: str) -> Marked:
    """The words with a mark out of a row of words, which is none to read as a whole."""
    pieces: Marked = []
    for found in _WORDS.finditer(extra):
        marked = finder.marked(found.group())
        if _has_mark(marked):
            pieces += [(" ", False), *marked] if pieces else marked
    return _shortened(pieces)


def _shortened(pieces: Marked) -> Marked:
    """LONGEST_EXCERPT characters from the beginning, or around the first mark where it is later."""
    marks = [at for at, (_text, found) in enumerate(pieces) if found]
    before = sum(len(text) for text, _found in pieces[: marks[0]]) if marks else 0
    first = len(pieces[marks[0]][0]) if marks else 0
    begin = 0 if before + first <= LONGEST_EXCERPT else before - BEFORE_MARK
    kept: Marked = []
    at = 0
    for text, found in pieces:
        shown = text[max(0, begin - at) : max(0, begin + LONGEST_EXCERPT - at)]
        at += len(text)
        if shown:
            kept.append((shown, found))
    return kept


def _kept(leaves: Iterable[Leaf], stream: str) -> Wanted:
    """(tokens, match) of each thing looked for in a stream, once."""
    return list(
        dict.fromkeys((leaf.tokens, leaf.match) for leaf in leaves if leaf.field.endswith(stream))
    )


def _is(token: str, wanted: tuple[str, ...], match: Match) -> bool:
    if len(wanted) > 1:
        return False
    return token.startswith(wanted[0]) if match is Match.PREFIX else token == wanted[0]


def _is_any(token: str, wanted: Wanted) -> bool:
    return any(_is(token, tokens, match) for tokens, match in wanted)


def _joined(pairs: tuple[str, ...]) -> str:
    """Overlapping pairs as the text they were made of: しょ ょう → しょう."""
    return pairs[0] + "".join(pair[1:] for pair in pairs[1:])


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as bigrams see it, a space for whatever is between words; where each char was."""
    plain = [
        (strip_accents(char).replace("ゖ", "が") if is_token_char(char) else " ", at)
        for at, char in enumerate(katakana_to_hiragana(text))
        if char != "ー"
    ]
    return "".join(char for char, _at in plain), [at for _char, at in plain]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _has_mark(pieces: Marked) -> bool:
    return any(found for _text, found in pieces)
