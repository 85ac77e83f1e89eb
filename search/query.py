"""The plan of a query: what to look for, and what each find is worth, for any engine.

How an engine scores one document (all numbers are integers or eighths, so engines agree exactly):

- A *leaf* holds when the document's ``field`` has its tokens: ``exact`` one equal token,
  ``prefix`` one token that begins with it, ``phrase`` the tokens one right after the other.
- A *group* with at least one leaf that holds is present and scores
  ``max + (sum - max) / 8`` over the weights of its leaves that hold, plus ``PRESENT_BONUS``.
- When every group is present, ``ALL_BONUS`` is added once.
- A document with no group present is no result. Order: score, then the shorter title, then id.
- Only when no document is a result at all, ``fallback`` is asked instead: the score of a document
  is the sum of the weights of its leaves that hold, and at least ``fallback_minimum`` must hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from japanese.readings import reading
from japanese.text import fold_reading, is_hiragana, is_latin, normalise, romaji_to_hiragana
from japanese.tokens import bigrams
from search.analysis import is_japanese, plain_words
from search.concepts import compile_concepts
from search.japanese_query import japanese_groups
from search.leaves import Draft, Group, Leaf, Match

__all__ = [
    "ALL_BONUS",
    "PRESENT_BONUS",
    "Group",
    "Leaf",
    "Match",
    "QueryPlan",
    "plan",
]

PRESENT_BONUS: Final = 96
ALL_BONUS: Final = 128
LONGEST_QUERY: Final = 200
MOST_GROUPS: Final = 12
MOST_LEAVES: Final = 400
MOST_FALLBACK_PAIRS: Final = 30


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What an engine needs to answer a query; see the module's text for the score.

    ``query`` is the normalised query as far as it is used. ``areas`` are the area names found in
    it, to be offered as a filter; they are groups too. An empty plan finds nothing.
    """

    query: str
    locale: str
    groups: tuple[Group, ...] = ()
    fallback: tuple[Leaf, ...] = ()
    fallback_minimum: int = 1
    areas: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[tuple[str, ...], ...]:
        """For each group a few of the words that concepts added, as their lines write them."""
        return tuple(group.added for group in self.groups)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.groups and not self.fallback


def plan(
    query: str,
    concepts: Sequence[str] = (),
    locale: str = "ja",
    areas: Sequence[str] = (),
) -> QueryPlan:
    """Any string → its plan; the page's ``locale`` chooses the analysis, never the text.

    ``concepts`` are synonym lines (phrases parted by commas), ``areas`` the names of areas that
    may be offered as a filter. At most 200 characters, 12 groups and 400 leaves are used.
    """
    text = normalise(query[: LONGEST_QUERY * 2]).text[:LONGEST_QUERY].strip()
    compiled = compile_concepts(tuple(concepts))
    named = {normalise(area).text: area for area in areas if area.strip()}
    groups = (
        japanese_groups(text, compiled, frozenset(named))
        if is_japanese(locale)
        else _plain_groups(text)
    )
    fallback = _fallback(text)
    return QueryPlan(
        query=text,
        locale=locale,
        groups=_within_limits(groups),
        fallback=fallback,
        fallback_minimum=max(1, len(fallback) // 6),
        areas=tuple(area for plain, area in named.items() if _names(text, plain)),
    )


def _names(text: str, area: str) -> bool:
    """Whether a query names an area, in its writing or as a word in kana or romaji."""
    if area in text:
        return True
    spoken = fold_reading(reading(area))
    return any(_sound_of(word) == spoken for word in text.split())


def _sound_of(word: str) -> str:
    if is_hiragana(word):
        return fold_reading(word)
    return fold_reading(romaji_to_hiragana(word) or "") if is_latin(word) else ""


def _plain_groups(text: str) -> list[Group]:
    """Words as written, for languages with spaces."""
    drafts = []
    for word in dict.fromkeys(plain_words(text)):
        draft = Draft(word)
        draft.add_word(word)
        if is_latin(word):
            draft.may_be_misspelt(word, known=True)
        if not word.isascii():
            draft.add_substring(word)
        drafts.append(draft.group())
    return drafts


def _fallback(text: str) -> tuple[Leaf, ...]:
    pairs = dict.fromkeys(pair for pair in bigrams(text) if len(pair) == 2)
    draft = Draft(text)
    for pair in list(pairs)[:MOST_FALLBACK_PAIRS]:
        draft.add("bigrams", [pair], Match.EXACT, 1, "bigram")
    return tuple(draft.leaves)


def _within_limits(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The first groups, each with its best leaves, so that no engine refuses the query."""
    kept = [group for group in groups if group.leaves][:MOST_GROUPS]
    share = MOST_LEAVES // max(1, len(kept))
    return tuple(replace(group, leaves=group.leaves[:share]) for group in kept)
