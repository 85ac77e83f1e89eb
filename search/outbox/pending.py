"""Leave word of every change of a document, in its transaction; it is sent after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from cms.base import bulk
from search.outbox.models import PendingDocument
from search.outbox.tasks import project

if TYPE_CHECKING:
    from collections.abc import Iterable

type Versioned = tuple[int, int]
"""(document id, version)."""


def leave_word(documents: Iterable[Versioned]) -> None:
    """Keep documents for the index, in the transaction of the caller.

    Each with the version that it was given, or the last one of a document that is gone. Does
    nothing where no Elasticsearch is configured.
    """
    if not settings.ELASTICSEARCH_URL:
        return
    rows = [(document_id, version) for document_id, version in documents]
    if rows:
        pattern = PendingDocument(document_id=0, version=0, since=timezone.now())
        bulk.insert(PendingDocument, bulk.rows_like(pattern, ("document_id", "version"), rows))
        project.enqueue()
