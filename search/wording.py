"""The words of a query as they are read: what was typed, and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from search.correcting.keeping import vocabulary
from search.correction import correct, doubtful
from search.engines import choosing
from search.engines.asking import Asked
from search.query import plan
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from datetime import datetime

    from search.correction import Correction
    from search.query import QueryPlan

__all__ = ["Wording", "read_words"]

MOST_ADDED: Final = 4
"""So many of the words that concepts added are told."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The plan of what was typed, and a correction where the site has not a word of it."""

    typed: QueryPlan
    correction: Correction | None = None

    @property
    def plan(self) -> QueryPlan:
        """What is looked for: the meaning only where the dictionary does not know what was typed."""
        applied = self.correction is not None and self.correction.applied
        return self.correction.plan if applied else self.typed

    @property
    def added(self) -> list[str]:
        """Words that concepts added, as their lines write them; none that was typed."""
        added = dict.fromkeys(chain.from_iterable(self.plan.added))
        return [word for word in added if word not in self.plan.query][:MOST_ADDED]


def read_words(query: str, language: str, now: datetime, *, exact: bool = False) -> Wording:
    """Any words of a reader of `language` at `now` (aware); `exact` takes them as they are."""
    typed = _plan(query, language)
    asked = None if exact else doubtful(typed)
    if asked is None:
        return Wording(typed)
    present = choosing.present(Asked(plan=asked, locale=language, now=now))
    if all(present):
        return Wording(typed)
    words = vocabulary(language)
    return Wording(typed, correct(typed, present, words, lambda meant: _plan(meant, language)))


def _plan(query: str, language: str) -> QueryPlan:
    return plan(query, concept_lines(), language, area_names(language))
