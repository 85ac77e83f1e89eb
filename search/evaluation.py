"""How well judged queries are answered: nDCG@10 with gain 2^grade - 1, and zero results."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from search.correction import Vocabulary, correct, doubtful
from search.highlight import Marker
from search.models import SearchDocument
from search.query import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from search.query import QueryPlan

DIGITS = 4
TYPICAL: Final = (
    "介護 カフェ",
    "がっこうにいけない",
    "kaigo tsukareta",
    "help for my mother with dementia",
    "働きながら認知症の母の介護 お金がない 相談したい 大船",
    "おかあさんがにんちしょうになったけどしごとをやめたくない",
)
"""Queries as people type them, the longest ones that are usual among them: what a plan costs."""
FIRST: Final = 10
"""How many results of a query are judged."""
PARTS: Final = ("readings", "concepts", "bigrams", "correction")
"""What can be left out, to see what it brings."""


class Ranker(Protocol):
    """An index of judged documents."""

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first."""
        ...

    def close(self) -> None:
        """Take the index away."""
        ...


class Answer(NamedTuple):
    """The plan that was answered, and ids of documents, best first."""

    plan: QueryPlan
    found: list[str]


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Asks judged queries as the site asks those of its readers; `without` names some of PARTS."""

    concepts: Sequence[str] = ()
    areas: Sequence[str] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    without: frozenset[str] = frozenset()

    def ask(self, ranker: Ranker, query: str) -> Answer:
        """What a query finds, corrected where a word is in no document."""
        wanted = self._answered(ranker, query)
        return Answer(wanted, ranker.run(wanted))

    def _answered(self, ranker: Ranker, query: str) -> QueryPlan:
        wanted = self._plan(query)
        asked = None if "correction" in self.without else doubtful(wanted)
        if asked is None:
            return wanted
        correction = correct(wanted, present(ranker, asked), self.vocabulary, self._plan)
        return correction.plan if correction and correction.applied else wanted

    def _plan(self, query: str) -> QueryPlan:
        concepts = () if "concepts" in self.without else self.concepts
        return _only(plan(query, concepts, areas=self.areas), self.without)


def slowest_plan(
    concepts: Sequence[str], queries: Sequence[str] = TYPICAL, rounds: int = 20
) -> float:
    """Seconds from query to plan for the slowest of `queries`, each the best of `rounds`."""
    return max(_seconds(partial(plan, query, concepts), rounds) for query in queries)


def slowest_correction(vocabulary: Vocabulary, sounds: Sequence[str], rounds: int = 5) -> float:
    """Seconds to find the nearest word for the slowest of some sounds, each the best of `rounds`."""
    return max(_seconds(partial(vocabulary.nearest, sound), rounds) for sound in sounds)


def _seconds(do: Callable[[], object], rounds: int) -> float:
    times = []
    for _round in range(rounds):
        begin = time.perf_counter()
        do()
        times.append(time.perf_counter() - begin)
    return min(times)


def present(ranker: Ranker, asked: QueryPlan) -> tuple[bool, ...]:
    """Whether any document has each group of a plan."""
    return tuple(
        bool(ranker.run(replace(asked, groups=(group,), fallback=()))) for group in asked.groups
    )


def _only(plan: QueryPlan, without: frozenset[str]) -> QueryPlan:
    """A plan that does not look into the streams that are left out."""
    if not without & {"readings", "bigrams"}:
        return plan
    groups = tuple(
        replace(
            group,
            leaves=tuple(
                leaf for leaf in group.leaves if leaf.field.partition("_")[2] not in without
            ),
        )
        for group in plan.groups
    )
    fallback = () if "bigrams" in without else plan.fallback
    return replace(plan, groups=tuple(group for group in groups if group.leaves), fallback=fallback)


def answers_of(
    ranker: Ranker, queries: Sequence[Mapping[str, Any]], asker: Asker
) -> dict[str, Answer]:
    """{query id: its answer}."""
    return {row["id"]: asker.ask(ranker, row["query"]) for row in queries}


def runs_of(
    ranker: Ranker, queries: Sequence[Mapping[str, Any]], asker: Asker
) -> dict[str, list[str]]:
    """{query id: document ids, best first}."""
    return {key: answer.found for key, answer in answers_of(ranker, queries, asker).items()}


def highlighted(answers: Iterable[Answer], documents: Iterable[Mapping[str, str]]) -> float:
    """The part of the first ten results of each answer that carry a mark; 1 where none is found."""
    rows = {row["id"]: row for row in documents}
    marks = [
        _is_marked(marker, rows[key])
        for answer in answers
        for marker in [Marker(answer.plan)]
        for key in answer.found[:FIRST]
    ]
    return _mean(list(map(float, marks))) if marks else 1.0


def _is_marked(marker: Marker, row: Mapping[str, str]) -> bool:
    extra = "\n".join(row.get(name) or "" for name in ("extra", "address", "area"))
    document = SearchDocument(title=row["title"], body=row.get("body") or "", extra=extra)
    card = {"title": row["title"], "summary": "", "phone": row.get("phone") or ""}
    shown = marker.mark(card, document)
    return any(isinstance(text, list) for text in (shown["title"], shown["summary"]))


def figures(
    queries: Sequence[Mapping[str, Any]], runs: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """`ndcg10`, `zero_rate` and `by_phenomenon` over queries with an answer, `empty_with_hits`."""
    answered = [row for row in queries if row["expected"]]
    scores: dict[str, list[float]] = defaultdict(list)
    for row in answered:
        scores[row.get("phenomenon", "")].append(ndcg10(runs[row["id"]], row["expected"]))
    every = [score for part in scores.values() for score in part]
    return {
        "ndcg10": _mean(every),
        "zero_rate": _mean([float(not runs[row["id"]]) for row in answered]),
        "by_phenomenon": {name: _mean(part) for name, part in sorted(scores.items())},
        "empty_with_hits": sum(bool(runs[row["id"]]) for row in queries if not row["expected"]),
    }


def ndcg10(run: Sequence[str], grades: Mapping[str, int]) -> float:
    """The gain of the first ten as a part of the best that is possible; `grades` is not empty."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(key, 0) for key in run]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:FIRST]))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), DIGITS) if values else 0.0
