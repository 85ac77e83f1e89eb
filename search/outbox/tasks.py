"""What is done after a commit and by the clock; nothing where no Elasticsearch is configured."""

from __future__ import annotations

from django.tasks import task


@task
def project() -> None:
    """Sends what waits; in a request for a moment only, the rest is sent by the clock."""
    from search.outbox.projecting import project_waiting

    project_waiting()
