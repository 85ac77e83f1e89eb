"""A group answers by the link of a mail: looking changes nothing, one press counts once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.confirm import POSTS_AN_HOUR
from directory.confirmation_mail import ask_group
from directory.confirming import KEPT, VALID_FOR, forget_old_requests
from directory.models import Check, ConfirmationRequest, Correction, Place
from tests.confirming.conftest import form_token_of, path_in, press
from tests.conftest import refuse_writes
from tests.factories import CheckFactory, EventSeriesFactory
from tests.pages.reading import read

pytestmark = pytest.mark.django_db
ENDS = ("", "correct/", "thanks/")


def own_checks() -> list[Check]:
    return list(Check.objects.filter(by_organization__isnull=False))


def aged(by: timedelta) -> None:
    """All links as if they had been made so much earlier."""
    request = ConfirmationRequest.objects.get()
    request.expires_at -= by
    request.save()


def test_the_page_shows_the_facts_as_they_are_published_and_nothing_private(client, link):
    page = client.get(link).content.decode()
    for fact in ("しおかぜ食堂", "土 11:00〜14:00",   "0467-00-0000", "300円", "変わりありません",
                 "直すところがあります", "0467-23-0000"):  # fmt: skip
        assert fact in page, fact
    for private in ("090-1111-2222", "nami@group", "fukushi@city"):
        assert private not in page


def test_a_draft_is_not_shown_for_confirmation(client, link, place):
    place.phone = "0467-99-9999"
    place.save_revision()
    assert "0467-99-9999" not in client.get(link).content.decode()


def test_a_meetup_shows_its_next_dates(client, group):
    series = EventSeriesFactory(name="きょうだいの夜", organizers=[group])
    ask_group(series, timezone.now())
    page = client.get(path_in(mail.outbox[-1].body)).content.decode()
    day = timezone.localdate() + timedelta(days=7)
    assert f"{day.month}月{day.day}日" in page
    assert "13:30〜15:00" in page


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("end", ENDS)
def test_looking_writes_nothing_however_often_and_by_whomever(client, link, method, end):
    with connection.execute_wrapper(refuse_writes):
        for purpose in ({}, {"Sec-Purpose": "prefetch"}, {"User-Agent": "MailScanner"}):
            getattr(client, method)(link + end, headers=purpose)
    request = ConfirmationRequest.objects.get()
    assert (request.used_at, request.answer) == (None, "")
    assert own_checks() == []


@pytest.mark.parametrize("end", ENDS)
def test_no_cookie_cache_search_or_other_site_keeps_the_page(client, link, end):
    answer = client.get(link + end)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_not_answered(client, link, method):
    assert getattr(client, method)(link).status_code == 405


def test_one_press_makes_today_the_day_of_checking_by_the_group(link, place, group):
    answer = press(link)
    assert (answer.status_code, answer["Location"]) == (302, f"{link}thanks/")
    (check,) = own_checks()
    today = timezone.localdate()
    assert (check.record_type, check.record_id) == ("place", place.public_id)
    assert check.by_organization == group
    assert (check.checked_on, check.next_due) == (today, today + relativedelta(months=6))
    entry = ModelLogEntry.objects.get(action="directory.answered")
    assert "なみのおと" in entry.message
    thanks = Client().get(f"{link}thanks/").content.decode()
    assert "ありがとうございます" in thanks
    assert "しおかぜ食堂" in thanks


def test_readers_see_the_new_day_and_the_group_at_once(client, link):
    press(link)
    today = timezone.localdate()
    words = f"{today.year}年（令和{today.year - 2018}年）{today.month}月{today.day}日"
    for path in ("/places/", "/places/shiokaze/", "/search/?q=しおかぜ"):
        page = client.get(path).content.decode()
        assert words in page, path
        assert "なみのおと" in page, path


def test_two_presses_at_once_count_once(link):
    first, second = Client(), Client()
    tokens = [form_token_of(one.get(link).content.decode()) for one in (first, second)]
    answers = [
        one.post(link, {"form_token": token}).status_code
        for one, token in zip((first, second), tokens, strict=True)
    ]
    assert answers == [302, 410]
    assert len(own_checks()) == 1


def test_a_group_that_already_checked_today_is_not_written_down_twice(link, place, group):
    for _again in range(2):
        CheckFactory(record_id=place.public_id, by_department=None, by_organization=group)
    press(link)
    assert len(own_checks()) == 2
    assert ConfirmationRequest.objects.get().answer == "unchanged"


def test_a_link_that_was_used_says_when_and_with_what_answer(client, link):
    press(link)
    answer = client.get(link)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "もう、答えをいただいています" in page
    assert "変わりありません" in page
    assert "0467-23-0000" in page
    assert "form_token" not in page


def test_an_old_link_says_that_its_time_is_over_and_whom_to_call(client, link):
    token = form_token_of(client.get(link).content.decode())
    aged(VALID_FOR + timedelta(seconds=1))
    answer = client.post(link, {"form_token": token})
    assert answer.status_code == 410
    assert "期限がすぎました" in answer.content.decode()
    assert "0467-23-0000" in answer.content.decode()
    assert own_checks() == []


def test_a_newer_mail_takes_the_place_of_the_older_one(client, link, place):
    ask_group(place, timezone.now())
    newer = path_in(mail.outbox[-1].body)
    assert newer != link
    assert "新しいものにかわりました" in client.get(link).content.decode()
    assert client.get(newer).status_code == 200


def test_a_link_ends_when_the_group_gets_another_address(client, link, group):
    group.confirmation_email = "new@group.example.jp"
    group.save()
    assert client.get(link).status_code == 410
    assert "新しいものにかわりました" in client.get(link).content.decode()


def test_a_link_to_what_is_no_longer_public_says_so(client, link, place):
    place.unpublish()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "いま公開していません" in answer.content.decode()
    Place.objects.all().delete()
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("change", [lambda link: link[:-9] + "/", lambda link: "/confirm/a.b/"])
def test_a_mistyped_link_says_so_and_what_to_do(client, link, change):
    answer = client.get(change(link))
    assert answer.status_code == 404
    assert "見つかりませんでした" in answer.content.decode()
    assert "相談できるところ" in answer.content.decode()


def test_a_signature_of_another_site_is_refused(client, link, settings):
    body = link.split("/")[2].partition(".")[0]
    signer = Signer(key="another site's key", salt="directory.confirmation", sep=".")
    assert client.get(f"/confirm/{signer.sign(body)}/").status_code == 404


def test_the_database_keeps_no_token(link):
    token = link.split("/")[2]
    stored = str(list(ConfirmationRequest.objects.values()))
    assert token not in stored
    assert token.partition(".")[0] not in stored


def test_links_that_ended_long_ago_are_forgotten_with_their_addresses(link):
    now = timezone.now()
    forget_old_requests(now)
    assert ConfirmationRequest.objects.exists()
    aged(VALID_FOR + KEPT + timedelta(seconds=1))
    forget_old_requests(now)
    assert not ConfirmationRequest.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 302),
    ],
)
def test_a_form_on_another_site_answers_nothing(client, link, headers, status):
    token = form_token_of(client.get(link).content.decode())
    answer = client.post(link, {"form_token": token}, headers=headers)
    assert answer.status_code == status
    assert len(own_checks()) == (status == 302)


@pytest.mark.parametrize("token", ["", "made up", "1:abc"])
def test_a_form_without_a_good_token_asks_for_one_more_press(client, link, token):
    answer = client.post(link, {"form_token": token})
    assert answer.status_code == 422
    assert "もういちど押してください" in answer.content.decode()
    assert own_checks() == []
    again = client.post(link, {"form_token": form_token_of(answer.content.decode())})
    assert again.status_code == 302


def test_the_token_of_one_link_is_no_good_for_another(client, link, place, group):
    token = form_token_of(client.get(link).content.decode())
    ask_group(group, timezone.now())
    other = path_in(mail.outbox[-1].body)
    assert client.post(other, {"form_token": token}).status_code == 422


def test_pressing_too_often_is_answered_kindly(client, link):
    for _again in range(POSTS_AN_HOUR):
        client.post(link, {"form_token": ""})
    answer = client.post(link, {"form_token": form_token_of(client.get(link).content.decode())})
    assert answer.status_code == 429
    assert "1時間ほどたってから" in answer.content.decode()
    assert own_checks() == []


def test_a_correction_is_kept_for_staff_and_changes_no_public_fact(client, link, place):
    before = read(client, "/places/shiokaze/").text
    answer = press(
        link, end="correct/", text="火曜日は休みです。\n<b>11月</b>から", phone="０４６７-00-1111"
    )
    assert answer["Location"] == f"{link}thanks/"
    correction = Correction.objects.get()
    assert correction.text.startswith("火曜日は休みです。")
    assert correction.phone == "０４６７-00-1111"
    assert correction.record == place
    assert ConfirmationRequest.objects.get().answer == "correction"
    assert own_checks() == []
    assert read(client, "/places/shiokaze/").text == before
    assert "火曜日" not in client.get("/search/?q=しおかぜ").content.decode()
    thanks = client.get(f"{link}thanks/").content.decode()
    assert "市の担当に届けました" in thanks


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "ちがうところを書いてください"),
        ({"text": "休み" * 501}, "1000字までです。いま1002字あります"),
        ({"text": "休みです", "phone": "<script>"}, "電話番号の形がちがうようです"),
    ],
)
def test_what_cannot_be_taken_is_said_once_and_nothing_is_lost(link, typed, sentence):
    answer = press(link, end="correct/", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed["text"].strip() in page
    assert "<script>" not in page
    assert not Correction.objects.exists()


def test_what_was_written_stays_when_the_form_was_open_too_long(client, link):
    answer = client.post(f"{link}correct/", {"form_token": "old", "text": "火曜は休みです"})
    assert answer.status_code == 422
    assert "火曜は休みです" in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_thanks_stand_only_after_an_answer(client, link):
    assert client.get(f"{link}thanks/")["Location"] == link


@pytest.mark.parametrize("prefix", ["/en", "/ja-x-easy"])
def test_the_page_stands_in_every_language_and_stays_there(prefix, link):
    answer = press(prefix + link)
    assert answer["Location"] == f"{prefix}{link}thanks/"
    assert len(own_checks()) == 1
