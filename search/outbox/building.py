"""A new index beside the live one: filled, told of what changes meanwhile, compared, switched to.

Readers are answered from the old index until the new one holds every document. Whatever breaks it
off, the old one stays; what is left over is taken away by the next building.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from search.engines import client as elasticsearch
from search.models import SearchDocument
from search.outbox import indexes, state
from search.outbox.comparing import compare, mend
from search.outbox.models import PendingDocument
from search.outbox.projecting import keep_refused, send_everything
from search.outbox.sending import MOST_DOCUMENTS, changes_of, send
from search.outbox.troubles import FAILURES, NotTaken

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

__all__ = ["AlreadyBuilding", "Built", "build"]

ROUNDS: Final = 10
"""How often the new index is brought in step before it is given up: each finds less than the last."""


class AlreadyBuilding(Exception):
    """Another process fills a new index."""


@dataclass(frozen=True, slots=True)
class Built:
    """The index that readers are answered from now, and how many documents it took and refused."""

    index: str
    documents: int
    refused: int
    seconds: float


def build(client: Elasticsearch) -> Built:
    """Fill a new index and have readers answered from it.

    Raises AlreadyBuilding, NotTaken where documents cannot be brought into it, and what the client
    raises; the live index is as before then.
    """
    builder = secrets.token_hex(8)
    if not state.claim(builder, timezone.now()):
        raise AlreadyBuilding
    try:
        return _Building(client, builder).run()
    finally:
        state.release(builder)


class _Building:
    def __init__(self, client: Elasticsearch, builder: str) -> None:
        self.client, self.builder = client, builder
        self.names = elasticsearch.names()

    def run(self) -> Built:
        begun = time.monotonic()
        self._clear_leftovers()
        index = indexes.create(self.client, self.names, timezone.now())
        try:
            refused = self._fill()
            self._bring_in_step()
            before = indexes.look(self.client, self.names).live
            indexes.switch(self.client, self.names, index)
        except BaseException:
            self._give_up(index)
            raise
        indexes.drop(self.client, before)
        # What another version of the site made the old index refuse may be welcome here.
        PendingDocument.objects.exclude(retry_at=None).update(retry_at=None)
        now = timezone.now()
        state.keep(built_at=now, compared_at=now, unusable_since=None, problem="")
        held = self.client.count(index=index)["count"]
        return Built(index, held, refused, time.monotonic() - begun)

    def _give_up(self, index: str) -> None:
        """Take the new index away, unless readers have it after all: an answer may get lost."""
        with suppress(*FAILURES):
            if index not in indexes.look(self.client, self.names).live:
                indexes.drop(self.client, (index,))

    def _clear_leftovers(self) -> None:
        found = indexes.look(self.client, self.names)
        indexes.drop(self.client, found.building + found.others)

    def _fill(self) -> int:
        """Copy all documents, by their key; returns how many were refused."""
        refused, last = 0, 0
        while batch := self._versions_after(last):
            self._go_on()
            changes = changes_of(batch)
            answers = send(self.client, [self.names.building], changes)
            keep_refused(
                answers.refused, {change.document_id: change.version for change in changes}
            )
            if answers.failed:
                raise NotTaken(next(iter(answers.failed.values())))
            refused += len(answers.refused)
            last = max(batch)
        return refused

    def _bring_in_step(self) -> None:
        """Send what changed meanwhile, until ids and versions agree but for what waits again."""
        for _round in range(ROUNDS):
            self._go_on()
            send_everything(self.client)
            if not mend(compare(self.client, self.names.building)):
                return
        raise NotTaken("新しい索引が、文書とそろいません。いまの索引をつかいつづけます。")

    def _go_on(self) -> None:
        if not state.hear(self.builder, timezone.now()):
            raise NotTaken("索引の作りなおしを、ほかの処理がはじめました。")

    @staticmethod
    def _versions_after(last: int) -> dict[int, int]:
        documents = SearchDocument.objects.filter(pk__gt=last).order_by("pk")
        return dict(documents.values_list("pk", "version")[:MOST_DOCUMENTS])
