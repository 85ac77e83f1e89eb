"""Furigana: which reading stands above which kanji."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from japanese.counters import counted_words
from japanese.reading_exceptions import exceptional_readings, readings_by_context
from japanese.text import is_hiragana, katakana_to_hiragana, normalise
from japanese.tokens import analyse

__all__ = ["annotate"]

_KANJI = "一-鿿㐀-䶿豈-﫿𠀀-𱍊々"
_KANA = "ぁ-ゖァ-ヶー"
_RUNS = re.compile(f"[{_KANJI}]+|[{_KANA}]+|[^{_KANJI}{_KANA}]+")
_IS_KANJI = re.compile(f"[{_KANJI}]")
_IS_KANA = re.compile(f"[{_KANA}]")
# ヶ and ケ in 扇ヶ谷, 三ヶ月 are written small but said が or か.
_SAID_OTHERWISE = {"ゖ": "[がか]", "ゕ": "か", "け": "[けがか]"}


@dataclass(frozen=True, slots=True)
class _Word:
    """A stretch of the normalised text with its reading in hiragana, where it has one."""

    begin: int
    end: int
    reading: str | None


def annotate(text: str) -> list[tuple[str, str | None]]:
    """Any text → segments (surface, reading); the surfaces join to the text.

    A reading is hiragana and stands on a run of kanji only; kana, okurigana, digits, letters and
    kanji whose reading is not known have None. Digits have no reading of their own, the counter
    after them has the one it takes there (30分《ぷん》).
    """
    normal = normalise(text)
    segments: list[tuple[str, str | None]] = []
    _extend(segments, text[: normal.offsets[0]], None)
    for word in _words(normal.text):
        written = text[normal.offsets[word.begin] : normal.offsets[word.end]]
        for surface, reading in _align(written, word.reading):
            _extend(segments, surface, reading)
    return segments


def _extend(segments: list[tuple[str, str | None]], surface: str, reading: str | None) -> None:
    """Add a segment; neighbours without reading become one."""
    if reading is None and segments and segments[-1][1] is None:
        segments[-1] = (segments[-1][0] + surface, None)
    elif surface:
        segments.append((surface, reading))


def _words(text: str) -> list[_Word]:
    """The words of a normalised text without gaps; exceptions and counters replace the usual."""
    # The dictionary has words across a middle dot (日・祝), but a list is what residents write.
    found = analyse(text.replace("・", "、"))
    usual = [_Word(word.whole.begin, word.whole.end, word.whole.reading) for word in found]
    begins = {word.begin for word in usual}
    ends = {word.end for word in usual}
    chosen: list[_Word] = []
    taken: set[int] = set()
    first, last = exceptional_readings(text), readings_by_context(text)
    for group in (*_single(first), *_counted(text), *_single(last)):
        begin, end = group[0].begin, group[-1].end
        if begin in begins and end in ends and taken.isdisjoint(range(begin, end)):
            chosen += group
            taken.update(range(begin, end))
    kept = [word for word in usual if word.begin not in taken]
    return sorted((*chosen, *kept), key=lambda word: word.begin)


def _single(readings: Iterable[tuple[int, int, str]]) -> Iterator[list[_Word]]:
    for begin, end, reading in readings:
        yield [_Word(begin, end, reading)]


def _counted(text: str) -> Iterator[list[_Word]]:
    for counted in counted_words(text):
        at = counted.begin
        group = []
        for written, reading in counted.words:
            group.append(_Word(at, at + len(written), reading))
            at += len(written)
        yield group


def _align(written: str, reading: str | None) -> Iterable[tuple[str, str | None]]:
    """A written word and its reading → runs, the reading shared out to the kanji among them."""
    runs: list[str] = _RUNS.findall(written)
    if reading is None or not _IS_KANJI.search(written):
        return [(written, None)]
    pattern = "".join(f"({_sound_of(run)})" for run in runs)
    found = re.fullmatch(pattern, reading)
    if found is None or not is_hiragana(reading):
        return [(written, None)]
    return [
        (run, sound if _IS_KANJI.match(run) else None)
        for run, sound in zip(runs, found.groups(), strict=True)
    ]


def _sound_of(run: str) -> str:
    """What a run may sound like: kana like itself, kanji like anything, marks like nothing too."""
    if _IS_KANJI.match(run):
        return ".+?"
    if not _IS_KANA.match(run):
        return ".*?"
    return "".join(_SAID_OTHERWISE.get(char, re.escape(char)) for char in katakana_to_hiragana(run))
