"""What waits is delivered: after a commit and by the clock, by any number of processes at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from notify.channels import channel_named, channel_names
from notify.models import Delivery

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

BATCH: Final = 100


@task
def deliver() -> None:
    """After a commit: delivers what was handed over."""
    deliver_pending()


def deliver_pending() -> int:
    """Deliver all that waits, each once; returns how many.

    A batch is held by one process: PostgreSQL lets the others pass over its rows, SQLite lets them
    wait. A process that is killed leaves its batch as it was. What a channel fails at is logged and
    waits for the next run.
    """
    count, done_with = 0, 0
    while True:
        with transaction.atomic():
            waiting = _waiting(done_with)
            now = timezone.now()
            sent = [row.pk for row in waiting if _sent(row, now)]
            Delivery.objects.filter(pk__in=sent).update(sent_at=now)
        count += len(sent)
        if not waiting:
            return count
        done_with = waiting[-1].pk


def _waiting(after: int) -> list[Delivery]:
    """The next batch in order, locked."""
    rows = Delivery.objects.filter(
        sent_at__isnull=True, channel__in=channel_names(), pk__gt=after
    ).order_by("pk")
    return list(
        rows.select_for_update(skip_locked=True, of=("self",)).select_related("notice")[:BATCH]
    )


def _sent(row: Delivery, now: datetime) -> bool:
    """Whether the channel took the notice; what it wrote before failing is undone."""
    channel = channel_named(row.channel)
    if channel is None:
        return False
    try:
        with transaction.atomic():
            channel(row.notice, now)
    except Exception:
        logger.exception("The channel %s failed at the notice %s.", row.channel, row.notice)
        return False
    return True
