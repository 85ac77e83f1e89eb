"""A member says from the phone that a place is closed, or different, until a day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.models import TemporaryStatus
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
FORM = "/portal/notice/place/nami/"


@pytest.fixture
def place(group):
    return PlaceFactory(name="なみの家", public_id="nami", organization=group)


@pytest.fixture
def today():
    return timezone.localdate()


def typed(today, **changed):
    words = {
        "kind": "closed",
        "message": "台風のため休みます",
        "starts_on": today,
        "ends_on": today,
    }
    return words | changed


def test_a_closure_stands_at_once(phone, client, place, today):
    page = phone.get(FORM).content.decode()
    assert page.count(f'value="{today.isoformat()}"') == 2
    answer = phone.post(FORM, typed(today), follow=True).content.decode()
    assert "もう出ています" in answer
    for path in ("/places/", "/places/nami/", "/search/?q=なみの家"):
        read = client.get(path).content.decode()
        assert "台風のため休みます" in read, path
        assert "臨時休み" in read, path
    entry = ModelLogEntry.objects.get(action="portal.notice")
    assert "佐藤" in entry.message


def test_it_is_taken_back_with_one_press(phone, client, place, today):
    phone.post(FORM, typed(today, ends_on=today + timedelta(days=5), kind="alert"))
    status = TemporaryStatus.objects.get()
    assert "終わりにする" in phone.get("/portal/").content.decode()
    assert phone.get(f"/portal/notices/{status.pk}/end/").status_code == 302
    assert "台風" in client.get("/places/").content.decode()
    page = phone.post(f"/portal/notices/{status.pk}/end/", follow=True).content.decode()
    assert "終わりにしました" in page
    assert "台風" not in client.get("/places/").content.decode()
    assert phone.post(f"/portal/notices/{status.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": ""}, "終わりの日を書いてください"),
        ({"ends_on": "あした"}, "終わりの日が読み取れません"),
        ({"ends_on": -1}, "同じか、あとの日にしてください"),
        ({"starts_on": -9, "ends_on": -2}, "もうすぎています"),
        ({"ends_on": 400}, "1年より長い"),
        ({"message": ""}, "伝えることを書いてください"),
        ({"message": "あ" * 201}, "200字までです"),
        ({"kind": "x"}, ""),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(phone, place, today, changed, sentence):
    days = {
        name: (today + timedelta(days=value)).isoformat() if isinstance(value, int) else value
        for name, value in changed.items()
    }
    answer = phone.post(FORM, typed(today, **days))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "message" not in changed:
        assert "台風のため休みます" in answer.content.decode()
    assert not TemporaryStatus.objects.exists()


def test_places_of_others_and_drafts_are_out_of_reach(phone, place, group, today):
    PlaceFactory(public_id="other")
    PlaceFactory(public_id="draft", organization=group, live=False)
    for path in ("/portal/notice/place/other/", "/portal/notice/place/draft/",
                 "/portal/notice/benefit/nami/", "/portal/notice/event/nami/"):  # fmt: skip
        assert phone.get(path).status_code == 404
        assert phone.post(path, typed(today)).status_code == 404
    others = TemporaryStatus.objects.create(
        record_type="place", record_id="other", message="休み", starts_on=today, ends_on=today
    )
    assert phone.post(f"/portal/notices/{others.pk}/end/").status_code == 404
    assert TemporaryStatus.objects.active(today).count() == 1


def test_a_stranger_is_asked_to_sign_in_and_loses_no_words(place, today):
    answer = Client().post(FORM, typed(today))
    assert answer.status_code == 403
    assert "台風のため休みます" in answer.content.decode()


def test_the_group_itself_can_tell_too(phone, client, group, today):
    phone.post(
        "/portal/notice/group/naminooto/", typed(today, kind="alert", message="場所が変わります")
    )
    for path in ("/groups/", "/groups/naminooto/", "/search/?q=なみのおと"):
        assert "場所が変わります" in client.get(path).content.decode(), path
