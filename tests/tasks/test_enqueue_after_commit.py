import logging
from contextlib import suppress

import pytest
from django.db import transaction

from tests.tasks.jobs import fail, leave_note, leave_note_the_wagtail_way

pytestmark = pytest.mark.django_db


class ChangedMyMind(Exception):
    pass


@pytest.mark.parametrize("task", [leave_note, leave_note_the_wagtail_way])
def test_work_waits_for_the_commit_and_runs_here_without_a_broker(
    task, notes, lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        task.enqueue(str(notes), "saved")
        assert lines() == []
    assert lines() == [(True, "saved")]


@pytest.mark.parametrize("task", [leave_note, leave_note_the_wagtail_way])
def test_a_rolled_back_save_leaves_no_work_behind(
    task, notes, lines, django_capture_on_commit_callbacks
):
    with (
        django_capture_on_commit_callbacks(execute=True),
        suppress(ChangedMyMind),
        transaction.atomic(),
    ):
        task.enqueue(str(notes), "never saved")
        raise ChangedMyMind
    assert lines() == []


def test_the_same_work_asked_three_times_in_a_transaction_is_done_once(
    notes, lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for _ in range(3):
            leave_note.enqueue(str(notes), "place 7")
        leave_note.enqueue(str(notes), "place 8")
    assert lines() == [(True, "place 7"), (True, "place 8")]


def test_work_asked_again_outlives_the_rollback_of_the_first_request(
    notes, lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        with suppress(ChangedMyMind), transaction.atomic():
            leave_note.enqueue(str(notes), "place 7")
            raise ChangedMyMind
        leave_note.enqueue(str(notes), "place 7")
    assert lines() == [(True, "place 7")]


def test_work_asked_outside_stands_when_a_savepoint_inside_asks_again_and_is_undone(
    notes, lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        leave_note.enqueue(str(notes), "place 7")
        with suppress(ChangedMyMind), transaction.atomic():
            leave_note.enqueue(str(notes), "place 7")
            raise ChangedMyMind
    assert lines() == [(True, "place 7")]


def test_a_failing_task_is_logged_and_does_not_stop_the_next_one(
    notes, lines, caplog, django_capture_on_commit_callbacks
):
    with (
        caplog.at_level(logging.ERROR, "django_tasks"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        fail.enqueue()
        leave_note.enqueue(str(notes), "saved")
    assert lines() == [(True, "saved")]
    assert "tests.tasks.jobs.fail" in caplog.text


def test_arguments_that_json_cannot_carry_are_refused_when_they_are_enqueued():
    with pytest.raises(TypeError):
        leave_note.enqueue(object(), "saved")
