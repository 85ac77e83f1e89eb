"""What is asked, as the body of an Elasticsearch search.

The words and what readers may see are the query, which everything is counted by; the conditions of
the reader are a `post_filter`, which only chooses what is shown.
"""

from __future__ import annotations

from itertools import compress, product
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from search.engines.asking import OfType, OpenAt, Order, StartsWithin, Tagged
from search.engines.found_sql import OVERDUE_COSTS
from search.engines.mapping import instant, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from search.engines.asking import Asked, Condition, Point
    from search.engines.clauses import Clause

__all__ = ["BESIDE", "MOST_GROUPS", "holdings", "presence_body", "search_body", "shown_from"]

MOST_GROUPS: Final = 10_000
"""How many groups of documents are told apart to be counted; where there are more, nothing is."""
BESIDE: Final = 20
"""How many results on either side of a page are looked at where places are hardly nearer than others."""
TIES: Final = ("title_length", "record_type", "record_id", "occurrence")

type Body = dict[str, Any]


def search_body(asked: Asked, words: Clause) -> Body:
    """A search for a page of results and, of all that the words find, the groups to count by."""
    body: Body = {
        "query": _query(asked, words),
        "aggs": _groups(asked.counted),
        "size": 0,
        "_source": False,
        "track_total_hits": False,
    }
    return body | _page(asked) if asked.most else body


def presence_body(asked: Asked, groups: Sequence[Clause]) -> Body:
    """A search that only counts, for each group of the plan, what has it."""
    return {
        "query": {"bool": {"filter": _scope(asked)}},
        "aggs": {"groups": {"filters": {"filters": list(groups)}}},
        "size": 0,
        "track_total_hits": False,
    }


def shown_from(asked: Asked) -> int:
    """The first result that is fetched, counted from 0."""
    return max(0, asked.first - BESIDE) if asked.order is Order.NEAR else asked.first


def _query(asked: Asked, words: Clause) -> Clause:
    """In the order of fit, what nobody has checked in time lacks what everything else is given."""
    scope = _scope(asked)
    in_time = {"constant_score": {"filter": _in_time(asked.now), "boost": OVERDUE_COSTS}}
    match asked.order:
        case Order.FIT:
            return {"bool": {"must": [words], "filter": scope, "should": [in_time]}}
        case Order.NEXT:
            return {"bool": {"filter": [words, *scope], "should": [in_time]}}
        case Order.NEAR:
            return {"bool": {"filter": [words, *scope]}}


def _scope(asked: Asked) -> list[Clause]:
    """What is looked for, whatever the words."""
    readable: list[Clause] = [
        {"term": {"locale": asked.locale}},
        {"term": {"shown": instant(asked.now)}},
    ]
    return readable + ([{"terms": {"record_type": list(asked.types)}}] if asked.types else [])


def _in_time(now: datetime) -> Clause:
    late = {"range": {"assured_until": {"lt": timezone.localdate(now).isoformat()}}}
    return {"bool": {"must_not": [late]}}


def _page(asked: Asked) -> Body:
    first = shown_from(asked)
    beside = BESIDE if asked.order is Order.NEAR else 0
    page: Body = {
        "from": first,
        "size": asked.first - first + asked.most + beside,
        "sort": [*_order(asked), *({name: "asc"} for name in TIES)],
    }
    if asked.chosen:
        page["post_filter"] = {"bool": {"filter": list(map(_holding, asked.chosen))}}
    if asked.once:
        page["collapse"] = {"field": "record"}
    if asked.order is Order.NEAR:
        page["docvalue_fields"] = ["lat", "lng"]
    return page


def _order(asked: Asked) -> list[Clause]:
    match asked.order:
        case Order.FIT:
            return [{"_score": "desc"}]
        case Order.NEXT:
            return [{"next_day": "asc"}, {"_score": "desc"}, {"next_start": "asc"}]
        case Order.NEAR:
            return [_distance(asked.near)] if asked.near else []


def _distance(near: Point) -> Clause:
    point = {"lat": near.lat, "lon": near.lng}
    return {"_geo_distance": {"point": point, "unit": "m", "distance_type": "plane"}}


def _holding(condition: Condition) -> Clause:
    """The documents that hold a condition."""
    match condition:
        case Tagged(name, values):
            return {"terms": {"tags": [tag(name, value) for value in values]}}
        case OfType(types):
            return {"terms": {"record_type": list(types)}}
        case OpenAt(at):
            return {"term": {"open": instant(at)}}
        case StartsWithin(first, before):
            ends = {"gte": first, "lt": before}
            return {"range": {"next_start": {end: instant(at) for end, at in ends.items() if at}}}


def _groups(counted: Mapping[str, Condition]) -> dict[str, Clause]:
    """The groups of all that is found; where conditions are counted, for each of `holdings`."""
    alike: Clause = {"terms": {"field": "group", "size": MOST_GROUPS}}
    if not counted:
        return {"alike": alike}
    held = {name: _holding(condition) for name, condition in counted.items()}
    apart = [
        {
            "bool": {
                "filter": [clause for name, clause in held.items() if name in those],
                "must_not": [clause for name, clause in held.items() if name not in those],
            }
        }
        for those in holdings(counted)
    ]
    return {"held": {"filters": {"filters": apart}, "aggs": {"alike": alike}}}


def holdings(counted: Iterable[str]) -> list[frozenset[str]]:
    """Each way to hold some of the conditions and not the others, in the order of the answer."""
    kept = list(counted)
    return [frozenset(compress(kept, holds)) for holds in product((False, True), repeat=len(kept))]
