"""How well judged queries are answered: nDCG@10 with gain 2^grade - 1, and zero results."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol

from search.query import plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.query import QueryPlan

DIGITS = 4


class Ranker(Protocol):
    """An index of judged documents."""

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first."""
        ...

    def close(self) -> None:
        """Take the index away."""
        ...


def runs_of(
    ranker: Ranker,
    queries: Sequence[Mapping[str, Any]],
    concepts: Sequence[str],
    areas: Sequence[str],
) -> dict[str, list[str]]:
    """{query id: document ids, best first}."""
    return {row["id"]: ranker.run(plan(row["query"], concepts, areas=areas)) for row in queries}


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
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), DIGITS) if values else 0.0
