import logging
from datetime import UTC, datetime, time, timedelta

import pytest
from celery.schedules import crontab
from django.utils.module_loading import import_string

from cms import tasks
from cms.periodic import JOBS, Clockwork, Job

NOON = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)  # 12:00 in Tokyo
ran: list[str] = []


def count() -> None:
    ran.append("count")


def break_down() -> None:
    raise RuntimeError("broken on purpose")


MINUTELY = Job("minutely", f"{__name__}.count", timedelta(minutes=1))
BROKEN = Job("broken", f"{__name__}.break_down", timedelta(minutes=1))


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (time(12, 1), datetime(2026, 5, 1, 3, 1, tzinfo=UTC)),
        (time(12, 0), datetime(2026, 5, 2, 3, 0, tzinfo=UTC)),
        (time(3, 40), datetime(2026, 5, 1, 18, 40, tzinfo=UTC)),
    ],
)
def test_a_daily_job_is_due_at_its_time_in_tokyo(at, due):
    assert Job("daily", "x", at).next_after(NOON) == due


@pytest.mark.django_db
def test_a_job_runs_at_the_start_and_then_when_its_time_has_come():
    ran.clear()
    clockwork = Clockwork((MINUTELY,), NOON)
    assert clockwork.run_due(NOON) == ["minutely"]
    assert clockwork.run_due(NOON + timedelta(seconds=59)) == []
    assert clockwork.run_due(NOON + timedelta(seconds=60)) == ["minutely"]
    assert len(ran) == 2


@pytest.mark.django_db
def test_a_failing_job_is_logged_and_the_others_still_run(caplog):
    ran.clear()
    with caplog.at_level(logging.ERROR, "cms.periodic"):
        Clockwork((BROKEN, MINUTELY), NOON).run_due(NOON)
    assert ran == ["count"]
    assert "broken" in caplog.text


def test_beat_has_the_same_table_and_times():
    schedule = tasks.beat_schedule()
    assert set(schedule) == {job.name for job in JOBS}
    for job in JOBS:
        entry = schedule[job.name]["schedule"]
        if isinstance(job.when, timedelta):
            assert entry == job.when
        else:
            assert entry == crontab(hour=job.when.hour, minute=job.when.minute)


def test_messages_of_jobs_that_come_round_often_do_not_heap_up():
    schedule = tasks.beat_schedule()
    assert schedule["work_on_imports"]["options"]["expires"] == 5.0
    assert schedule["clear_sessions"]["options"] == {}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_each_job_names_a_function_that_exists(job):
    assert callable(import_string(job.path))


@pytest.mark.django_db
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_each_job_can_run_twice(job):
    import_string(job.path)()
    import_string(job.path)()
