"""A group can never see or change anything of another: every address, every verb."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern
from wagtail.models import ModelLogEntry

from directory.models import Check
from events.models import Occurrence, OccurrenceChange, OrganizerAbsence
from portal.urls import urlpatterns
from tests.factories import MemberFactory, PlaceFactory, translated
from tests.portal.conftest import address, signed_in

pytestmark = pytest.mark.django_db
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
TYPED = {"reason": "天気のため", "theme": "のっとり"}
ACTIONS = ("", "cancel/", "restore/", "absent/")


def ask(client: Client, verb: str, path: str):
    return getattr(client, verb)(path, TYPED if verb == "post" else None)


def state() -> list[object]:
    rows = (Occurrence, OccurrenceChange, OrganizerAbsence, Check, ModelLogEntry)
    return [list(model.objects.order_by("pk").values()) for model in rows]


def test_these_tests_know_every_address_that_names_a_date():
    with_date = [str(url.pattern) for url in urlpatterns if "<slug:key>" in str(url.pattern)]
    assert all(isinstance(url, URLPattern) for url in urlpatterns)
    assert sorted(path.partition("<slug:key>/")[2] for path in with_date) == sorted(ACTIONS)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("action", ACTIONS)
def test_no_verb_reaches_a_date_of_another_group(phone, meetup, other_meetup, verb, action):
    before = state()
    answer = ask(phone, verb, address(other_meetup, action))
    assert answer.status_code in {404, 405}
    assert other_meetup.series.name not in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize("action", ACTIONS)
def test_a_date_of_another_group_looks_like_one_that_does_not_exist(phone, other_meetup, action):
    theirs = phone.post(address(other_meetup, action), TYPED)
    nowhere = phone.post(f"/portal/dates/nothing/2026-01-01/{action}", TYPED)
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content


@pytest.mark.parametrize("action", ACTIONS)
def test_the_own_series_gives_no_way_to_a_date_of_another(phone, meetup, other_meetup, action):
    OccurrenceChange.objects.create(
        series=other_meetup.series,
        original_date=other_meetup.original_date,
        kind="theme",
        theme="x",
    )
    before = list(Occurrence.objects.filter(series=other_meetup.series).values())
    phone.post(address(meetup, action), {**TYPED, "series_id": other_meetup.series.public_id})
    assert list(Occurrence.objects.filter(series=other_meetup.series).values()) == before
    assert OccurrenceChange.objects.filter(series=other_meetup.series).count() == 1


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_changes_anything_without_signing_in(meetup, verb, action):
    before = state()
    assert ask(Client(), verb, address(meetup, action)).status_code in {403, 405}
    assert state() == before


def test_the_desk_shows_nothing_of_another_group(phone, meetup, other_meetup):
    theirs = other_meetup.series.organizers.get()
    place = PlaceFactory(name="べつの家", organization=theirs)
    page = phone.get("/portal/").content.decode()
    for name in (other_meetup.series.name, theirs.name, place.name):
        assert name not in page
    assert "きょうだいの夜" in page


def test_a_meetup_that_is_not_public_is_not_on_the_desk(phone, meetup):
    meetup.series.unpublish()
    assert phone.get(address(meetup)).status_code == 404
    assert "きょうだいの夜" not in phone.get("/portal/").content.decode()


def test_a_member_taken_out_changes_nothing_any_more(phone, member, meetup):
    member.active = False
    member.save()
    before = state()
    assert phone.post(address(meetup, "cancel/"), TYPED).status_code == 403
    assert phone.post("/portal/confirm/").status_code == 403
    assert state() == before


def test_a_member_registered_with_a_translation_of_the_group_has_the_same_desk(group, meetup):
    english = translated(group, "en", name="Sound of Waves")
    phone = signed_in(MemberFactory(organization=english))
    assert "きょうだいの夜" in phone.get("/portal/").content.decode()
    phone.post("/portal/confirm/")
    assert Check.objects.get().by_organization == group


OPEN_TO_ALL = {"", "in/<str:token>/", "invited/<str:token>/", "out/"}
"""Signing in and out, and the link of an invitation."""
SAMPLES = {"int:pk": "1", "slug:record_type": "group"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_other_address_asks_a_stranger_to_sign_in(phone, meetup, verb):
    before = state()
    named = [str(url.pattern) for url in urlpatterns if str(url.pattern) not in OPEN_TO_ALL]
    for pattern in named:
        path = re.sub(r"<([^>]+)>", lambda found: SAMPLES.get(found[1], "naminooto"), pattern)
        answer = ask(Client(), verb, f"/portal/{path}")
        assert answer.status_code in {403, 405}, path
        assert meetup.series.name not in answer.content.decode()
        assert "no-store" in answer.headers.get("Cache-Control", "no-store")
    assert state() == before
