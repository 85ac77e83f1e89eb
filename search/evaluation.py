"""How well judged queries are answered: nDCG@10 with gain 2^grade - 1, and zero results."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol

from django.db.utils import ConnectionHandler

from search.analysis import analyse_document
from search.engines import database
from search.query import plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.query import QueryPlan

RUN_LENGTH = 100
DIGITS = 4


class Ranker(Protocol):
    """An index of judged documents."""

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first, at most RUN_LENGTH."""
        ...


class ScratchDatabase:
    """The database engine over a set of documents, in memory; never the site's database.

    Documents have the keys id, title, body, extra, address, area, phone.
    """

    def __init__(self, documents: Sequence[Mapping[str, str]]) -> None:
        self.documents = documents
        self.connection = ConnectionHandler(
            {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
        )["default"]
        database.create_table(self.connection)
        database.put(
            ((number, self.streams(row)) for number, row in enumerate(documents)),
            self.connection,
        )

    @staticmethod
    def streams(row: Mapping[str, str]) -> dict[str, str]:
        """The token streams of a document."""
        extra = "\n".join(row.get(name) or "" for name in ("extra", "address", "area"))
        found = analyse_document(row["title"], row.get("body") or "", extra, row.get("phone") or "")
        return dict(found.items())

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first, at most RUN_LENGTH."""
        for query in (
            database.by_groups(plan, self.connection),
            database.by_pairs(plan, self.connection),
        ):
            ranked = self._ranked(*query) if query else []
            if ranked:
                return ranked[:RUN_LENGTH]
        return []

    def _ranked(self, sql: str, values: Sequence[Any]) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = [(-score, self.documents[number]) for number, score in cursor.fetchall()]
        ordered = sorted(found, key=lambda hit: (hit[0], len(hit[1]["title"]), hit[1]["id"]))
        return [row["id"] for _score, row in ordered]

    def close(self) -> None:
        # Django's own close() spares databases in memory.
        self.connection.connection.close()


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
