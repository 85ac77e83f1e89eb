"""What a synonym line would do, before it is saved: its phrases, and the queries that change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings

from search.analysis import is_japanese
from search.concepts import phrases_of
from search.editing.answers import Answer, Result, answer, having
from search.models import ExpectedFind, SearchDocument, UnansweredTerm
from search.query import QueryPlan, plan
from search.ready_words import ready_words
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

TITLES: Final = 5
TITLES_OF_PHRASE: Final = 3
MOST_PHRASES: Final = 20
MOST_QUERIES: Final = 300
"""So many kept queries at most are tried; those asked most first."""
MOST_ASKED: Final = 12
"""So many queries that the line touches at most are asked with and without it."""
COMMON: Final = 0.2
"""A phrase in more than this part of all documents makes everything alike."""


class Query(NamedTuple):
    """A query that is tried, and why; `row` where it is kept as an expected find."""

    why: str
    text: str
    language: str
    row: ExpectedFind | None = None


@dataclass(frozen=True, slots=True)
class PhraseFound:
    """How many public records have a phrase, and the first of them."""

    text: str
    found: Answer
    is_common: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One result of a query; `is_new` where it was not among the first before."""

    result: Result
    is_new: bool
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a query finds without the change and with it."""

    query: Query
    before: Answer
    after: Answer

    @property
    def shown_before(self) -> list[Shown]:
        return [Shown(result, False, self._is_expected(result)) for result in self.before.first]

    @property
    def shown_after(self) -> list[Shown]:
        known = {result.key for result in self.before.first}
        return [
            Shown(result, result.key not in known, self._is_expected(result))
            for result in self.after.first
        ]

    def _is_expected(self, result: Result) -> bool:
        return bool(self.query.row and result.key in self.query.row.records)


@dataclass(frozen=True, slots=True)
class ConceptPreview:
    """`changes` are what changes among `tried` queries; `more` of those may change too."""

    phrases: tuple[PhraseFound, ...]
    changes: tuple[Change, ...]
    tried: int
    more: int


def preview_of(phrases: str, before: str, now: datetime) -> ConceptPreview:
    """A line as typed instead of the line in force `before` ("" for a new one or one that is off).

    Both may be "": then no line is in force there. `now` is aware.
    """
    lines = concept_lines()
    changed = tuple(line for line in lines if line != before) + ((phrases,) if phrases else ())
    queries = list(_queries(phrases, before))
    differing = list(_differing(queries, lines, changed))
    changes = [
        Change(query, answer(old, now, TITLES), answer(new, now, TITLES))
        for query, old, new in differing[:MOST_ASKED]
    ]
    return ConceptPreview(
        phrases=tuple(_phrases(phrases, now)),
        changes=tuple(change for change in changes if change.before != change.after),
        tried=len(queries),
        more=len(differing[MOST_ASKED:]),
    )


def _phrases(line: str, now: datetime) -> Iterator[PhraseFound]:
    language = settings.LANGUAGE_CODE
    public = SearchDocument.objects.public(now).not_over(now).filter(locale=language).count()
    for phrase in phrases_of(line)[:MOST_PHRASES]:
        found = having(phrase, language, now, TITLES_OF_PHRASE)
        yield PhraseFound(phrase.text, found, found.total > COMMON * public)


def _queries(phrases: str, before: str) -> Iterator[Query]:
    """Every query worth trying, each once: kept ones first, then the phrases themselves."""
    language = settings.LANGUAGE_CODE
    seen = set()
    for query in (
        *(Query("見つかるはず", row.query, row.locale, row) for row in ExpectedFind.objects.all()),
        *(
            Query("見つからなかったことば", row.term, row.language)
            for row in UnansweredTerm.objects.filter(dismissed_at=None)[:MOST_QUERIES]
        ),
        *(Query("よくさがすことば", word, language) for word in ready_words(language)),
        *(
            Query("この行のことば", phrase.text, language)
            for line in (phrases, before)
            for phrase in phrases_of(line)
        ),
    ):
        said = (query.text, query.language)
        if said not in seen and is_japanese(query.language) and len(seen) < MOST_QUERIES:
            seen.add(said)
            yield query


def _differing(
    queries: Sequence[Query], lines: Sequence[str], changed: Sequence[str]
) -> Iterator[tuple[Query, QueryPlan, QueryPlan]]:
    """(query, plan before, plan after) where the lines make a difference at all."""
    for query in queries:
        areas = area_names(query.language)
        old = plan(query.text, lines, query.language, areas)
        new = plan(query.text, changed, query.language, areas)
        if old != new:
            yield query, old, new
