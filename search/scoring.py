"""The score of a plan on one document, leaf by leaf: the measure for engines and explanations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.leaves import Leaf, Match
from search.query import ALL_BONUS, PRESENT_BONUS, QueryPlan

__all__ = ["Explanation", "explain", "holds", "ranked"]

Streams = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document's score and, per group of the plan, the leaves that hold."""

    score: float
    found: tuple[tuple[str, tuple[Leaf, ...]], ...]


def holds(leaf: Leaf, streams: Streams) -> bool:
    """Whether a document's streams (field → tokens with single spaces) have a leaf."""
    stream = f" {streams.get(leaf.field, '')} "
    wanted = " ".join(leaf.tokens)
    return (f" {wanted}" if leaf.match is Match.PREFIX else f" {wanted} ") in stream


def explain(plan: QueryPlan, streams: Streams) -> Explanation | None:
    """The score of a document by the plan's groups; ``None`` where no group is present."""
    found = tuple(
        (group.text, tuple(leaf for leaf in group.leaves if holds(leaf, streams)))
        for group in plan.groups
    )
    present = [leaves for _, leaves in found if leaves]
    if not present:
        return None
    score = sum(PRESENT_BONUS + _alternatives(leaves) for leaves in present)
    return Explanation(score + (ALL_BONUS if len(present) == len(plan.groups) else 0), found)


def _alternatives(leaves: tuple[Leaf, ...]) -> float:
    weights = [leaf.weight for leaf in leaves]
    best = max(weights)
    return best + (sum(weights) - best) / 8


def ranked(plan: QueryPlan, documents: Iterable[tuple[str, str, Streams]]) -> list[str]:
    """Ids of the documents (id, title, streams) that a plan finds, best first."""
    scored = [(plan_score, title, key) for key, title, plan_score in _scores(plan, documents)]
    return [key for _, title, key in sorted(scored, key=lambda hit: (-hit[0], len(hit[1]), hit[2]))]


def _scores(
    plan: QueryPlan, documents: Iterable[tuple[str, str, Streams]]
) -> list[tuple[str, str, float]]:
    kept = list(documents)
    by_groups = [
        (key, title, found.score)
        for key, title, streams in kept
        if (found := explain(plan, streams)) is not None
    ]
    if by_groups:
        return by_groups
    by_pairs = []
    for key, title, streams in kept:
        weights = [leaf.weight for leaf in plan.fallback if holds(leaf, streams)]
        if len(weights) >= plan.fallback_minimum:
            by_pairs.append((key, title, float(sum(weights))))
    return by_pairs
