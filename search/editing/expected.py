"""「これが見つかるはず」: which rows hold right now, asked of the database engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from search.editing.answers import Answer, Result, answer, result_of
from search.models import ExpectedFind, SearchDocument
from search.query import plan
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

FAILING: Final = "search-expected-failing"


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a record of a row stands, from 1; None where it is not among the first `within`.

    `result` is None where no reader can find the record in any way: it is not public.
    """

    key: str
    rank: int | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row, and whether every record of it stands where it should."""

    row: ExpectedFind
    ranks: tuple[Rank, ...]
    answer: Answer

    @property
    def holds(self) -> bool:
        return all(rank.rank is not None for rank in self.ranks)


def verdicts(now: datetime) -> list[Verdict]:
    """Every row as it is at `now` (aware): first those that fail. What fails is remembered."""
    rows = list(ExpectedFind.objects.all())
    public = public_results({key for row in rows for key in row.records}, now)
    lines = concept_lines()
    judged = [verdict(row, lines, public, now) for row in rows]
    caches["shared"].set(FAILING, sum(not one.holds for one in judged))
    return sorted(judged, key=lambda one: one.holds)


def verdict(
    row: ExpectedFind, lines: Sequence[str], public: Mapping[str, Result], now: datetime
) -> Verdict:
    """A row read with synonym lines; `public` are the records that readers may see."""
    asked = plan(row.query, lines, row.locale, area_names(row.locale))
    found = answer(asked, now, row.within)
    places = {result.key: place for place, result in enumerate(found.first, start=1)}
    ranks = tuple(Rank(key, places.get(key), public.get(key)) for key in row.records)
    return Verdict(row, ranks, found)


def public_results(keys: Iterable[str], now: datetime) -> dict[str, Result]:
    """The records of these keys that readers may see, with their Japanese titles."""
    wanted = set(keys)
    ids = {key.partition(":")[2] for key in wanted}
    rows = SearchDocument.objects.public(now).filter(
        locale=settings.LANGUAGE_CODE, record_id__in=ids
    )
    found = map(result_of, rows.for_cards().order_by("-occurrence"))
    return {result.key: result for result in found if result.key in wanted}


def failing() -> int:
    """How many rows failed when they were run last; 0 where that is not known."""
    return caches["shared"].get(FAILING, 0)


def check_expected() -> None:
    """The periodic job: runs all rows, so that the first page of the admin can tell."""
    verdicts(timezone.now())
