"""The moderators' list, page and panel; what the group sees; the mails between them."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from events.models import EventSeries
from portal.models import Proposal
from portal.proposing import flow, mails, reviewing
from portal.proposing.differences import changed_since, differences, marked
from tests.factories import EventSeriesFactory, LocationFactory, MemberFactory, OrganizationFactory
from tests.portal.conftest import signed_in
from tests.portal.proposing import draft, refusing_server, sent, staff

Status = Proposal.Status


@pytest.fixture
def series(group):
    hall = LocationFactory(name="会館", address="見本町1")
    return EventSeriesFactory(
        name="きょうだいの夜", public_id="yoru", organizers=[group], location=hall, summary="お茶"
    )


@pytest.fixture
def proposal(member, series):
    return sent(member, series, summary="お茶とお菓子")


def desk_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(proposal) -> str:
    return f"/admin/proposals/{proposal.pk}/"


def post(client, proposal, act, words=""):
    seen = proposal.steps.last().pk
    return client.post(page(proposal), {"act": act, "words": words, "seen": seen})


def test_a_moderator_sees_the_difference_and_publishes(proposal, series):
    client = desk_of(staff("tanaka"))
    assert "きょうだいの夜" in client.get("/admin/proposals/").text
    shown = client.get(page(proposal)).text
    assert "お茶<ins>とお菓子</ins>" in shown.replace("\n", "")
    assert "次の日にち" in shown
    assert post(client, proposal, "accept").status_code == 302
    assert EventSeries.objects.get(pk=series.pk).summary == "お茶とお菓子"


def test_a_refused_press_keeps_what_was_typed(proposal):
    client = desk_of(staff("tanaka"))
    proposal.needs_two = True
    proposal.save()
    post(client, proposal, "accept")
    again = post(client, proposal, "accept", "よいと思います")
    assert again.status_code == 422
    assert "もう1人にお願いしてください" in again.text
    assert "よいと思います</textarea>" in again.text


def test_an_editor_sees_and_comments_but_does_not_decide(proposal, series):
    client = desk_of(staff("henshu", role="編集"))
    assert 'value="accept"' not in client.get(page(proposal)).text
    for act in ("accept", "hold", "refuse"):
        post(client, proposal, act, "わけ")
        proposal.refresh_from_db()
        assert proposal.status == Status.WAITING
    assert post(client, proposal, "comment", "日にちは合っていますか").status_code == 302
    assert proposal.steps.last().by_name == "henshu"
    client.post("/admin/snippets/portal/groupstanding/add/", {"organization": 1, "trusted": "on"})
    assert not hasattr(proposal.organization, "standing")


def test_who_is_no_staff_sees_nothing(proposal, member, django_user_model):
    nobody = django_user_model.objects.create_user("nobody", password="x")
    for client in (Client(), desk_of(nobody), signed_in(member)):
        for address in ("/admin/proposals/", page(proposal)):
            assert client.get(address).status_code == 302
            assert client.post(address, {"act": "accept"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == Status.WAITING


def test_a_draft_is_the_groups_own(member, series):
    own = draft(member, series, summary="まだ")
    client = desk_of(staff("tanaka"))
    assert client.get(page(own)).status_code == 404
    for status in ("", "draft", "nonsense"):
        assert (
            f"/admin/proposals/{own.pk}/"
            not in client.get(f"/admin/proposals/?status={status}").text
        )


def test_the_list_asks_as_often_for_many_as_for_one(
    member, series, proposal, django_assert_max_num_queries
):
    client = desk_of(staff("tanaka"))
    client.get("/admin/proposals/")
    with django_assert_max_num_queries(200) as few:
        client.get("/admin/proposals/")
    for number in range(6):
        sent(member, series, summary=f"お茶 {number}")
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/proposals/")


def test_the_first_page_says_how_many_wait_and_how_many_are_late(member, series, proposal):
    today = timezone.localdate()
    for due in (today, today - timedelta(days=1)):
        Proposal.objects.filter(pk=sent(member, series, summary=str(due)).pk).update(due_on=due)
    assert reviewing.waiting(today) == reviewing.Waiting(total=3, today=1, overdue=1)
    client = desk_of(staff("tanaka"))
    assert (
        "確かめるもの 3件</strong>（きょうまで 1件・しめきりをすぎた 1件）"
        in client.get("/admin/").text
    )
    rows = client.get("/admin/proposals/").text
    assert "まででした（しめきりをすぎています）" in rows
    assert "きょうまで" in rows


def test_the_list_is_narrowed_by_title_group_and_deadline(member, series, proposal):
    late = sent(member, series, summary="おそい")
    Proposal.objects.filter(pk=late.pk).update(
        title="お茶の会", due_on=timezone.localdate() - timedelta(days=1)
    )
    client = desk_of(staff("tanaka"))

    def listed(query: str) -> set[str]:
        text = client.get(f"/admin/proposals/?{query}").text
        return {name for name in ("お茶の会", "きょうだいの夜") if f"<strong>{name}" in text}

    assert listed("") == listed("q=なみのおと") == {"お茶の会", "きょうだいの夜"}
    assert listed("q=お茶") == listed("late=1") == {"お茶の会"}
    assert listed("q=きょうだい&late=1") == listed("q=%00%27%22") == set()
    assert "この条件のものはありません" in client.get("/admin/proposals/?q=zzz").text


def test_the_difference_marks_words_and_escapes_them():
    before, after = marked("毎月<b>お茶</b>を飲みます", "毎月<b>コーヒー</b>を飲みます")
    assert "<del>お茶</del>" in before
    assert "<ins>コーヒー</ins>" in after
    assert "<b>" not in before + after


def test_the_difference_says_what_changed_since(member, series, proposal):
    row = EventSeries.objects.get(pk=series.pk)
    row.summary = "市が直した"
    row.save_revision().publish()
    assert [item.label for item in differences(proposal)] == ["ひとことで"]
    assert differences(proposal)[0].now == "市が直した"
    assert changed_since(proposal) == ["ひとことで"]


def test_the_group_reads_answers_and_withdraws(phone, proposal):
    address = f"/portal/proposals/{proposal.pk}/"
    flow.hold(proposal, staff("tanaka"), "部屋はどこですか", timezone.now())
    shown = phone.get(address).text
    assert "部屋はどこですか" in shown
    assert "tanaka" not in shown
    assert phone.post(address, {"act": "comment", "words": ""}).status_code == 422
    assert phone.post(address, {"act": "comment", "words": "2階です"}).status_code == 302
    assert proposal.steps.last().words == "2階です"
    phone.post(address, {"act": "withdraw"})
    proposal.refresh_from_db()
    assert proposal.status == Status.WITHDRAWN


@pytest.mark.parametrize("verb", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_nobody_else_reaches_it_by_any_verb(proposal, verb):
    stranger = signed_in(MemberFactory(organization=OrganizationFactory(name="べつの会")))
    address = f"/portal/proposals/{proposal.pk}/"
    refused = 404 if verb in {"get", "head", "post"} else 405
    answer = getattr(stranger, verb)(address, {"act": "withdraw"})
    assert answer.status_code == refused
    assert proposal.title not in answer.text
    answer = getattr(Client(), verb)(address, {"act": "withdraw"})
    assert answer.status_code in {403, 405}
    assert proposal.title not in answer.text
    proposal.refresh_from_db()
    assert proposal.status == Status.WAITING


def test_moderators_hear_once_and_the_member_hears_the_decision(
    member, series, django_capture_on_commit_callbacks
):
    tanaka, gone = staff("tanaka"), staff("gone")
    gone.is_active = False
    gone.save()
    staff("suzuki")
    with django_capture_on_commit_callbacks(execute=True):
        proposal = sent(member, series, summary="お茶と秘密")
    (told,) = mail.outbox
    assert sorted(told.to) == ["suzuki@example.jp", "tanaka@example.jp"]
    assert page(proposal) in told.body
    assert "佐藤" not in told.subject
    assert "なみのおと" not in told.subject
    with django_capture_on_commit_callbacks(execute=True):
        flow.hold(proposal, tanaka, "部屋はどこですか", timezone.now())
        flow.comment(proposal, "急ぎません", timezone.now(), staff=tanaka)
        flow.refuse(proposal, tanaka, "会の内容とちがいます", timezone.now())
    bodies = [item.body for item in mail.outbox[1:]]
    assert [item.to for item in mail.outbox[1:]] == [[member.email]] * 3
    words = ("部屋はどこですか", "急ぎません", "会の内容とちがいます")
    assert all(said in body for said, body in zip(words, bodies, strict=True))
    assert f"/portal/proposals/{proposal.pk}/" in bodies[0]


def test_a_mail_that_fails_loses_nothing_and_is_logged(
    member, series, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    staff("tanaka")
    monkeypatch.setattr(mails.EmailMessage, "send", refusing_server)
    with django_capture_on_commit_callbacks(execute=True):
        proposal = sent(member, series, summary="お茶とお菓子")
    assert Proposal.objects.get(pk=proposal.pk).status == Status.WAITING
    assert "was not sent: OSError" in caplog.text
    assert "tanaka@" not in caplog.text


def test_a_mail_that_failed_is_sent_again_once_and_an_old_one_no_more(
    member, series, monkeypatch, django_capture_on_commit_callbacks
):
    staff("tanaka")
    with monkeypatch.context() as down, django_capture_on_commit_callbacks(execute=True):
        down.setattr(mails.EmailMessage, "send", refusing_server)
        proposal = sent(member, series, summary="お茶とお菓子")
    mails.mail_untold()
    assert mail.outbox == []
    earlier = timezone.now() - timedelta(minutes=20)
    proposal.steps.update(at=earlier, tried_at=earlier)
    mails.mail_untold()
    mails.mail_untold()
    assert [item.to for item in mail.outbox] == [["tanaka@example.jp"]]
    long_ago = timezone.now() - timedelta(days=3)
    proposal.steps.update(at=long_ago, tried_at=long_ago, told_at=None)
    mails.mail_untold()
    assert len(mail.outbox) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the row lock is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_does(member, series, proposal):
    people = [staff("tanaka"), staff("suzuki")]
    start, told = threading.Barrier(2), []

    def decide(person, act):
        start.wait()
        try:
            act(proposal, person, "わけ", timezone.now())
            told.append("")
        except flow.Refused as refused:
            told.append(refused.sentences[0])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair)
        for pair in zip(people, (flow.accept, flow.refuse), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(bool, told)) == [False, True]
    assert any("決めています" in sentence for sentence in told)
    assert len(proposal.steps.all()) == 2
