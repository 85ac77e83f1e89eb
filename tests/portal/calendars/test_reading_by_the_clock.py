"""The job reads calendars whose time has come, waits longer after failures, and stops with one mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal import tasks
from portal.calendars import keeping, mails
from portal.calendars.keeping import MOST_FAILURES, wait_after
from portal.models import CalendarEntry, GroupCalendar
from tests.factories import MemberFactory
from tests.portal.calendars.conftest import ADDRESS, read_again
from tests.portal.calendars.server import answer
from tests.portal.calendars.writing import calendar, event
from tests.portal.proposing import refusing_server

pytestmark = pytest.mark.django_db


def make_due() -> None:
    GroupCalendar.objects.update(next_read_at=timezone.now() - timedelta(minutes=1))


def test_a_calendar_is_read_when_its_time_has_come_and_not_before(kept, internet):
    before = len(internet.asked)
    tasks.read_calendars()
    assert len(internet.asked) == before
    make_due()
    tasks.read_calendars()
    assert len(internet.asked) == before + 1
    assert GroupCalendar.objects.get().next_read_at > timezone.now() + timedelta(hours=5)


def test_what_did_not_change_costs_a_line_and_is_read_whole_once_a_week(kept, internet):
    internet.pages["/group.ics"] = answer(calendar(event(summary="朝の会")), ETag='"v1"')
    read_again()
    internet.pages["/group.ics"] = answer(status=304)
    assert read_again() == ""
    assert internet.asked[-1][2]["if-none-match"] == '"v1"'
    assert CalendarEntry.objects.count() == 1
    assert GroupCalendar.objects.get().etag == '"v1"'
    read_again(timezone.now() + timedelta(days=8))
    assert "if-none-match" not in internet.asked[-1][2]


def test_another_address_is_read_without_the_validators_of_the_last(group, kept, internet):
    internet.pages["/group.ics"] = answer(calendar(), ETag='"v1"')
    read_again()
    keeping.save_address(group, ADDRESS, timezone.now())
    read_again()
    assert "if-none-match" not in internet.asked[-1][2]


def test_the_wait_doubles_up_to_two_days():
    assert [wait_after(n) // timedelta(hours=1) for n in (1, 2, 3, 4, 5, 8)] == [
        6, 12, 24, 48, 48, 48,
    ]  # fmt: skip


def test_a_failure_keeps_what_was_found(kept, internet):
    internet.pages["/group.ics"] = answer(status=500)
    assert read_again() == "status"
    row = GroupCalendar.objects.get()
    assert (row.failures, row.last_error, row.active) == (1, "status", True)
    assert CalendarEntry.objects.count() == 1


@pytest.fixture
def failing(kept, internet):
    internet.pages["/group.ics"] = answer(status=404)
    return internet


def fail_until_it_stops() -> None:
    for _time in range(MOST_FAILURES + 2):
        make_due()
        tasks.read_calendars()


def test_after_eight_failures_it_is_read_no_more_and_the_group_gets_one_mail(
    failing, member, phone, mailoutbox, django_capture_on_commit_callbacks
):
    MemberFactory(organization=member.organization, email="other@example.jp")
    MemberFactory(organization=member.organization, email="gone@example.jp", active=False)
    with django_capture_on_commit_callbacks(execute=True):
        fail_until_it_stops()
    row = GroupCalendar.objects.get()
    assert (row.active, row.failures) == (False, MOST_FAILURES)
    assert sorted(mail.to for mail in mailoutbox) == [["other@example.jp"], ["sato@example.jp"]]
    text = mailoutbox[0].body
    assert "そのアドレスにカレンダーがありません。" in text
    assert "/portal/calendar/" in text
    assert ADDRESS not in text
    assert "読みに行くのをやめています" in phone.get("/portal/").content.decode()
    assert "読みに行くのをやめています" in phone.get("/portal/calendar/").content.decode()


def test_reading_it_again_by_hand_starts_it_anew(failing, phone):
    fail_until_it_stops()
    failing.pages["/group.ics"] = answer(calendar(event()))
    phone.post("/portal/calendar/", {"act": "read"})
    row = GroupCalendar.objects.get()
    assert (row.active, row.failures, row.last_error) == (True, 0, "")


def test_a_mail_server_that_refuses_stops_nothing(
    failing, member, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(mails.EmailMessage, "send", refusing_server)
    with django_capture_on_commit_callbacks(execute=True):
        fail_until_it_stops()
    assert "was not sent: OSError" in caplog.text
    assert member.email not in caplog.text
    assert not GroupCalendar.objects.get().active


def test_one_calendar_that_fails_does_not_hold_up_the_others(failing, other_meetup):
    theirs = other_meetup.series.organizers.get()
    failing.pages["/theirs.ics"] = answer(calendar(event(summary="べつの朝")))
    keeping.save_address(theirs, ADDRESS.replace("group", "theirs"), timezone.now())
    make_due()
    tasks.read_calendars()
    assert CalendarEntry.objects.filter(summary="べつの朝").count() == 1


def test_a_run_ends_in_time_and_leaves_the_rest_to_the_next(kept, internet, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_SECONDS", 0.0)
    make_due()
    before = len(internet.asked)
    tasks.read_calendars()
    assert len(internet.asked) == before


def test_two_processes_do_not_read_the_same_calendar(kept, internet, monkeypatch):
    make_due()
    before = len(internet.asked)
    real = keeping.read

    def both(calendar, now):
        tasks.read_calendars()
        return real(calendar, now)

    monkeypatch.setattr(keeping, "read", both)
    tasks.read_calendars()
    assert len(internet.asked) == before + 1


def test_a_calendar_that_was_removed_while_it_was_read_stays_removed(kept, internet):
    row = GroupCalendar.objects.get()
    GroupCalendar.objects.all().delete()
    assert keeping.read(row, timezone.now()) is None
    internet.pages["/group.ics"] = answer(status=500)
    keeping.read(row, timezone.now())
    assert not GroupCalendar.objects.exists()


def test_an_answer_of_the_old_address_is_not_kept_for_the_new(group, kept, internet):
    old = GroupCalendar.objects.get()
    keeping.save_address(group, ADDRESS.replace("group", "new"), timezone.now())
    keeping.read(old, timezone.now() + timedelta(hours=1))
    row = GroupCalendar.objects.get()
    assert row.last_read_at < timezone.now()
    assert row.address.endswith("new.ics")


def test_a_calendar_cut_at_500_forgets_nothing(kept, internet):
    many = [event(uid=f"m{n}") for n in range(501)]
    internet.pages["/group.ics"] = answer(calendar(*many))
    read_again()
    assert CalendarEntry.objects.filter(uid="one@example.org").exists()
    assert GroupCalendar.objects.get().left_out["too_many"] == 1
