"""Hiragana as it would be written: words that are known by their reading, in their usual writing.

    かいごにつかれた → 介護 に 疲れた

The analyser cuts kana at random; with the words in kanji it reads the sentence as it is meant.
Words come from a shipped list of everyday words and from the phrases of concepts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from japanese.text import fold_reading, folded_places

__all__ = ["KanaWords", "Piece", "everyday_words"]

FILE: Final = Path(__file__).with_name("data") / "kana_words.txt"
LONGEST_WORD: Final = 14
SHORT_WORD: Final = 2
"""Words of so few sounds are only seen between particles."""
AROUND: Final = frozenset("おがのわはでとにもやえへ")
"""Particles in folded kana."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chunk: its kana, and how it is written ("" where no word is known)."""

    kana: str
    written: str = ""


class KanaWords:
    """Writings by folded reading; of two with one reading the first is kept."""

    def __init__(self, spoken: Iterable[tuple[str, str]] = ()) -> None:
        self._written: dict[str, str] = {}
        for reading, written in spoken:
            folded = fold_reading(reading)
            if SHORT_WORD <= len(folded) <= LONGEST_WORD:
                self._written.setdefault(folded, written)

    @property
    def writings(self) -> Mapping[str, str]:
        """Folded reading → writing."""
        return self._written

    def pieces(self, kana: str) -> list[Piece]:
        """A chunk of hiragana → its pieces in order, long words first; [] where no word is known."""
        folded, places = folded_places(kana)
        ends = [*places[1:], len(kana)]
        pieces: list[Piece] = []
        at = 0
        for start, end in self._words(folded):
            if places[start] > at:
                pieces.append(Piece(kana[at : places[start]]))
            at = ends[end - 1]
            while kana[at - 1] == "を":  # folds away after お, and is no part of a word
                at -= 1
            pieces.append(Piece(kana[places[start] : at], self._written[folded[start:end]]))
        return [*pieces, Piece(kana[at:])] if pieces and at < len(kana) else pieces

    def _words(self, folded: str) -> list[tuple[int, int]]:
        """(start, end) of the words that cover most; a long one is worth more than two short ones."""
        best: list[tuple[int, int]] = [(0, 0)]  # (worth, length of the word that ends here)
        for end in range(1, len(folded) + 1):
            lengths = range(SHORT_WORD, min(LONGEST_WORD, end) + 1)
            ways = [
                (best[end - length][0] + length * length, length)
                for length in lengths
                if self._is_word(folded, end - length, end)
            ]
            best.append(max([(best[end - 1][0], 0), *ways]))
        found: list[tuple[int, int]] = []
        end = len(folded)
        while end:
            length = best[end][1]
            if length:
                found.append((end - length, end))
            end -= length or 1
        return found[::-1]

    def _is_word(self, folded: str, start: int, end: int) -> bool:
        if folded[start:end] not in self._written:
            return False
        if end - start > SHORT_WORD:
            return True
        before, after = folded[:start][-1:], folded[end : end + 1]
        return (not before or before in AROUND) and (not after or after in AROUND)


@cache
def everyday_words() -> tuple[tuple[str, str], ...]:
    """(reading, writing) of the shipped words; `#` starts a remark."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(
        (reading, written)
        for line in lines
        if not line.startswith("#")
        for reading, _space, written in [line.partition(" ")]
    )
