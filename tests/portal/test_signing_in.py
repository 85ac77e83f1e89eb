import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Organization
from portal.links import LINK_DAYS, make_link, use_link
from portal.models import Member, SignInLink

pytestmark = pytest.mark.django_db
DESK = "/portal/"


@pytest.fixture
def member() -> Member:
    group = Organization(name="あおばの会", kind="peer")
    group.save()
    return Member.objects.create(organization=group, name="佐藤", email="sato@example.jp")


@pytest.fixture
def link(member) -> str:
    return make_link(member, timezone.now())


def token_of(link: str) -> str:
    return re.search(r"/in/([^/]+)/$", link)[1]


def press(client: Client, link: str):
    return client.post(reverse("portal:sign_in", args=[token_of(link)]), follow=True)


def test_a_member_opens_the_link_presses_once_and_stands_at_the_desk(client, link):
    assert client.get(link).status_code == 200
    desk = press(client, link)
    assert desk.redirect_chain == [(DESK, 302)]
    assert "あおばの会" in desk.content.decode()


def test_a_mail_program_that_opens_the_link_does_not_spend_it(client, link):
    client.get(link)
    client.get(link)
    assert press(client, link).status_code == 200


def test_a_link_signs_in_once(link):
    assert press(Client(), link).status_code == 200
    second = Client()
    assert press(second, link).status_code == 410
    assert second.get(link).status_code == 410
    assert second.get(DESK).status_code == 403


def test_a_link_ends_after_seven_days(member):
    made = timezone.now()
    token = token_of(make_link(member, made))
    assert use_link(token, made + timedelta(days=LINK_DAYS)) is None
    assert use_link(token, made + timedelta(days=LINK_DAYS, seconds=-1)) == member


def test_only_the_hash_of_a_link_is_kept(link):
    assert token_of(link) not in str(list(SignInLink.objects.values()))


def test_taking_a_member_out_closes_the_desk_and_the_links_at_once(client, member, link):
    press(client, link)
    fresh = make_link(member, timezone.now())
    member.active = False
    member.save()
    assert client.get(DESK).status_code == 403
    assert press(Client(), fresh).status_code == 410


def test_signing_out_ends_the_session(client, link):
    press(client, link)
    client.post(reverse("portal:sign_out"))
    assert client.get(DESK).status_code == 403


def test_a_stranger_sees_no_desk_and_gets_no_cookie(client):
    answer = client.get(DESK)
    assert answer.status_code == 403
    assert not answer.cookies


def test_the_page_of_a_link_hands_its_address_to_nobody(client, link):
    answer = client.get(link)
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
