"""Two groups that know each other, each with somebody at its desk."""

import pytest
from django.test import Client

from portal.models import BoardPost, Member
from tests.factories import MemberFactory, OrganizationFactory
from tests.portal.conftest import signed_in

POST = {
    "kind": "ask",
    "title": "折りたたみいすを貸してください",
    "words": "12月の会で10脚使いたいです。",
    "days": "30",
}


@pytest.fixture
def other(locales) -> Member:
    group = OrganizationFactory(name="べつの会", public_id="betsu", kana="べつのかい")
    return MemberFactory(organization=group, name="鈴木", email="suzuki@example.jp")


@pytest.fixture
def their_phone(other) -> Client:
    return signed_in(other)


@pytest.fixture
def post(phone) -> BoardPost:
    """What the first group wrote on the board."""
    assert phone.post("/portal/board/new/", POST).status_code == 302
    return BoardPost.objects.get()


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()
