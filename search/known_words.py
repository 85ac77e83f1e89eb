"""The words of an index to correct by: those of titles, areas and topics, and of concepts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from japanese.text import fold_reading, normal_text
from japanese.tokens import Unit, analyse
from search.analysis import is_japanese, plain_words
from search.concepts import compile_concepts
from search.correction import SHORTEST, Term

__all__ = ["known_words"]

LONGEST_COMPOUND: Final = 3
"""Short units (Sudachi mode A) that are one word together: 子ども + 食堂."""
LONGEST_SOUND: Final = 20

type Said = tuple[str, str]
"""(sound, as written)."""


def known_words(
    titles: Iterable[str],
    names: Iterable[str] = (),
    concepts: Sequence[str] = (),
    locale: str = "ja",
) -> list[Term]:
    """Terms by sound, each in its most frequent writing, with the number of titles that have it.

    ``names`` (areas, topics) and the phrases of ``concepts`` count as no title. Languages that are
    not analysed as Japanese have the words of titles and names only.
    """
    read = _spoken_words if is_japanese(locale) else _plain
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        for sound, written in set(read(normal_text(title))):
            counted[sound][written] += 1
    others = [said for name in names for said in read(normal_text(name))]
    if is_japanese(locale):
        others += _phrases(concepts)
    for sound, written in others:
        counted[sound][written] += 0
    return [_most_frequent(sound, writings) for sound, writings in sorted(counted.items())]


def _most_frequent(sound: str, writings: Counter[str]) -> Term:
    written = min(writings, key=lambda writing: (-writings[writing], writing))
    return Term(sound, written, writings.total())


def _plain(text: str) -> Iterator[Said]:
    return ((word, word) for word in plain_words(text) if len(word) >= SHORTEST)


def _spoken_words(text: str) -> Iterator[Said]:
    """The words of a title, and what neighbours make together."""
    run: list[Unit] = []
    for unit in (part for word in analyse(text) for part in word.parts):
        run = [*run[1 - LONGEST_COMPOUND :], unit] if _is_noun(unit) else []
        for start in range(len(run)):
            yield from _said(run[start:])


def _said(units: Sequence[Unit]) -> Iterator[Said]:
    sound = fold_reading("".join(unit.reading for unit in units))
    if SHORTEST <= len(sound) <= LONGEST_SOUND and not units[0].pos[0].startswith("接尾"):
        yield sound, "".join(unit.surface for unit in units)


def _is_noun(unit: Unit) -> bool:
    return (unit.is_content or unit.is_affix) and unit.pos[0] in {"名詞", "接尾辞", "接頭辞"}


def _phrases(lines: Sequence[str]) -> Iterator[Said]:
    for line in compile_concepts(tuple(lines)).lines:
        for phrase in line:
            if SHORTEST <= len(phrase.reading) <= LONGEST_SOUND:
                yield phrase.reading, phrase.text
