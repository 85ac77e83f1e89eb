"""Several members of one group: inviting, joining by the link, handing over, leaving."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.models import Invitation, Member
from tests.factories import MemberFactory, OrganizationFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/portal/members/"
YUI = {"name": "ゆい", "email": "yui@example.jp"}


@pytest.fixture
def invite(phone, django_capture_on_commit_callbacks):
    """Sends an invitation as the member; the address of its link, "" where the mail has none."""

    def send(**words: str) -> str:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = phone.post(PAGE, YUI | words)
        assert answer.status_code == 302
        found = re.search(r"/portal/invited/\S+", mail.outbox[-1].body)
        return found[0] if found else ""

    return send


def names(group) -> list[str]:
    return sorted(Member.objects.filter(organization=group).values_list("name", flat=True))


def test_who_is_invited_joins_at_a_press_and_stands_at_the_desk(invite, phone, group):
    link = invite()
    assert mail.outbox[-1].to == ["yui@example.jp"]
    assert "ゆい" in phone.get(PAGE).content.decode()
    yui = Client()
    asked = yui.get(link)
    assert "なみのおと" in asked.content.decode()
    assert names(group) == ["佐藤"]
    assert yui.post(link).status_code == 302
    assert "ゆいさん" in yui.get("/portal/").content.decode()
    assert names(group) == ["ゆい", "佐藤"]


def test_a_link_works_once(invite, group):
    link = invite()
    Client().post(link)
    again = Client()
    assert again.post(link).status_code == 410
    assert again.get("/portal/").status_code == 200
    assert "ゆいさん" not in again.get("/portal/").content.decode()
    assert names(group) == ["ゆい", "佐藤"]


def test_a_link_that_was_taken_back_or_is_too_old_joins_nobody(invite, phone, group):
    link = invite()
    asked = Invitation.objects.get()
    phone.post(f"/portal/invitations/{asked.pk}/withdraw/")
    assert Client().post(link).status_code == 410
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert Client().get(link).status_code == 410
    assert Client().post(link).status_code == 410
    assert names(group) == ["佐藤"]


def test_asking_again_ends_the_earlier_link(invite, group):
    first, second = invite(), invite()
    assert Client().post(first).status_code == 410
    assert Client().post(second).status_code == 302
    assert names(group) == ["ゆい", "佐藤"]


def test_no_token_stands_in_the_database(invite):
    token = invite().rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values().get())


def test_what_was_asked_is_forgotten_a_month_after_it_ended(invite):
    invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=31))
    invite(email="mio@example.jp")
    assert [asked.email for asked in Invitation.objects.all()] == ["mio@example.jp"]


def test_handing_over_ends_the_membership_of_who_asked(invite, phone, member, group):
    yui = Client()
    link = invite(succeeds="on")
    assert "佐藤さんは、あなたが入ると" in yui.get(link).content.decode()
    yui.post(link)
    assert names(group) == ["ゆい"]
    assert "リンクを送る" in phone.get("/portal/").content.decode()


def test_an_address_with_a_desk_is_answered_alike_and_told_by_mail(invite, phone, group):
    stranger = MemberFactory(
        organization=OrganizationFactory(name="べつの会"), name="林", email="yui@example.jp"
    )
    assert invite() == ""
    assert "べつの会" not in mail.outbox[-1].body
    assert "もう登録されています" in mail.outbox[-1].body
    assert "べつの会" not in phone.get(PAGE).content.decode()
    stranger.refresh_from_db()
    assert names(group) == ["佐藤"]


def test_an_address_that_got_a_desk_since_does_not_join(invite, group):
    link = invite()
    MemberFactory(organization=OrganizationFactory(name="べつの会"), email="Yui@example.jp")
    assert Client().post(link).status_code == 410
    assert names(group) == ["佐藤"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "名前を書いてください"),
        ({"name": "あ" * 61}, "60字までです"),
        ({"email": ""}, "メールアドレスを書いてください"),
        ({"email": "yui"}, "形がちがうようです"),
        ({"email": "SATO@example.jp"}, "もうメンバーです"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(phone, words, sentence):
    answer = phone.post(PAGE, YUI | words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "ゆい" in answer.content.decode() or "name" in words
    assert not Invitation.objects.exists()


def test_a_group_does_not_mail_the_whole_town(phone):
    for number in range(5):
        assert phone.post(PAGE, YUI | {"email": f"a{number}@example.jp"}).status_code == 302
    answer = phone.post(PAGE, YUI)
    assert answer.status_code == 429
    assert "1時間ほど" in answer.content.decode()
    assert Invitation.objects.count() == 5


def test_a_member_is_taken_out_after_a_question_and_told(
    phone, group, django_capture_on_commit_callbacks
):
    other = MemberFactory(organization=group, name="高橋", email="takahashi@example.jp")
    theirs = signed_in(other)
    path = f"{PAGE}{other.pk}/remove/"
    assert "高橋さんをはずしますか" in phone.get(path).content.decode()
    assert names(group) == ["佐藤", "高橋"]
    with django_capture_on_commit_callbacks(execute=True):
        phone.post(path)
    assert names(group) == ["佐藤"]
    assert "リンクを送る" in theirs.get("/portal/").content.decode()
    assert mail.outbox[-1].to == ["takahashi@example.jp"]


def test_the_last_member_stays(phone, member, group):
    answer = phone.post(f"{PAGE}{member.pk}/remove/")
    assert answer.status_code == 422
    assert "最後の1人は、ぬけられません" in answer.content.decode()
    assert names(group) == ["佐藤"]


def test_one_who_leaves_is_signed_out(phone, member, group):
    MemberFactory(organization=group, name="高橋")
    assert phone.post(f"{PAGE}{member.pk}/remove/").status_code == 302
    assert "リンクを送る" in phone.get("/portal/").content.decode()
    assert names(group) == ["高橋"]


@pytest.mark.parametrize("verb", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_no_verb_reaches_members_and_invitations_of_another_group(phone, verb):
    other = OrganizationFactory(name="べつの会")
    theirs = [MemberFactory(organization=other, name=name) for name in ("林", "森")]
    asked = Invitation.objects.create(
        organization=other, expires_at=timezone.now() + timedelta(days=1), **YUI
    )
    for path in (f"{PAGE}{theirs[0].pk}/remove/", f"/portal/invitations/{asked.pk}/withdraw/"):
        answer = getattr(phone, verb)(path)
        assert answer.status_code in {404, 405}
        assert "林" not in answer.content.decode()
    assert names(other) == ["林", "森"]
    asked.refresh_from_db()
    assert asked.withdrawn_at is None
    assert "ゆい" not in phone.get(PAGE).content.decode()


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}1/remove/", "/portal/invitations/1/withdraw/"])
def test_who_is_not_signed_in_is_asked_to(locales, path):
    answer = Client().get(path)
    assert answer.status_code == 403
    assert "リンクを送る" in answer.content.decode()


def test_no_page_of_it_is_kept_by_anybody(phone, invite):
    for answer in (phone.get(PAGE), Client().get(invite())):
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["X-Robots-Tag"] == "noindex"
