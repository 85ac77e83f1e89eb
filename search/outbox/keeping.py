"""Look after the index by the clock: build it where it is missing, mend it where it differs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from search.engines import client as elasticsearch
from search.engines.mapping import FINGERPRINT
from search.outbox import indexes, state
from search.outbox.building import AlreadyBuilding, build
from search.outbox.comparing import compare, mend, sums_agree
from search.outbox.models import PendingDocument
from search.outbox.projecting import attempt, send_everything

if TYPE_CHECKING:
    from datetime import datetime

    from elasticsearch import Elasticsearch

    from search.engines.mapping import IndexNames

__all__ = ["keep_index", "reconcile_index"]

UNUSABLE: Final = timedelta(minutes=5)
"""So long an index may be without its data, as while a server starts, before it is given up."""


def keep_index() -> None:
    """The frequent look: is there an index of this version of the site, and do its sums agree?"""
    attempt(lambda: _keep(elasticsearch.writing(), timezone.now()))


def reconcile_index() -> None:
    """The thorough look: every id and version."""
    attempt(lambda: reconcile(elasticsearch.writing()))


def reconcile(client: Elasticsearch) -> int:
    """Compare the live index with the table and send what differs; returns how much that was.

    Raises what the client raises, and NotTaken.
    """
    live = elasticsearch.names().live
    mended = mend(compare(client, live))
    state.keep(compared_at=timezone.now(), mended=mended)
    send_everything(client)
    # A document that somebody deleted from the index by hand left a newer version there, under
    # which no other is taken.
    if mended and len(compare(client, live)):
        _build(client)
    return mended


def _keep(client: Elasticsearch, now: datetime) -> int:
    names = elasticsearch.names()
    if _needs_building(client, names, now):
        return _build(client)
    if _says_nothing_waits() and not sums_agree(client, names.live):
        return reconcile(client)
    return 1


def _needs_building(client: Elasticsearch, names: IndexNames, now: datetime) -> bool:
    live = indexes.look(client, names).live
    if len(live) == 1 and not _is_lost(client, live[0], now):
        return indexes.fingerprint_of(client, live[0]) != FINGERPRINT
    # Nothing can be written to several indexes, or to one whose data is lost.
    indexes.drop(client, live)
    return True


def _is_lost(client: Elasticsearch, index: str, now: datetime) -> bool:
    """Whether an index has been without its data for long."""
    if client.cluster.health(index=index)["status"] != "red":
        if state.known().unusable_since:
            state.keep(unusable_since=None)
        return False
    since = state.known().unusable_since
    if since is None:
        state.keep(unusable_since=now)
    return since is not None and now - since > UNUSABLE


def _build(client: Elasticsearch) -> int:
    try:
        return build(client).documents
    except AlreadyBuilding:
        return 0


def _says_nothing_waits() -> bool:
    return not PendingDocument.objects.filter(problem="").exists()
