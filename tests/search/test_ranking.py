"""The quality of the ranking on judged queries, engine or no engine."""

import json
import math
from collections import defaultdict
from pathlib import Path

import pytest

from search.analysis import analyse_document
from search.query import plan
from search.scoring import ranked

SHARED = Path(__file__).resolve().parents[2] / "../shared/search"
AREAS = ("鎌倉", "腰越", "深沢", "大船", "玉縄")
FLOOR = 0.78
FLOORS = {"romaji": 0.95, "phone": 0.95, "width": 0.9, "kanavar": 0.85, "okuri": 0.9}

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the judged queries are not here")


def ndcg10(run: list[str], grades: dict[str, int]) -> float:
    """nDCG of the first ten with gain 2^grade - 1."""

    def gain(values: list[int]) -> float:
        return sum((2**value - 1) / math.log2(rank + 2) for rank, value in enumerate(values[:10]))

    return gain([grades.get(key, 0) for key in run]) / gain(sorted(grades.values(), reverse=True))


def test_the_development_queries_are_answered_well() -> None:
    documents = [
        (
            row["id"],
            row["title"],
            dict(
                analyse_document(
                    row["title"],
                    row["body"],
                    "\n".join((row["extra"], row["address"], row["area"])),
                    row["phone"],
                ).items()
            ),
        )
        for row in json.loads((SHARED / "documents.json").read_text())["documents"]
    ]
    figures: dict[str, list[float]] = defaultdict(list)
    for row in json.loads((SHARED / "queries-dev.json").read_text())["queries"]:
        run = ranked(plan(row["query"], areas=AREAS), documents)
        figures[row["phenomenon"]].append(ndcg10(run, row["expected"]))
    means = {name: sum(values) / len(values) for name, values in sorted(figures.items())}
    total = [value for values in figures.values() for value in values]
    report = f"nDCG@10 {sum(total) / len(total):.3f} {means}"
    assert sum(total) / len(total) >= FLOOR, report
    assert all(means[name] >= floor for name, floor in FLOORS.items()), report
