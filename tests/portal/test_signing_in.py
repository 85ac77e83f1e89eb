import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.links import HANDED_OUT, MAILED, make_link, use_link
from portal.mailing import LINKS_AN_HOUR
from portal.models import Member, SignInLink
from tests.factories import MemberFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
DESK = "/portal/"


@pytest.fixture
def link(member) -> str:
    return make_link(member, timezone.now())


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Asks for a link by mail, and lets the work after the answer be done."""

    def asked(email: str, client: Client | None = None):
        with django_capture_on_commit_callbacks(execute=True):
            return (client or Client()).post(DESK, {"email": email})

    return asked


def token_of(text: str) -> str:
    return re.search(r"/portal/in/([^/\s]+)/", text)[1]


def test_a_member_opens_the_link_presses_once_and_stands_at_the_desk(client, link):
    assert client.get(link).status_code == 200
    desk = client.post(link, follow=True)
    assert desk.redirect_chain == [(DESK, 302)]
    assert "なみのおと" in desk.content.decode()


def test_opening_a_link_spends_nothing_and_signs_nobody_in(client, link, no_writes):
    for _time in range(3):
        client.get(link)
        client.head(link)
    assert "こんにちは" not in client.get(DESK).content.decode()
    assert SignInLink.objects.get().used_at is None


def test_a_link_signs_in_once_and_then_says_that_it_was_used(link):
    assert Client().post(link).status_code == 302
    second = Client()
    for answer in (second.post(link), second.get(link)):
        assert answer.status_code == 410
        assert "もう使われています" in answer.content.decode()
        assert "新しいリンクをたのむ" in answer.content.decode()
    assert "portal" not in second.cookies


def test_a_used_link_leads_its_owner_to_the_desk(client, link):
    client.post(link)
    page = client.get(link).content.decode()
    assert "佐藤さんは、いま入っています" in page
    assert f'href="{DESK}"' in page


@pytest.mark.parametrize("span", [HANDED_OUT, MAILED])
def test_a_link_ends_when_its_time_is_over(member, span):
    made = timezone.now()
    token = token_of(make_link(member, made, span))
    assert use_link(token, made + span) is None
    assert use_link(token, made + span - timedelta(seconds=1)) == member


def test_a_late_link_says_so_and_offers_a_new_one(client, member):
    late = make_link(member, timezone.now() - MAILED, MAILED)
    answer = client.get(late)
    assert answer.status_code == 410
    assert "時間がすぎました" in answer.content.decode()
    assert 'type="email"' in answer.content.decode()


def test_a_cut_off_link_says_that_it_does_not_work(client, link):
    answer = client.get(link[:-5] + "/")
    assert answer.status_code == 410
    assert "途中で切れているか" in answer.content.decode()


def test_only_the_hash_of_a_link_is_kept(link):
    assert token_of(link) not in str(list(SignInLink.objects.values()))


def test_links_that_ended_long_ago_are_forgotten(member):
    make_link(member, timezone.now() - timedelta(days=60))
    make_link(member, timezone.now())
    assert SignInLink.objects.count() == 1


def test_a_known_address_gets_a_link_that_signs_in(member, ask, client):
    ask(" Sato@Example.JP ")
    (letter,) = mail.outbox
    assert letter.to == ["sato@example.jp"]
    assert "なみのおと" in letter.body
    assert client.post(f"/portal/in/{token_of(letter.body)}/").status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_mail(member, ask):
    known, unknown = ask("sato@example.jp"), ask("none@example.jp")
    assert known.status_code == unknown.status_code == 200
    assert known.content.decode().replace("sato", "none") == unknown.content.decode()
    assert len(mail.outbox) == 1


def test_a_member_taken_out_gets_no_mail(member, ask):
    Member.objects.update(active=False)
    ask("sato@example.jp")
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["sato@example.jp", "none@example.jp"])
def test_asking_too_often_within_the_hour_is_said_to_everyone_alike(member, ask, email):
    for _time in range(LINKS_AN_HOUR):
        assert ask(email).status_code == 200
    sent = len(mail.outbox)
    answer = ask(email.upper())
    assert answer.status_code == 429
    assert "すこし待ってください" in answer.content.decode()
    assert len(mail.outbox) == sent
    assert ask("third@example.jp").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "メールアドレスを書いてください"),
        ("sato@@example", "メールアドレスの形がちがうようです"),
    ],
)
def test_an_address_that_cannot_be_read_is_kept_and_explained(client, db, typed, sentence):
    answer = client.post(DESK, {"email": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed}"' in page or not typed


def test_taking_a_member_out_closes_the_desk_and_the_links_at_once(phone, member, link):
    Member.objects.update(active=False)
    assert "こんにちは" not in phone.get(DESK).content.decode()
    assert Client().post(link).status_code == 410


def test_a_new_mail_address_ends_the_sessions_and_links_of_the_old_one(phone, member, link):
    Member.objects.update(email="tanaka@example.jp")
    assert "こんにちは" not in phone.get(DESK).content.decode()
    assert Client().post(link).status_code == 410


def test_signing_out_ends_the_session_itself_and_not_only_its_cookie(phone):
    key = phone.cookies["portal"].value
    phone.get("/portal/out/")
    assert "こんにちは" in phone.get(DESK).content.decode()
    phone.post("/portal/out/")
    phone.cookies["portal"] = key
    assert "こんにちは" not in phone.get(DESK).content.decode()


def test_the_session_gets_a_new_key_and_the_old_one_ends(member):
    phone = signed_in(member)
    before = phone.cookies["portal"].value
    phone.post(make_link(member, timezone.now()))
    assert phone.cookies["portal"].value != before
    phone.cookies["portal"] = before
    assert "こんにちは" not in phone.get(DESK).content.decode()


def test_the_cookie_is_known_below_the_portal_only(client, link):
    cookie = client.post(link).cookies["portal"]
    assert cookie["path"] == DESK
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "sessionid" not in client.cookies


def test_the_session_of_staff_opens_no_desk(client, member, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("a", "sato@example.jp", "x"))
    client.cookies["portal"] = client.cookies["sessionid"].value
    assert "こんにちは" not in client.get(DESK).content.decode()


def test_a_session_of_the_portal_opens_no_admin(phone):
    phone.cookies["sessionid"] = phone.cookies["portal"].value
    assert phone.get("/admin/").status_code == 302


@pytest.mark.parametrize("path", [DESK, "/portal/in/x/", "/portal/dates/a/b/"])
def test_no_page_of_the_portal_is_kept_by_caches_or_listed_by_searches(phone, path):
    for answer in (phone.get(path), Client().get(path)):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_form_of_another_site_can_do_nothing(member, meetup):
    phone = Client(enforce_csrf_checks=True)
    link = make_link(member, timezone.now())
    answer = phone.post(link)
    assert answer.status_code == 403
    assert "何も変えていません" in answer.content.decode()
    assert SignInLink.objects.get().used_at is None


def test_several_members_of_a_group_stand_at_the_same_desk(group, member):
    second = MemberFactory(organization=group, name="田中")
    assert "こんにちは、田中さん" in signed_in(second).get(DESK).content.decode()
