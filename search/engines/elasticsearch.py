"""Elasticsearch as an engine: the documents of the database engine in the same order, or no answer.

Readers never wait for it longer than a moment. Whoever asks gets `Unanswered` at once while it is
down, slow, missing its index, or behind, and the database answers instead. An outage is logged
once when it begins and once when it ends, in words that hold nothing of any query.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import Count
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError

from search.distance import square_degrees
from search.engines import client as clients
from search.engines.asking import Alike, Found, Order, Unanswered
from search.engines.breaker import Breaker
from search.engines.clauses import by_groups, by_pairs, present
from search.engines.mapping import DEEPEST, open_group
from search.engines.readiness import Expected, NotReady, Readiness
from search.engines.search_body import holdings, presence_body, search_body, shown_from
from search.models import SearchDocument
from search.outbox.models import PendingDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from search.engines.asking import Asked

__all__ = ["ElasticsearchEngine", "engine"]

logger = logging.getLogger(__name__)

SLOW_SHARE: Final = 0.4
"""An answer that takes longer, as a share of the time there is, is used; the next ones are the
database's for a while."""
THREADS: Final = 10
ANSWER: Final = ("timed_out", "hits.hits._id", "hits.hits.sort", "hits.hits.fields", "aggregations")
"""What is read of an answer."""

type Hit = Mapping[str, Any]
type Answer = Mapping[str, Any]


class ElasticsearchEngine:
    """The live index of the site.

    A search ends after `seconds`, with or without an answer. `clock` counts seconds and never goes
    back.
    """

    def __init__(
        self,
        seconds: float = clients.READING_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._clock = seconds, clock
        self._live = clients.names().live
        self._breaker = Breaker(clock=clock)
        self._readiness = Readiness(self._live, clock)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="elasticsearch")

    def find(self, asked: Asked) -> Found:
        """What the words and conditions find; raises Unanswered."""
        if asked.first + asked.most > DEEPEST:
            raise Unanswered("beyond what can be paged through")
        return self._answer(lambda client: self._find(client, asked))

    def present(self, asked: Asked) -> tuple[bool, ...]:
        """Whether any document has each group of the plan, conditions aside; raises Unanswered."""
        if not asked.plan.groups:
            return ()
        return self._answer(lambda client: self._present(client, asked))

    def _find(self, client: Elasticsearch, asked: Asked) -> Found:
        for words, weak in ((by_groups(asked.plan), False), (by_pairs(asked.plan), True)):
            if words is None:
                continue
            answer = self._search(client, search_body(asked, words))
            groups = _groups(asked, answer["aggregations"])
            if groups:
                return Found(_keys(asked, answer), groups, weak)
        return Found()

    def _present(self, client: Elasticsearch, asked: Asked) -> tuple[bool, ...]:
        answer = self._search(client, presence_body(asked, present(asked.plan)))
        buckets = answer["aggregations"]["groups"]["buckets"]
        return tuple(bucket["doc_count"] > 0 for bucket in buckets)

    def _search(self, client: Elasticsearch, body: dict[str, Any]) -> Answer:
        """One search; the site's own words for a search that took too long are those of a client."""
        answer = client.search(
            index=self._live,
            body=body,
            filter_path=ANSWER,
            allow_partial_search_results=False,
            # Every search names its instant, so no answer is ever asked for again.
            request_cache=False,
        ).body
        if answer["timed_out"]:
            raise TimeoutError
        return answer

    # Whether to ask at all, and for how long

    def _answer[T](self, work: Callable[[Elasticsearch], T]) -> T:
        """What `work` makes of the index in a reader's time; raises Unanswered."""
        if not self._breaker.allows():
            raise Unanswered("resting")
        started = self._clock()
        try:
            answer = self._in_time(work)
        except BadRequestError as error:
            logger.warning("Elasticsearch refused a search (%s).", error.error)
            raise Unanswered from error
        except (ApiError, TransportError, TimeoutError, NotReady) as error:
            self._rest(error)
            raise Unanswered from error
        if self._clock() - started > self._seconds * SLOW_SHARE:
            self._rest(TimeoutError())
        elif self._breaker.succeeded():
            logger.warning("Elasticsearch answers again.")
        return answer

    def _in_time[T](self, work: Callable[[Elasticsearch], T]) -> T:
        """Runs in a thread, since a name that is looked up or an answer that drips has no timeout."""
        expected = _expected() if self._readiness.is_due() else None

        def checked() -> T:
            client = clients.reading(self._seconds)
            if expected:
                self._readiness.check(client, expected)
            return work(client)

        return self._threads.submit(checked).result(timeout=self._seconds)

    def _rest(self, error: Exception) -> None:
        self._readiness.forget()
        if self._breaker.failed():
            logger.warning(
                "The database answers searches, Elasticsearch does not (%s).", _why(error)
            )


def _why(error: Exception) -> str:
    """The kind of an error; what servers say of it may hold the query."""
    if isinstance(error, ApiError):
        return f"{error.status_code} {error.error}"
    return str(error) if isinstance(error, NotReady) else type(error).__name__


def _expected() -> Expected:
    waiting = PendingDocument.objects.aggregate(Count("document_id", distinct=True))
    return Expected(SearchDocument.objects.count(), waiting["document_id__count"])


def _groups(asked: Asked, counted: Answer) -> list[Alike]:
    """The groups of an answer; raises Unanswered where there are too many to be told apart."""
    parts = (
        zip(holdings(asked.counted), counted["held"]["buckets"], strict=True)
        if asked.counted
        else [(frozenset[str](), counted)]
    )
    counts: Counter[tuple[str, str, frozenset[str], str]] = Counter()
    for holds, part in parts:
        if part["alike"]["sum_other_doc_count"]:
            raise Unanswered("too many groups")
        for bucket in part["alike"]["buckets"]:
            record_type, record, facets = open_group(bucket["key"])
            counts[record_type, facets, holds, record if asked.once else ""] += bucket["doc_count"]
    return [Alike(count, *group) for group, count in counts.items()]


def _keys(asked: Asked, answer: Answer) -> list[int]:
    hits: Sequence[Hit] = answer.get("hits", {}).get("hits", [])
    if asked.order is Order.NEAR:
        hits = sorted(hits, key=lambda hit: _distance(asked, hit))
    before = asked.first - shown_from(asked)
    return [int(hit["_id"]) for hit in hits[before : before + asked.most]]


def _distance(asked: Asked, hit: Hit) -> tuple[float, list[Any]]:
    """By what the database sorts; Elasticsearch keeps positions to a centimetre only."""
    _metres, *ties = hit["sort"]
    fields = hit.get("fields", {})
    if not (asked.near and "lat" in fields and "lng" in fields):
        return float("inf"), ties
    return square_degrees(asked.near, fields["lat"][0], fields["lng"][0]), ties


def engine() -> ElasticsearchEngine:
    """The engine of this process."""
    return _engine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)


@lru_cache(maxsize=1)
def _engine(url: str, prefix: str) -> ElasticsearchEngine:
    """A new one where the site's settings are others, which happens in tests only."""
    return ElasticsearchEngine()
