"""`python -m tests.notify.process hand_over|die|deliver`: a process of its own for the tests."""

from __future__ import annotations

import os
import sys
import time
from itertools import count

NOTICES = 250
DIES_AT = 130


def hand_over_all() -> None:
    from django.db import transaction
    from django.utils import timezone

    from notify.announcement import EVERYTHING, Announcement, Kind
    from notify.announcing import hand_over

    lists = frozenset({EVERYTHING})
    with transaction.atomic():
        hand_over(
            [Announcement(Kind.NEW, "fair", str(n), lists=lists) for n in range(NOTICES)],
            timezone.now(),
        )
        # As if the process were killed after the commit: nobody is asked to deliver.
        transaction.get_connection().run_on_commit.clear()


def deliver(dies_at: int = 0) -> None:
    """Every delivery writes a letter: a row that nobody else could write twice unseen."""
    from notify.channels import register_channel
    from notify.delivering import deliver_pending
    from notify.models import SubscriberList

    calls = count(1)

    def write_a_letter(notice, now) -> None:
        if next(calls) == dies_at:
            os._exit(9)
        time.sleep(0.002)
        name = f"{notice.record_id}-{os.getpid()}-{time.monotonic_ns()}"
        SubscriberList.objects.create(slug=name, kind="letter", key=notice.record_id)

    register_channel("letters", write_a_letter)
    deliver_pending()


def run(command: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    from notify import channels

    if command == "hand_over":
        channels.register_channel("letters", channels.to_feeds)
        hand_over_all()
    else:
        deliver(DIES_AT if command == "die" else 0)


if __name__ == "__main__":
    run(sys.argv[1])
