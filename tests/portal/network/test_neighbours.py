"""What groups see of each other, and messages that show no address."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from portal.models import GroupMessage, SharedContact
from portal.network import neighbours
from portal.tasks import forget_network
from tests.factories import MemberFactory, OrganizationFactory
from tests.portal.conftest import signed_in
from tests.portal.network.conftest import text_of
from tests.portal.proposing import refusing_server

pytestmark = pytest.mark.django_db
PAGE = "/portal/groups/"
CONTACT = f"{PAGE}contact/"
TO_OTHER = f"{PAGE}betsu/message/"
SHARED = {"person": "鈴木", "phone": "0467-00-0009", "email": "hana@example.jp", "note": "夜に"}


@pytest.fixture
def send(phone, other, django_capture_on_commit_callbacks):
    """Writes to the other group as the page gives the form."""

    def write(words: str, once: str | None = None):
        once = once or phone.get(TO_OTHER).context["form"]["once"].value()
        with django_capture_on_commit_callbacks(execute=True):
            return phone.post(TO_OTHER, {"words": words, "once": once})

    return write


def test_a_group_shows_what_it_chose_to_share_and_nothing_else(phone, their_phone, other):
    page = text_of(phone, PAGE)
    assert "べつの会" in page
    assert "suzuki@example.jp" not in page
    their_phone.post(CONTACT, SHARED | {"takes_messages": "on"})
    page = text_of(phone, PAGE)
    for words in SHARED.values():
        assert words in page
    their_phone.post(CONTACT, SHARED | {"phone": "", "takes_messages": "on"})
    assert "0467-00-0009" not in text_of(phone, PAGE)


def test_readers_and_the_public_page_see_none_of_it(their_phone, other, client):
    their_phone.post(CONTACT, SHARED)
    page = text_of(client, "/groups/betsu/")
    for words in ("0467-00-0009", "hana@example.jp", "鈴木"):
        assert words not in page


def test_each_group_writes_its_own_contact_alone(phone, group, other):
    extra = {"organization": other.organization_id, "public_id": "betsu"}
    phone.post(CONTACT, SHARED | extra)
    assert SharedContact.objects.get().organization == group
    phone.post(CONTACT, SHARED | {"note": "朝に"})
    assert SharedContact.objects.get().note == "朝に"


def test_a_bad_address_is_said_and_nothing_is_lost(phone):
    answer = phone.post(CONTACT, SHARED | {"email": "どこか"})
    assert answer.status_code == 422
    assert "メールアドレスの形がちがうようです。" in answer.content.decode()
    assert "0467-00-0009" in answer.content.decode()


def test_only_published_groups_that_somebody_answers_for_are_listed(phone, other):
    nobody = OrganizationFactory(name="だれもいない会")
    hidden = MemberFactory(organization=OrganizationFactory(name="のせていない会")).organization
    hidden.unpublish()
    call_command("update_index", verbosity=0)
    page = text_of(phone, PAGE)
    assert nobody.name not in page
    assert hidden.name not in page
    assert "べつの会" in text_of(phone, f"{PAGE}?q=べつ")
    assert "べつの会" not in text_of(phone, f"{PAGE}?q=みつからない")


def test_a_message_is_forwarded_once_and_no_address_is_shown(send, other):
    answer = send("いっしょに勉強会をしませんか")
    assert answer.headers["Location"] == f"{PAGE}?done=sent"
    told = mail.outbox[-1]
    assert told.to == ["suzuki@example.jp"]
    assert "いっしょに勉強会をしませんか" in told.body
    assert "なみのおと" in told.body
    assert "/portal/groups/naminooto/message/" in told.body
    raw = told.message().as_string()
    assert "sato" not in raw
    assert "Reply-To" not in raw


def test_the_words_are_not_kept_and_the_sender_sees_that_they_left(send, phone):
    send("ひみつの相談")
    row = GroupMessage.objects.get()
    assert (row.words, bool(row.sent_at)) == ("", True)
    page = text_of(phone, PAGE)
    assert "届けました。" in page
    assert "ひみつの相談" not in page


def test_the_answer_goes_the_same_way_back(send, their_phone, django_capture_on_commit_callbacks):
    send("いっしょに勉強会をしませんか")
    back = re.search(r"/portal/groups/\S+/message/", mail.outbox[-1].body)[0]
    with django_capture_on_commit_callbacks(execute=True):
        their_phone.post(back, {"words": "ぜひ"})
    assert mail.outbox[-1].to == ["sato@example.jp"]
    assert "べつの会" in mail.outbox[-1].body


def test_each_member_gets_a_mail_of_its_own(send, other):
    MemberFactory(organization=other.organization, email="third@example.jp")
    MemberFactory(organization=other.organization, email="gone@example.jp", active=False)
    send("こんにちは")
    assert sorted(each.to for each in mail.outbox) == [["suzuki@example.jp"], ["third@example.jp"]]


def test_what_is_sent_again_after_a_lost_answer_goes_once(send, phone):
    once = phone.get(TO_OTHER).context["form"]["once"].value()
    send("こんにちは", once)
    send("こんにちは", once)
    assert len(mail.outbox) == 1
    send("こんにちは", "no uuid at all")
    assert len(mail.outbox) == 1
    assert GroupMessage.objects.count() == 1


def test_a_group_that_takes_no_messages_gets_none(send, phone, their_phone):
    their_phone.post(CONTACT, SHARED)
    assert TO_OTHER not in text_of(phone, PAGE)
    assert phone.get(TO_OTHER).status_code == 404
    assert phone.post(TO_OTHER, {"words": "こんにちは"}).status_code == 404
    assert not GroupMessage.objects.exists()


@pytest.mark.parametrize("group_id", ["naminooto", "nowhere"])
def test_there_is_no_writing_to_oneself_or_to_nobody(phone, group_id):
    assert phone.get(f"{PAGE}{group_id}/message/").status_code == 404


@pytest.mark.parametrize("words", ["", "   ", "あ" * 2001])
def test_no_words_or_too_many_are_not_sent(phone, other, words):
    answer = phone.post(TO_OTHER, {"words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert not GroupMessage.objects.exists()


def test_a_subject_cannot_be_made_up(send):
    send("一行目\nBcc: all@example.jp\n\n本文")
    told = mail.outbox[-1]
    assert told.recipients() == ["suzuki@example.jp"]
    assert "一行目" not in told.subject


def test_a_group_sends_so_many_an_hour(phone, other):
    for turn in range(neighbours.AN_HOUR + 1):
        answer = phone.post(TO_OTHER, {"words": f"{turn}通目"})
    assert answer.status_code == 429
    assert f"{neighbours.AN_HOUR}通目" in answer.content.decode()
    assert GroupMessage.objects.count() == neighbours.AN_HOUR


def test_what_cannot_leave_is_sent_again_for_two_days_and_then_forgotten(send, phone, monkeypatch):
    monkeypatch.setattr(EmailMessage, "send", refusing_server)
    send("あとで届くことば")
    row = GroupMessage.objects.get()
    assert (row.words, row.sent_at) == ("あとで届くことば", None)
    assert "届けているところです。" in text_of(phone, PAGE)
    neighbours.send_again()
    assert GroupMessage.objects.get().sent_at is None
    long_ago = timezone.now() - neighbours.AGAIN_AFTER
    monkeypatch.undo()
    GroupMessage.objects.update(created_at=long_ago, tried_at=long_ago)
    neighbours.send_again()
    neighbours.send_again()
    assert len(mail.outbox) == 1
    assert GroupMessage.objects.get().words == ""


def test_after_two_days_the_words_go_and_the_sender_is_told(send, phone, monkeypatch):
    def no_server(message, **_options):
        raise SMTPException("refused suzuki@example.jp")

    monkeypatch.setattr(EmailMessage, "send", no_server)
    send("届かないことば")
    GroupMessage.objects.update(created_at=timezone.now() - timedelta(days=3))
    neighbours.send_again()
    assert GroupMessage.objects.get().words == ""
    assert "届けられませんでした" in text_of(phone, PAGE)


def test_that_something_was_sent_is_forgotten_after_a_month(send):
    send("こんにちは")
    forget_network()
    assert GroupMessage.objects.exists()
    GroupMessage.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget_network()
    assert not GroupMessage.objects.exists()


def test_a_group_does_not_see_what_others_sent(send, other):
    send("こんにちは")
    third = MemberFactory(organization=OrganizationFactory(name="三つ目の会"))
    assert "届けました。" not in text_of(signed_in(third), PAGE)


def test_the_list_takes_the_same_queries_however_long(phone, other, django_assert_max_num_queries):
    phone.get(PAGE)
    with django_assert_max_num_queries(40) as few:
        phone.get(PAGE)
    most = len(few.captured_queries)
    for _turn in range(8):
        group = MemberFactory(organization=OrganizationFactory()).organization
        SharedContact.objects.create(organization=group, person="だれか")
    with django_assert_max_num_queries(most):
        phone.get(PAGE)
