"""A plan as Elasticsearch clauses that score with its constants, so that both engines agree.

Every score is a sum of integers and eighths below 2^20: exact in the 32-bit floats of Lucene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from search.leaves import Leaf, Match
from search.query import ALL_BONUS, PRESENT_BONUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.leaves import Group
    from search.query import QueryPlan

__all__ = ["Clause", "by_groups", "by_pairs", "present"]

type Clause = dict[str, Any]

TIE_BREAKER: Final = 1 / 8


def by_groups(plan: QueryPlan) -> Clause | None:
    """The groups of a plan; None where it has none. See `search.query` for the score."""
    match plan.groups:
        case ():
            return None
        case (group,):  # all there is, so that nothing is looked for twice
            return _group(group, PRESENT_BONUS + ALL_BONUS)
    groups = [_group(group, PRESENT_BONUS) for group in plan.groups]
    together = _worth(_bool(filter=present(plan)), ALL_BONUS)
    return _bool(should=[*groups, together], minimum_should_match=1)


def by_pairs(plan: QueryPlan) -> Clause | None:
    """The fallback of a plan; None where it has none."""
    if not plan.fallback:
        return None
    leaves = [_leaf(leaf) for leaf in plan.fallback]
    return _bool(should=leaves, minimum_should_match=plan.fallback_minimum)


def present(plan: QueryPlan) -> list[Clause]:
    """For each group of a plan, that a document has it."""
    return [_present(group) for group in plan.groups]


def _group(group: Group, bonus: int) -> Clause:
    best = {
        "dis_max": {"tie_breaker": TIE_BREAKER, "queries": [_leaf(leaf) for leaf in group.leaves]}
    }
    return _bool(must=[best], should=[_worth({"match_all": {}}, bonus)])


def _present(group: Group) -> Clause:
    return _bool(should=[_holds(leaf) for leaf in group.leaves], minimum_should_match=1)


def _leaf(leaf: Leaf) -> Clause:
    return _worth(_holds(leaf), leaf.weight)


def _holds(leaf: Leaf) -> Clause:
    if leaf.match is Match.PHRASE:
        return {"match_phrase": {leaf.field: " ".join(leaf.tokens)}}
    return {"prefix" if leaf.match is Match.PREFIX else "term": {leaf.field: leaf.tokens[0]}}


def _worth(clause: Clause, boost: int) -> Clause:
    return {"constant_score": {"filter": clause, "boost": boost}}


def _bool(**parts: Sequence[Clause] | int) -> Clause:
    return {"bool": parts}
