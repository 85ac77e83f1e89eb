"""Did you mean: the word of the index that was probably meant by one that nothing has.

    asked = doubtful(plan)                       # what could be misspelt; None: nothing to ask
    present = engine.present(replace(..., plan=asked))
    correction = correct(plan, present, vocabulary, replan)

Only kana, romaji, Latin letters and words that the dictionary does not know are corrected, by
their sound (see `search.leaves.Group.sound`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.leaves import PART_OF_SOUND, Group
from search.query import QueryPlan

__all__ = ["Correction", "Term", "Vocabulary", "correct", "doubtful", "edits_allowed"]

SHORTEST: Final = 3
"""A shorter word is one edit away from everything."""
ONE_EDIT_UP_TO: Final = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index: its sound, how it is written, in how many documents.

    ``sound`` is the folded reading, or the word itself in languages written in Latin letters.
    """

    sound: str
    written: str
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What was typed, what was probably meant, and the plan that looks for it.

    ``applied``: the dictionary does not know what was typed, so ``plan`` is answered and readers are
    told. Otherwise the meaning is only offered, as a link to ``query``.
    """

    typed: str
    meant: str
    applied: bool
    query: str
    plan: QueryPlan


class Vocabulary:
    """Words to correct by; of two with one sound the more frequent writing is kept."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms: dict[str, Term] = {}
        for term in terms:
            known = self._terms.get(term.sound)
            if len(term.sound) >= SHORTEST and (known is None or _rank(term) < _rank(known)):
                self._terms[term.sound] = term
        self._by_end: dict[tuple[int, str, bool], list[tuple[int, str]]] = defaultdict(list)
        for sound in self._terms:
            marked = (_letters(sound), sound)
            self._by_end[len(sound), sound[0], True].append(marked)
            self._by_end[len(sound), sound[-1], False].append(marked)

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, sound: str) -> bool:
        return sound in self._terms

    def nearest(self, sound: str) -> Term | None:
        """The term that sounds nearly like this; None where none does, or one sounds the same.

        Fewest edits first, then the same beginning, then the more frequent, then the writing.
        """
        allowed = edits_allowed(sound)
        if not allowed or sound in self._terms:
            return None
        near = [
            (edits, other[0] != sound[0], *_rank(self._terms[other]))
            for other in self._alike(sound, allowed)
            if (edits := _edits(sound, other, allowed)) <= allowed
        ]
        return self._terms[min(near)[-1]] if near else None

    def _alike(self, sound: str, allowed: int) -> set[str]:
        """Sounds of nearly this length and letters with the same beginning or the same end.

        Hardly anybody misses both ends of a word. A letter that is added or dropped changes one
        mark, a replaced one two.
        """
        wanted = _letters(sound)
        return {
            other
            for length in range(len(sound) - allowed, len(sound) + allowed + 1)
            for end in ((length, sound[0], True), (length, sound[-1], False))
            for letters, other in self._by_end.get(end, ())
            if (letters ^ wanted).bit_count() <= 2 * allowed - abs(length - len(sound))
        }


def doubtful(plan: QueryPlan) -> QueryPlan | None:
    """The plan without finds of mere parts of a word, to ask which words nothing has.

    None where no word could be misspelt.
    """
    if not any(group.sound for group in plan.groups):
        return None
    return replace(plan, groups=tuple(map(_certain, plan.groups)), fallback=())


def _certain(group: Group) -> Group:
    return replace(
        group, leaves=tuple(leaf for leaf in group.leaves if leaf.origin != PART_OF_SOUND)
    )


def correct(
    plan: QueryPlan,
    present: Sequence[bool],
    vocabulary: Vocabulary,
    replan: Callable[[str], QueryPlan],
) -> Correction | None:
    """What was probably meant by the groups that no document has; None where all is well.

    ``present`` says for each group of ``doubtful(plan)`` whether any document has it; ``replan``
    makes the plan of another query with the same concepts, locale and areas.
    """
    meant = [
        (group, term)
        for group, found in zip(plan.groups, present, strict=True)
        if group.sound and not found and (term := vocabulary.nearest(group.sound))
    ]
    unknown = [(group, term) for group, term in meant if not group.known]
    changed = unknown or meant
    if not changed:
        return None
    query = plan.query
    for group, term in changed:
        query = query.replace(group.text, term.written, 1)
    return Correction(
        typed=" ".join(group.text for group, _term in changed),
        meant=" ".join(term.written for _group, term in changed),
        applied=bool(unknown),
        query=query,
        plan=replan(query),
    )


def edits_allowed(sound: str) -> int:
    """How many edits a word of this length may be away."""
    if len(sound) < SHORTEST:
        return 0
    return 1 if len(sound) <= ONE_EDIT_UP_TO else 2


def _rank(term: Term) -> tuple[int, str, str]:
    return -term.documents, term.written, term.sound


def _letters(word: str) -> int:
    """Which characters a word has, as marks: 30 of them fit into one digit of Python's integers."""
    marks = 0
    for char in word:
        marks |= 1 << ord(char) % 30
    return marks


def _edits(one: str, other: str, most: int) -> int:
    """Inserted, dropped, replaced and swapped characters between two words; `most` + 1 if more.

    Only what lies between the same beginning and the same end is compared.
    """
    shorter = min(len(one), len(other))
    same = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    one, other, shorter = one[same:], other[same:], shorter - same
    same = next((at for at in range(shorter) if one[-1 - at] != other[-1 - at]), shorter)
    one, other = one[: len(one) - same], other[: len(other) - same]
    if not one or not other or most == 1:
        swapped = len(one) == 2 and one == other[::-1]
        return 1 if swapped else max(len(one), len(other))
    return _distance(one, other, most)


def _distance(one: str, other: str, most: int) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (char != wanted))
            if earlier and to > 1 and one[at - 2] == wanted and other[to - 2] == char:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
