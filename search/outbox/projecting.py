"""Send Elasticsearch what waits for it: after every commit for a moment, by the clock until the end.

First the waiting rows are read, then which indexes there are, then the documents. So an index that
a rebuild begins to fill is either told of a change here, or reads the document after that change.
Several processes may send the same at once: every change carries its version.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from django.db.models import Q
from django.utils import timezone

from cms.base import waiting
from search.engines import client as elasticsearch
from search.engines.breaker import Breaker
from search.outbox import state
from search.outbox.indexes import look
from search.outbox.models import PendingDocument
from search.outbox.sending import MOST_DOCUMENTS, changes_of, send
from search.outbox.troubles import FAILURES, TWO_LIVE, NotTaken, in_words, of_status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from elasticsearch import Elasticsearch

    class Way(Protocol):
        """Does something with Elasticsearch in the time there is, and returns what came of it."""

        def __call__[T](self, work: Callable[[Elasticsearch], T]) -> T: ...


__all__ = ["attempt", "keep_refused", "project_waiting", "send_everything"]

logger = logging.getLogger(__name__)

FEW_DOCUMENTS: Final = 50
"""Sent in one request while somebody waits, so that time is not over in the middle of one."""
LEAST_SECONDS: Final = 0.2
"""Less is not worth beginning with."""
SHORTEST_WAIT: Final = 0.05
REFUSED_AGAIN_AFTER: Final = timedelta(hours=1)

THREADS: Final = 4

threads = ThreadPoolExecutor(THREADS, thread_name_prefix="outbox")
breaker = Breaker()
"""Of what is sent while somebody waits; the clock sends whatever it says."""


def project_waiting() -> None:
    """Send what waits; a failure is kept for the staff to see, and the rest waits on."""
    with waiting.patience() as seconds:
        if seconds is None:
            attempt(lambda: send_everything(elasticsearch.writing()))
        elif seconds > LEAST_SECONDS and breaker.allows():
            attempt(lambda: _send_for(seconds))


def attempt(work: Callable[[], int]) -> None:
    """Do something with Elasticsearch that returns how much it did; a failure is kept for staff."""
    try:
        done = work()
    except (*FAILURES, NotTaken) as error:
        if breaker.failed():
            logger.warning("Documents wait: %s (%s)", in_words(error), type(error).__name__)
        state.note_failure(in_words(error), timezone.now())
        return
    if done:
        breaker.succeeded()
        state.note_success()


def send_everything(client: Elasticsearch) -> int:
    """Send until nothing waits; returns how many changes were sent.

    Raises what the client raises, and NotTaken for what the index did not take.
    """
    return _send(lambda work: work(client), MOST_DOCUMENTS, lambda: True)


def _send_for(seconds: float) -> int:
    """Like `send_everything`, but leaves what there is no time for; raises TimeoutError too."""
    deadline = time.monotonic() + seconds

    def left() -> float:
        return deadline - time.monotonic()

    def in_time[T](work: Callable[[Elasticsearch], T]) -> T:
        # In a thread, since an answer that drips, or a name that is looked up, has no timeout.
        patience = max(left(), SHORTEST_WAIT)
        client = elasticsearch.writing().options(request_timeout=patience)
        return threads.submit(work, client).result(timeout=patience)

    return _send(in_time, FEW_DOCUMENTS, lambda: left() > LEAST_SECONDS)


def _send(way: Way, most: int, may_go_on: Callable[[], bool]) -> int:
    sent = 0
    while may_go_on() and (batch := _waiting_batch(most)).versions:
        sent += _send_batch(way, batch)
    return sent


@dataclass(frozen=True, slots=True)
class Batch:
    """Waiting rows: the last version of each document, and the rows that speak of it."""

    versions: dict[int, int]
    rows: dict[int, list[int]]


def _waiting_batch(most: int) -> Batch:
    """The documents that wait longest, with all their rows."""
    now = timezone.now()
    due = PendingDocument.objects.filter(Q(retry_at=None) | Q(retry_at__lte=now)).order_by("pk")
    rows = PendingDocument.objects.filter(document_id__in=due.values("document_id")[:most])
    batch = Batch({}, defaultdict(list))
    for pk, document_id, version in rows.values_list("pk", "document_id", "version"):
        batch.versions[document_id] = max(version, batch.versions.get(document_id, 0))
        batch.rows[document_id].append(pk)
    return batch


def _send_batch(way: Way, batch: Batch) -> int:
    aliases = way(_aliases)
    changes = changes_of(batch.versions)
    answers = way(lambda client: send(client, aliases, changes))
    PendingDocument.objects.filter(
        pk__in=[pk for document_id in answers.done for pk in batch.rows[document_id]]
    ).delete()
    keep_refused(answers.refused, {change.document_id: change.version for change in changes})
    if answers.failed:
        raise NotTaken(next(iter(answers.failed.values())))
    return len(changes)


def _aliases(client: Elasticsearch) -> list[str]:
    """Where changes are to go; NotTaken where there is nothing to write to."""
    names = elasticsearch.names()
    found = look(client, names)
    if len(found.live) > 1:
        raise NotTaken(TWO_LIVE)
    there = ((names.live, found.live), (names.building, found.building))
    aliases = [alias for alias, indexes in there if indexes]
    if not aliases:
        raise NotTaken(of_status(404))
    return aliases


def keep_refused(refused: Mapping[int, str], versions: Mapping[int, int]) -> None:
    """Keep documents that Elasticsearch will not take as they are, with its reason.

    `versions` are those that were sent; a later one is sent at once.
    """
    retry_at = timezone.now() + REFUSED_AGAIN_AFTER
    for document_id, problem in refused.items():
        version = versions[document_id]
        rows = PendingDocument.objects.filter(document_id=document_id, version__lte=version)
        if not rows.update(problem=problem, retry_at=retry_at):
            PendingDocument.objects.create(
                document_id=document_id,
                version=version,
                since=timezone.now(),
                problem=problem,
                retry_at=retry_at,
            )
