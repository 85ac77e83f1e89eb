"""Work that comes round by the clock: one table for `manage.py periodic` and for Celery beat."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db import close_old_connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

TIME_ZONE = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Job:
    """`path` names a function without arguments; running it twice must do no harm.

    `when` is the time between two runs, or the time of day (Asia/Tokyo) of a daily run.
    """

    name: str
    path: str
    when: timedelta | time

    def next_after(self, now: datetime) -> datetime:
        """The next time it is due after `now` (aware)."""
        if isinstance(self.when, timedelta):
            return now + self.when
        due = datetime.combine(now.astimezone(TIME_ZONE).date(), self.when, TIME_ZONE)
        return due if due > now else due + timedelta(days=1)


JOBS: tuple[Job, ...] = (
    Job("publish_scheduled", "cms.periodic.publish_scheduled", timedelta(minutes=1)),
    Job("work_on_imports", "directory.tasks.work_on_imports", timedelta(seconds=5)),
    Job("keep_index", "search.outbox.tasks.keep_index", timedelta(minutes=1)),
    Job("project_waiting", "search.outbox.tasks.project_waiting", timedelta(seconds=10)),
    Job(
        "refresh_vocabularies",
        "search.correcting.keeping.refresh_vocabularies",
        timedelta(minutes=10),
    ),
    Job("announce_published", "events.tasks.announce_published", timedelta(minutes=1)),
    Job("deliver_notices", "notify.delivering.deliver_pending", timedelta(seconds=30)),
    Job("read_calendars", "portal.tasks.read_calendars", timedelta(minutes=15)),
    Job("mail_untold", "portal.proposing.mails.mail_untold", timedelta(minutes=15)),
    Job("forward_messages", "portal.network.neighbours.send_again", timedelta(minutes=15)),
    Job("settle_index", "search.engines.settling.settle_index", timedelta(minutes=10)),
    Job("extend_dates", "events.tasks.extend_dates", time(0, 5)),
    Job("refresh_documents", "search.rebuilding.refresh_documents", time(0, 10)),
    Job("reconcile_index", "search.outbox.tasks.reconcile_index", time(1, 10)),
    Job("index_for_staff", "search.admin_search.tasks.index_all", time(0, 20)),
    Job("store_unanswered", "search.unanswered.store_unanswered", timedelta(minutes=1)),
    Job("forget_unanswered", "search.unanswered.forget_unanswered", time(4, 0)),
    Job("check_expected", "search.editing.expected.check_expected", timedelta(hours=1)),
    Job("ask_for_confirmation", "directory.asking.ask_for_confirmation", time(9, 30)),
    Job("forget_imports", "directory.tasks.forget_imports", time(3, 50)),
    Job("forget_network", "portal.tasks.forget_network", time(3, 45)),
    Job("clear_sessions", "cms.periodic.clear_sessions", time(3, 40)),
)


def publish_scheduled() -> None:
    """Publishes and expires the pages and records whose time has come."""
    call_command("publish_scheduled", verbosity=0)


def clear_sessions() -> None:
    """Forgets the staff sessions that have ended."""
    call_command("clearsessions", verbosity=0)


def run_job(name: str) -> None:
    """Runs the job called `name`; raises KeyError for an unknown one, and what the job raises."""
    jobs = {job.name: job for job in JOBS}
    import_string(jobs[name].path)()


class Clockwork:
    """Which jobs are due; every job is due at the start, since nobody knows when it last ran."""

    def __init__(self, jobs: tuple[Job, ...], now: datetime) -> None:
        self._due = dict.fromkeys(jobs, now)

    def run_due(self, now: datetime) -> list[str]:
        """Runs what is due at `now`; a failing job is logged and comes round again."""
        done = []
        for job in [job for job, due in self._due.items() if due <= now]:
            self._due[job] = job.next_after(now)
            done.append(job.name)
            close_old_connections()
            try:
                import_string(job.path)()
            except Exception:
                logger.exception("The periodic job %s failed.", job.name)
        return done
