"""No verb reaches the calendar of another group or one of its entries; and the staff see them."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.calendars import keeping
from portal.models import CalendarEntry, GroupCalendar, Proposal
from portal.urls import urlpatterns
from tests.portal.calendars.conftest import ADDRESS
from tests.portal.calendars.server import answer
from tests.portal.calendars.writing import calendar, event
from tests.portal.proposing import staff

pytestmark = pytest.mark.django_db
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
ACTS = ("take", "ignore", "back", "seen", "")
THEIRS = ADDRESS.replace("group", "theirs")


@pytest.fixture
def their_entry(other_meetup, internet) -> CalendarEntry:
    internet.pages["/theirs.ics"] = answer(calendar(event(summary="べつの朝")))
    row = keeping.save_address(other_meetup.series.organizers.get(), THEIRS, timezone.now())
    keeping.read(row, timezone.now())
    return CalendarEntry.objects.get()


def state() -> list[object]:
    rows = (GroupCalendar, CalendarEntry, Proposal)
    return [list(model.objects.order_by("pk").values()) for model in rows]


def ask(client: Client, verb: str, path: str, act: str):
    return getattr(client, verb)(path, {"act": act} if verb == "post" else None)


def test_these_tests_know_every_address_of_a_calendar():
    own = [str(url.pattern) for url in urlpatterns if "calendar" in str(url.pattern)]
    assert own == ["calendar/", "calendar/<int:pk>/"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_an_entry_of_another_group(phone, their_entry, verb, act):
    before = state()
    answered = ask(phone, verb, f"/portal/calendar/{their_entry.pk}/", act)
    assert answered.status_code in {404, 405}
    assert "べつの朝" not in answered.content.decode()
    assert state() == before


@pytest.mark.parametrize("act", ACTS)
def test_an_entry_of_another_group_looks_like_one_that_does_not_exist(phone, their_entry, act):
    theirs = ask(phone, "post", f"/portal/calendar/{their_entry.pk}/", act)
    nowhere = ask(phone, "post", "/portal/calendar/999999999/", act)
    assert theirs.content == nowhere.content


@pytest.mark.parametrize("act", ["read", "remove", "save"])
def test_the_own_page_leaves_the_calendar_of_another_alone(phone, their_entry, internet, act):
    before = [state(), len(internet.asked)]
    page = phone.post("/portal/calendar/", {"act": act, "address": "http://x"}).content.decode()
    assert [state(), len(internet.asked)] == before
    assert THEIRS not in page + phone.get("/portal/calendar/").content.decode()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("path", ["/portal/calendar/", "/portal/calendar/1/"])
def test_nobody_reads_or_changes_anything_without_signing_in(their_entry, verb, path):
    before = state()
    assert ask(Client(), verb, path, "remove").status_code in {403, 405}
    assert state() == before


def test_two_groups_may_give_the_same_address_and_decide_apart(phone, group, their_entry):
    row = keeping.save_address(group, THEIRS, timezone.now())
    keeping.read(row, timezone.now())
    own = CalendarEntry.objects.get(calendar=row)
    phone.post(f"/portal/calendar/{own.pk}/", {"act": "ignore"})
    their_entry.refresh_from_db()
    assert their_entry.decision == "waiting"


def test_moderators_see_the_address_and_may_have_it_left_alone(their_entry, client):
    client.force_login(staff("tanaka"))
    at = "/admin/snippets/portal/groupcalendar/"
    assert THEIRS in client.get(at).content.decode()
    row = GroupCalendar.objects.get()
    form = client.get(f"{at}edit/{row.pk}/")
    assert THEIRS in form.content.decode()
    client.post(f"{at}edit/{row.pk}/", {"address": "https://other.example/"})
    row.refresh_from_db()
    assert (row.active, row.address) == (False, THEIRS)
    assert client.get(f"{at}add/").status_code in {302, 403}


def test_editors_do_not_see_the_address(their_entry, client):
    client.force_login(staff("suzuki", role="編集"))
    answered = client.get("/admin/snippets/portal/groupcalendar/")
    assert THEIRS not in answered.content.decode()
