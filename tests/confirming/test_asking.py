"""Mails to groups: what they say, when they go out, and what happens when they do not."""

from __future__ import annotations

import re
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from directory.asking import ASKED_BEFORE, ask_all
from directory.confirmation_mail import ASKED_AGAIN_AFTER, NotSent, ask_group, one_line
from directory.models import Check, ConfirmationRequest, Correction, Organization
from tests.confirming.conftest import ADDRESS, press
from tests.factories import BenefitFactory, CheckFactory, EventSeriesFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def refusing(settings) -> None:
    """A mail server that is not there: the port was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2},
        }
    }


def test_the_mail_is_short_and_says_what_until_when_and_whom_to_call(place):
    sent = ask_group(place, timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.reply_to == ["fukushi@city.example.jp"]
    assert "しおかぜ食堂" in letter.subject
    assert "なみのおと" not in letter.subject
    assert ADDRESS not in letter.subject + letter.body
    until = timezone.localdate(sent.expires_at)
    for words in (
        f"{until.month}月{until.day}日",
        "福祉総務課 0467-23-0000",
        "変わりありません",
        "何も変わりません",
    ):
        assert words in letter.body, words
    assert "090-1111-2222" not in letter.body
    assert "&" not in re.sub(r"https?://\S+", "", letter.body)
    assert len(letter.body.splitlines()) < 25


def test_a_name_with_a_line_break_puts_nothing_into_the_head_of_the_mail(place):
    place.name = "食堂\r\nBcc: all@example.jp\u2028X-Evil: 1"
    place.save()
    ask_group(place, timezone.now())
    message = mail.outbox[0].message()
    assert "\n" not in mail.outbox[0].subject
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    assert mail.outbox[0].recipients() == [ADDRESS]


def test_what_could_begin_a_line_becomes_a_space():
    assert one_line(" しおかぜ\r\n食堂\x00\u2029 ") == "しおかぜ 食堂"


@pytest.mark.parametrize("address", ["", "nami", "a@example.jp\nBcc: b@example.jp", "a@b@c"])
def test_a_group_without_a_good_address_is_not_mailed(place, group, address):
    Organization.objects.filter(pk=group.pk).update(confirmation_email=address)
    place.refresh_from_db()
    with pytest.raises(NotSent, match="送り先がありません"):
        ask_group(place, timezone.now())
    assert ask_all(timezone.now()) == 0
    assert mail.outbox == []


def test_a_refused_mail_is_told_to_staff_and_counts_as_not_sent(place, refusing, caplog):
    with pytest.raises(NotSent, match="メールを送れませんでした"):
        ask_group(place, timezone.now())
    assert not ConfirmationRequest.objects.exists()
    assert "was not sent" in caplog.text
    assert ADDRESS not in caplog.text


def test_the_job_tries_a_refused_mail_again_and_sends_the_others(place, refusing, settings):
    assert ask_all(timezone.now()) == 0
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert ask_all(timezone.now()) == 1


def test_the_job_asks_about_what_is_due_within_two_weeks_and_only_once(place):
    now = timezone.now()
    assert ask_all(now) == 1
    assert ask_all(now) == 0
    assert ask_all(now + ASKED_AGAIN_AFTER - timedelta(minutes=1)) == 0
    assert len(mail.outbox) == 1
    assert ask_all(now + ASKED_AGAIN_AFTER + timedelta(minutes=1)) == 1


def test_the_job_leaves_what_is_not_due_yet(place):
    due = timezone.localdate() + ASKED_BEFORE + timedelta(days=1)
    Check.objects.update(next_due=due)
    assert ask_all(timezone.now()) == 0
    assert ask_all(timezone.now() + timedelta(days=1)) == 1


def test_an_answer_ends_the_asking(place):
    ask_all(timezone.now())
    link = re.search(r"(/confirm/\S+)", mail.outbox[0].body)[1]
    press(link)
    assert ask_all(timezone.now() + ASKED_AGAIN_AFTER + timedelta(days=1)) == 0


def test_a_group_that_told_of_something_wrong_is_not_asked_until_staff_have_seen_it(place):
    Correction.objects.create(
        record_type="place", record_id=place.public_id, text="休み", received_at=timezone.now()
    )
    assert ask_all(timezone.now()) == 0
    Correction.objects.update(outcome="done")
    assert ask_all(timezone.now()) == 1


def test_the_job_asks_about_groups_places_and_meetups_but_not_about_benefits(place, group):
    records = [
        group,
        EventSeriesFactory(name="夜の会", organizers=[group]),
        BenefitFactory(),
        PlaceFactory(),
        PlaceFactory(organization=group, live=False),
    ]
    for record in records:
        CheckFactory(
            record_type=record.record_type,
            record_id=record.public_id,
            checked_on=timezone.localdate() - timedelta(days=200),
            next_due=timezone.localdate() - timedelta(days=1),
        )
    assert ask_all(timezone.now()) == 3
    asked = set(ConfirmationRequest.objects.values_list("record_type", flat=True))
    assert asked == {"place", "group", "event"}


def test_what_was_never_checked_is_left_to_staff(place):
    Check.objects.all().delete()
    assert ask_all(timezone.now()) == 0


def test_the_address_stands_in_no_output(client, place, group, link):
    for path in (
        "/groups/", "/groups/naminooto/", "/places/", "/places/shiokaze/", "/search/?q=なみのおと",
        f"/search/?q={ADDRESS}", "/contact/", link, f"{link}correct/", "/en/groups/naminooto/",
    ):  # fmt: skip
        page = client.get(path).content.decode().replace(f'value="{ADDRESS}"', "")
        assert ADDRESS not in page.replace(f"「{ADDRESS}」", ""), path
