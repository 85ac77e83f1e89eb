"""What is done after a commit and by the clock; nothing where no Elasticsearch is configured.

The client is loaded only then: a site without Elasticsearch spends neither time nor memory on it.
"""

from __future__ import annotations

from django.conf import settings
from django.tasks import task

__all__ = ["keep_index", "project", "project_waiting", "reconcile_index"]


def project_waiting() -> None:
    """Sends what waits."""
    if settings.ELASTICSEARCH_URL:
        from search.outbox import projecting

        projecting.project_waiting()


@task
def project() -> None:
    """Sends what waits: where somebody waits too, for a moment only; the clock sends the rest."""
    project_waiting()


def keep_index() -> None:
    """Builds the index where it is missing, and mends one whose sums do not agree."""
    if settings.ELASTICSEARCH_URL:
        from search.outbox import keeping

        keeping.keep_index()


def reconcile_index() -> None:
    """Compares every id and version, and mends what differs."""
    if settings.ELASTICSEARCH_URL:
        from search.outbox import keeping

        keeping.reconcile_index()
