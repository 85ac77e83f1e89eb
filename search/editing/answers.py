"""What the database engine answers right now, for editors to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.engines.asking import Asked
from search.engines.database import DatabaseEngine
from search.facets import counts_of
from search.leaves import CONCEPT, Draft
from search.models import SearchDocument
from search.query import QueryPlan

if TYPE_CHECKING:
    from datetime import datetime

    from search.concepts import Phrase


@dataclass(frozen=True, slots=True)
class Result:
    """One record; `key` is its type and id ("place:x7k2…"), `path` has no language prefix."""

    key: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How many records are found, and the first of them; `weak`: nothing fits."""

    total: int
    first: tuple[Result, ...]
    weak: bool = False


def answer(plan: QueryPlan, now: datetime, most: int) -> Answer:
    """What readers of the plan's language find at `now` (aware), at most `most` records."""
    asked = Asked(plan=plan, locale=plan.locale, now=now, once=True, most=most)
    found = DatabaseEngine().find(asked)
    rows = SearchDocument.objects.for_cards().in_bulk(found.keys)
    first = tuple(result_of(rows[key]) for key in found.keys if key in rows)
    return Answer(counts_of((), {}, found.groups).total, first, found.weak)


def result_of(row: SearchDocument) -> Result:
    """The record of a document."""
    return Result(f"{row.record_type}:{row.record_id}", row.title, row.path)


def having(phrase: Phrase, language: str, now: datetime, most: int) -> Answer:
    """The public records whose words have a phrase of a synonym line."""
    draft = Draft(phrase.text)
    draft.add_phrase(phrase.tokens, CONCEPT, "concept")
    return answer(QueryPlan(phrase.text, language, (draft.group(),)), now, most)
