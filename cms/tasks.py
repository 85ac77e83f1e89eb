"""Background work. The only file that knows Celery.

Wagtail enqueues through the `django_tasks` package, this project through `django.tasks`; one
backend serves both. Work leaves the process after the commit that asked for it, once for each
task and arguments. Without a broker, or while it refuses, the work is done in the process.

Worker: `celery -A cms.tasks worker`; periodic work: `celery -A cms.tasks beat`.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time as clock_time
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from cms.base.waiting import somebody_waits
from cms.periodic import JOBS, TIME_ZONE, run_job

if TYPE_CHECKING:
    from celery import Celery
    from celery.schedules import crontab

    from cms.periodic import Job

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
logger = logging.getLogger(__name__)

BROKER_SECONDS = 1.0
SECONDS_BEFORE_THE_BROKER_IS_ASKED_AGAIN = 30.0


class TaskFailed(Exception):
    """Tells a Celery worker that a task failed; the traceback is in the log before it."""


class SiteTaskBackend(ImmediateBackend):
    """Enqueues after commit; `TASKS` names it for both packages."""

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        """Leaves the work to the commit; what is rolled back is never done.

        Raises TypeError for arguments that JSON cannot carry.
        """
        self.validate_task(task)
        work = Work(task.module_path, json.dumps([list(args), kwargs], sort_keys=True))
        asked = transaction.get_connection().run_on_commit
        # A request made in a savepoint that was undone is gone, and one that was released is undone
        # only together with this one: so an earlier request that waits stands in for this.
        if not any(
            earlier == work and not earlier.is_done for _savepoints, earlier, _robust in asked
        ):
            transaction.on_commit(work, robust=True)
        return self.result(task, args, kwargs)

    def result(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        """A result that has not started."""
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

    def run(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        """Does the work now; an error is logged and kept in the result."""
        result = self.result(task, args, kwargs)
        self._execute_task(result)
        return result


@dataclass(slots=True)
class Work:
    """One task with its arguments as JSON; equal work is the same work."""

    path: str
    arguments: str
    is_done: bool = field(default=False, compare=False)

    def __call__(self) -> None:
        """Hands the work to the broker, or does it here where there is none."""
        self.is_done = True
        if not broker.send(self):
            with somebody_waits():
                self.run()

    def run(self) -> TaskResult:
        """Does the work in this process."""
        task = import_string(self.path)
        args, kwargs = json.loads(self.arguments)
        return task.get_backend().run(task, args, kwargs)


class Broker:
    """The broker as one process sees it; a refusal is remembered, so it is paid for once."""

    def __init__(self, app: Celery | None) -> None:
        self.app = app
        self.refused_at: float | None = None

    def send(self, work: Work) -> bool:
        """Whether the broker took the work; False within about a second where it does not."""
        if self.app is None or self._refused_lately():
            return False
        from kombu.exceptions import OperationalError

        try:
            self.app.send_task(
                "cms.run_work", (work.path, work.arguments), retry=False, ignore_result=True
            )
        except (OperationalError, OSError):
            logger.exception("The broker refused; tasks are done in this process for a while.")
            self.refused_at = time.monotonic()
            return False
        return True

    def _refused_lately(self) -> bool:
        waited = time.monotonic() - (self.refused_at or 0.0)
        return self.refused_at is not None and waited < SECONDS_BEFORE_THE_BROKER_IS_ASKED_AGAIN


def run_work(path: str, arguments: str) -> None:
    """What a worker does with a message; raises `TaskFailed`."""
    if Work(path, arguments).run().status == TaskResultStatus.FAILED:
        raise TaskFailed(path)


def transport_options(broker_url: str) -> dict[str, Any]:
    """Short waits for every transport; the folders of a `filesystem:///folder` broker."""
    if urlsplit(broker_url).scheme == "filesystem":
        folder = urlsplit(broker_url).path
        messages = os.path.join(folder, "messages")
        os.makedirs(messages, exist_ok=True)
        control = os.path.join(folder, "control")
        return {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}
    return {
        "max_retries": 0,
        "socket_connect_timeout": BROKER_SECONDS,
        "socket_timeout": BROKER_SECONDS,
    }


def beat_schedule() -> dict[str, dict[str, Any]]:
    """The table of periodic jobs in Celery's form."""
    return {
        job.name: {
            "task": "cms.run_job",
            "schedule": _daily(job.when) if isinstance(job.when, clock_time) else job.when,
            "args": (job.name,),
            "options": _options(job),
        }
        for job in JOBS
    }


def _options(job: Job) -> dict[str, float]:
    """What comes round often does not heap up while no worker listens."""
    return {"expires": job.when.total_seconds()} if isinstance(job.when, timedelta) else {}


def _daily(at: clock_time) -> crontab:
    from celery.schedules import crontab

    return crontab(hour=at.hour, minute=at.minute)


def make_app(broker_url: str) -> Celery:
    """The Celery application for `broker_url`, with the worker's tasks and the beat schedule."""
    from celery import Celery

    app = Celery("cms", broker="filesystem://" if broker_url.startswith("file") else broker_url)
    app.conf.update(
        broker_connection_timeout=BROKER_SECONDS,
        broker_transport_options=transport_options(broker_url),
        broker_connection_retry_on_startup=True,
        task_publish_retry=False,
        task_ignore_result=True,
        task_acks_late=True,
        worker_hijack_root_logger=False,
        timezone=TIME_ZONE.key,
        beat_schedule=beat_schedule(),
    )
    app.task(name="cms.run_work")(run_work)
    app.task(name="cms.run_job")(run_job)
    return app


app = make_app(settings.CELERY_BROKER_URL) if settings.CELERY_BROKER_URL else None
broker = Broker(app)
