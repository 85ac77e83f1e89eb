"""Two groups hold a meetup: one keeps it, each says when it is not there, and others join or leave."""

import re
import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.models import Organization
from events.models import EventSeries, Occurrence, OrganizerAbsence
from portal.meetup_entry import entry_of_series
from portal.models import Member, Proposal, TogetherRequest
from portal.proposing import flow
from portal.proposing.flow import Refused
from portal.proposing.meetups import KIND, SERIES
from portal.together import absences, joining, own
from search.models import SearchDocument
from tests.factories import (
    EventSeriesFactory,
    LocationFactory,
    MemberFactory,
    OrganizationFactory,
    translated,
)
from tests.portal.conftest import address, signed_in
from tests.portal.proposing import refusing_server, staff, trust

pytestmark = pytest.mark.django_db
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
AT = "/portal/meetups/yoru/"
RAIN = {"reason": "天気のため"}
Status = TogetherRequest.Status


@pytest.fixture
def neighbour(locales) -> Organization:
    return OrganizationFactory(name="となりの会", public_id="tonari")


@pytest.fixture
def tanaka(neighbour) -> Member:
    return MemberFactory(organization=neighbour, name="田中", email="tanaka@example.jp")


@pytest.fixture
def series(group, neighbour) -> EventSeries:
    """なみのおと keeps it; となりの会 holds it with them."""
    return EventSeriesFactory(
        name="きょうだいの夜",
        public_id="yoru",
        organizers=[group, neighbour],
        keeper=group,
        location=LocationFactory(name="会館", address="見本町1"),
    )


@pytest.fixture
def their_phone(tanaka) -> Client:
    return signed_in(tanaka)


@pytest.fixture
def third(locales) -> Member:
    """A member of a published group that has nothing to do with the meetup."""
    group = OrganizationFactory(name="うみかぜ", kana="うみかぜ", public_id="umikaze")
    return MemberFactory(organization=group, name="木村", email="kimura@example.jp")


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """A press whose mails leave, as they do after a commit."""

    def press(client: Client, path: str, data: dict | None = None):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(path, data or {}, follow=True)

    return press


def holders(series: EventSeries) -> list[str]:
    return sorted(group.name for group in EventSeries.objects.get(pk=series.pk).organizers.all())


def keeper_of(series: EventSeries) -> str:
    return str(EventSeries.objects.get(pk=series.pk).keeper)


def card_of(meetup: Occurrence) -> dict:
    return SearchDocument.objects.get(record_id="yoru", occurrence=meetup.key, locale="ja").card


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def mailed() -> list[tuple[str, str]]:
    """(to whom, subject) of each mail, without the name of the site."""
    return sorted((message.to[0], message.subject.split(" ", 1)[1]) for message in mail.outbox)


# Who sees and edits it


def test_each_desk_shows_it_and_says_who_keeps_it(phone, their_phone, meetup):
    own, theirs = (text_of(client.get("/portal/")) for client in (phone, their_phone))
    for page in (own, theirs):
        assert "きょうだいの夜" in page
        assert "いっしょに開く集まり" in page
    assert "なおすのは、この団体です。" in own
    assert "なおすのは、なみのおとです。" in theirs


def test_a_meetup_of_one_group_says_nothing_of_others(phone, group):
    EventSeriesFactory(public_id="hitori", organizers=[group])
    page = text_of(phone.get("/portal/"))
    assert "いっしょに開く集まり" not in page
    assert "この日は出ません" not in page


def test_only_the_keeper_is_offered_to_change_copy_and_cancel(phone, their_phone, meetup):
    own, theirs = (client.get("/portal/").content.decode() for client in (phone, their_phone))
    for path in (f"{AT}duplicate/", f'{AT}"', address(meetup), address(meetup, "cancel/")):
        assert path in own
    for path in (f"{AT}duplicate/", f'"{AT}"', f'"{address(meetup)}"', address(meetup, "cancel/")):
        assert path not in theirs
    assert address(meetup, "absent/") in own
    assert address(meetup, "absent/") in theirs


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("action", ["", "cancel/", "restore/"])
def test_who_does_not_keep_it_is_told_who_does_and_changes_nothing(
    their_phone, meetup, verb, action
):
    answer = getattr(their_phone, verb)(address(meetup, action), RAIN | {"theme": "のっとり"})
    assert answer.status_code == 403
    assert "なおすのは、なみのおとです" in text_of(answer)
    assert not meetup.series.changes.exists()


@pytest.mark.parametrize("action", ["", "duplicate/", "keeper/"])
def test_who_does_not_keep_it_cannot_edit_copy_or_hand_it_over(their_phone, series, action):
    for answer in (
        their_phone.get(AT + action),
        their_phone.post(AT + action, {"group": "tonari"}),
    ):
        assert answer.status_code == 403
    assert keeper_of(series) == "なみのおと"


def test_where_none_is_named_each_may_cancel_until_one_is(phone, their_phone, meetup):
    EventSeries.objects.update(keeper=None)
    assert "なおす団体は、まだ決まっていません" in text_of(their_phone.get("/portal/"))
    their_phone.post(address(meetup, "cancel/"), RAIN)
    meetup.refresh_from_db()
    assert meetup.is_cancelled
    assert their_phone.post(f"{AT}keeper/", {"group": "tonari"}).status_code == 302
    assert their_phone.get(AT).status_code == 200
    assert phone.get(AT).status_code == 403


def test_a_keeper_that_holds_it_no_longer_keeps_it_no_longer(phone, series, neighbour, third):
    series.keeper = third.organization
    series.save()
    assert phone.get(AT).status_code == 200
    assert signed_in(third).get(AT).status_code == 404


def test_a_keeper_named_by_a_translation_of_its_row_keeps_it(phone, their_phone, series, group):
    EventSeries.objects.update(keeper=translated(group, "en", name="Waves"))
    assert phone.get(AT).status_code == 200
    assert their_phone.get(AT).status_code == 403


# この日は出ません


def test_two_presses_say_that_a_group_is_not_there_and_one_takes_it_back(their_phone, meetup, post):
    desk = their_phone.get("/portal/").content.decode()
    assert f'href="{address(meetup, "absent/")}"' in desk
    assert "この日は出ませんか" in text_of(their_phone.get(address(meetup, "absent/")))
    assert not OrganizerAbsence.objects.exists()
    answer = post(their_phone, address(meetup, "absent/"), {"reason": "遠足のため"})
    assert "この日は出ないと知らせました" in text_of(answer)
    assert card_of(meetup)["absent"] == ["となりの会"]
    assert card_of(meetup)["status"] == "held"
    public = text_of(their_phone.get(f"/events/yoru/{meetup.key}/"))
    assert "となりの会は今回は参加しません" in public
    assert "遠足" not in public
    answer = post(their_phone, address(meetup, "absent/"), {"act": "back"})
    assert "この日も出ることにしました" in text_of(answer)
    assert "absent" not in card_of(meetup)
    assert not OrganizerAbsence.objects.exists()


def test_the_calendar_says_it_under_a_higher_sequence(their_phone, client, meetup):
    def calendar() -> str:
        content = client.get("/events/yoru/calendar.ics").content.decode()
        return content.replace("\r\n ", "")

    assert "SEQUENCE:0" in calendar()
    their_phone.post(address(meetup, "absent/"))
    assert "SEQUENCE:1" in calendar()
    assert "となりの会は今回は参加しません" in calendar()
    their_phone.post(address(meetup, "absent/"), {"act": "back"})
    assert "SEQUENCE:2" in calendar()


def test_the_others_get_a_mail_at_each_absence_and_nobody_else(
    their_phone, tanaka, member, third, meetup, post
):
    MemberFactory(organization=member.organization, email="old@example.jp", active=False)
    post(their_phone, address(meetup, "absent/"), {"reason": "遠足のため"})
    assert mailed() == [("sato@example.jp", "出ない団体があります")]
    body = mail.outbox[0].body
    assert "佐藤さん" in body
    assert "となりの会は、" in body
    assert "遠足のため" in body
    assert "tanaka@example.jp" not in body
    mail.outbox.clear()
    post(their_phone, address(meetup, "absent/"), {"act": "back"})
    assert mailed() == [("sato@example.jp", "出ることになった団体があります")]


def test_saying_the_same_twice_is_told_once(their_phone, member, meetup, post):
    for _press in range(2):
        post(their_phone, address(meetup, "absent/"), {"reason": "遠足のため"})
    assert len(mail.outbox) == 1
    post(their_phone, address(meetup, "absent/"), {"reason": "行事のため"})
    assert len(mail.outbox) == 2
    assert OrganizerAbsence.objects.get().reason == "行事のため"


def test_taking_back_what_was_not_said_does_nothing(their_phone, member, meetup, post):
    post(their_phone, address(meetup, "absent/"), {"act": "back"})
    assert not mail.outbox
    assert not ModelLogEntry.objects.filter(action="portal.not_absent").exists()


def test_when_nobody_is_left_the_keeper_is_told_and_nothing_is_cancelled(
    phone, their_phone, member, tanaka, meetup, post
):
    post(phone, address(meetup, "absent/"))
    assert mailed() == [("tanaka@example.jp", "出ない団体があります")]
    mail.outbox.clear()
    post(their_phone, address(meetup, "absent/"))
    assert mailed() == [
        ("sato@example.jp", "どの団体も出ない日があります"),
        ("sato@example.jp", "出ない団体があります"),
    ]
    meetup.refresh_from_db()
    assert not meetup.is_cancelled
    mail.outbox.clear()
    post(their_phone, address(meetup, "absent/"), {"act": "back"})
    post(phone, address(meetup, "absent/"), {"act": "back"})
    assert "どの団体も出ない日があります" not in [subject for _to, subject in mailed()]


def test_a_mail_server_that_is_not_there_stops_nothing(
    their_phone, member, meetup, post, monkeypatch, caplog
):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refusing_server)
    post(their_phone, address(meetup, "absent/"))
    assert OrganizerAbsence.objects.exists()
    assert "was not sent" in caplog.text
    assert "sato@example.jp" not in caplog.text


def test_a_reason_that_is_too_long_is_kept_and_explained(their_phone, meetup):
    answer = their_phone.post(address(meetup, "absent/"), {"reason": "あ" * 101})
    assert answer.status_code == 422
    assert "100字までです。いま101字あります" in text_of(answer)
    assert "あ" * 101 in answer.content.decode()
    assert not OrganizerAbsence.objects.exists()


def test_nobody_says_it_of_a_cancelled_date(their_phone, meetup):
    meetup.series.changes.create(original_date=meetup.original_date, kind="cancelled")
    answer = their_phone.post(address(meetup, "absent/"))
    assert "この日は中止になっています" in text_of(answer)
    assert not OrganizerAbsence.objects.exists()


def test_who_holds_a_meetup_alone_is_led_to_cancelling(phone, group):
    meetup = EventSeriesFactory(public_id="hitori", organizers=[group]).occurrences.get()
    for answer in (phone.get(address(meetup, "absent/")), phone.post(address(meetup, "absent/"))):
        assert answer.headers["Location"] == address(meetup, "cancel/")
    assert not OrganizerAbsence.objects.exists()


def test_an_absence_never_speaks_for_another_group(their_phone, meetup, neighbour, group):
    said = {"organization": group.pk, "group": "naminooto", "series": "betsu"}
    their_phone.post(address(meetup, "absent/"), said)
    assert OrganizerAbsence.objects.get().organization == neighbour


# The keeping is handed over


def test_the_keeping_is_handed_over_at_once_and_the_others_hear_of_it(
    phone, their_phone, tanaka, series, post
):
    assert "これからなおす団体" in text_of(phone.get(f"{AT}keeper/"))
    answer = post(phone, f"{AT}keeper/", {"group": "tonari"})
    assert "なおす団体がかわりました" in text_of(answer)
    assert keeper_of(series) == "となりの会"
    assert mailed() == [("tanaka@example.jp", "なおす団体がかわりました")]
    assert their_phone.get(AT).status_code == 200
    assert phone.get(AT).status_code == 403


def test_handing_over_publishes_no_draft_of_the_staff_and_the_draft_follows(phone, series):
    series.name = "まだ出さない名前"
    series.save_revision()
    phone.post(f"{AT}keeper/", {"group": "tonari"})
    stored = EventSeries.objects.get(pk=series.pk)
    assert stored.name == "きょうだいの夜"
    draft = stored.get_latest_revision_as_object()
    assert (draft.name, str(draft.keeper)) == ("まだ出さない名前", "となりの会")


@pytest.mark.parametrize("public_id", ["", "umikaze", "naminooto"])
def test_it_is_handed_over_to_no_group_that_does_not_hold_it(phone, series, third, public_id):
    answer = phone.post(f"{AT}keeper/", {"group": public_id})
    assert answer.status_code == 422
    assert "団体をえらんでください" in text_of(answer)
    assert keeper_of(series) == "なみのおと"


def test_a_meetup_of_one_group_has_nobody_to_hand_over_to(phone, group):
    EventSeriesFactory(public_id="hitori", organizers=[group])
    answer = phone.get("/portal/meetups/hitori/keeper/")
    assert answer.headers["Location"] == "/portal/meetups/hitori/together/"


def written(member: Member, series: EventSeries, summary: str) -> Proposal:
    """A draft as the form of the meetup saves it."""
    entry = entry_of_series(series) | {"summary": summary, SERIES: "yoru"}
    return flow.save_draft(KIND, member, entry, title="きょうだいの夜", record_id="yoru")


def test_what_waits_of_the_former_keeper_is_refused_in_one_sentence(phone, member, series, group):
    proposal = flow.send(written(member, series, "お茶とお菓子"), member, timezone.now())
    unsent = written(member, series, "書きかけ")
    phone.post(f"{AT}keeper/", {"group": "tonari"})
    yamada = staff("yamada")
    with pytest.raises(Refused, match="ほかの団体がなおします"):
        flow.accept(proposal, yamada, "", timezone.now())
    with pytest.raises(Refused, match="ほかの団体がなおします"):
        flow.send(unsent, member, timezone.now())
    assert phone.get(f"/portal/proposals/{unsent.pk}/edit/").status_code == 403
    flow.refuse(proposal, yamada, "なおす団体がかわりました", timezone.now())
    assert EventSeries.objects.get(pk=series.pk).summary == ""


def test_what_the_former_keeper_published_at_once_can_be_taken_back(phone, member, series, group):
    trust(group)
    proposal = flow.send(written(member, series, "お茶とお菓子"), member, timezone.now())
    phone.post(f"{AT}keeper/", {"group": "tonari"})
    assert EventSeries.objects.get(pk=series.pk).summary == "お茶とお菓子"
    flow.refuse(proposal, staff("yamada"), "ちがうようです", timezone.now())
    stored = EventSeries.objects.get(pk=series.pk)
    assert (stored.summary, str(stored.keeper)) == ("", "となりの会")


# Asking another group


def asked(phone, post, **words: str) -> TogetherRequest:
    post(phone, f"{AT}together/", {"group": "umikaze", "words": "春の会を", **words})
    return TogetherRequest.objects.get(asked__public_id="umikaze", status=Status.WAITING)


def test_a_yes_adds_the_group_everywhere_at_once(phone, series, meetup, third, post):
    question = asked(phone, post)
    assert mailed() == [("kimura@example.jp", "いっしょに開きませんか")]
    assert "春の会を" in mail.outbox[0].body
    assert holders(series) == ["となりの会", "なみのおと"]
    theirs = signed_in(third)
    desk = text_of(theirs.get("/portal/"))
    assert "なみのおとから「きょうだいの夜」について、たずねられています" in desk
    assert "春の会を" in text_of(theirs.get(f"/portal/together/{question.pk}/"))
    mail.outbox.clear()
    answer = post(theirs, f"/portal/together/{question.pk}/", {"act": "yes"})
    assert "いっしょに開くことになりました" in text_of(answer)
    assert holders(series) == ["うみかぜ", "となりの会", "なみのおと"]
    assert keeper_of(series) == "なみのおと"
    assert "うみかぜ" in text_of(theirs.get(f"/events/yoru/{meetup.key}/"))
    assert "yoru" in theirs.get("/groups/umikaze/calendar.ics").content.decode()
    assert ("sato@example.jp", "いっしょに開くかの返事") in mailed()
    assert "いっしょに開く集まり" in text_of(theirs.get("/portal/"))


def test_the_first_yes_makes_who_asked_the_keeper(phone, group, third, post):
    series = EventSeriesFactory(public_id="yoru", organizers=[group])
    question = asked(phone, post)
    post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "yes"})
    assert keeper_of(series) == "なみのおと"
    assert signed_in(third).get(AT).status_code == 403


def test_a_no_ends_it_and_who_asked_is_told(phone, series, member, third, post):
    question = asked(phone, post)
    mail.outbox.clear()
    answer = post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "no"})
    assert "おことわりしました" in text_of(answer)
    assert holders(series) == ["となりの会", "なみのおと"]
    assert mailed() == [("sato@example.jp", "いっしょに開くかの返事")]
    assert "見て答える" not in text_of(answer)


def test_a_question_is_answered_once(phone, series, third, post):
    question = asked(phone, post)
    theirs = signed_in(third)
    post(theirs, f"/portal/together/{question.pk}/", {"act": "no"})
    answer = post(theirs, f"/portal/together/{question.pk}/", {"act": "yes"})
    assert answer.status_code == 422
    assert "もう終わっています" in text_of(answer)
    assert holders(series) == ["となりの会", "なみのおと"]


def test_what_is_neither_yes_nor_no_answers_nothing(phone, series, third, post):
    question = asked(phone, post)
    answer = post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "maybe"})
    assert answer.status_code == 422
    question.refresh_from_db()
    assert question.is_waiting


def test_a_question_is_taken_back(phone, series, third, post):
    question = asked(phone, post)
    assert "うみかぜ" in text_of(phone.get(f"{AT}together/"))
    answer = post(phone, f"{AT}together/", {"withdraw": str(question.pk)})
    assert "たずねるのをやめました" in text_of(answer)
    answer = post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "yes"})
    assert "もう終わっています" in text_of(answer)
    assert holders(series) == ["となりの会", "なみのおと"]


@pytest.mark.parametrize("number", ["0", "x", "²", "999999"])
def test_a_question_that_is_not_there_is_not_taken_back(phone, series, number):
    assert phone.post(f"{AT}together/", {"withdraw": number}).status_code == 404


def test_a_group_is_asked_once_at_a_time_and_again_after_a_no(phone, series, third, post):
    question = asked(phone, post)
    again = post(phone, f"{AT}together/", {"group": "umikaze", "words": "もういちど"})
    assert again.status_code == 422
    assert "もうたずねています" in text_of(again)
    assert "もういちど" in again.content.decode()
    post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "no"})
    assert asked(phone, post).pk != question.pk


def test_only_published_groups_with_a_member_are_offered(phone, series, third, neighbour):
    OrganizationFactory(name="だれもいない会")
    hidden = OrganizationFactory(name="のせていない会", public_id="kakure", live=False)
    MemberFactory(organization=hidden)
    page = phone.get(f"{AT}together/").content.decode()
    assert 'value="umikaze"' in page
    for name in ("だれもいない会", "のせていない会"):
        assert name not in page
    for public_id in ("tonari", "kakure", "naminooto", ""):
        answer = phone.post(f"{AT}together/", {"group": public_id})
        assert answer.status_code == 422
    assert not TogetherRequest.objects.exists()


def test_a_group_is_looked_for_by_name_and_nothing_typed_is_lost(phone, series, third):
    other = OrganizationFactory(name="はやしの会", kana="はやしのかい", public_id="hayashi")
    MemberFactory(organization=other)
    call_command("update_index", verbosity=0)
    typed = {"query": "うみ", "words": "書きかけのことば", "look": "1", "group": "hayashi"}
    page = phone.post(f"{AT}together/", typed)
    assert page.status_code == 200
    assert 'value="umikaze"' in page.content.decode()
    assert 'value="hayashi" checked' in page.content.decode()
    assert "書きかけのことば" in page.content.decode()
    nothing = phone.post(f"{AT}together/", {"query": "ない名前", "look": "1"})
    assert "団体が見つかりません" in text_of(nothing)
    assert not TogetherRequest.objects.exists()


def test_too_many_questions_within_the_hour_wait(phone, series, post, monkeypatch):
    monkeypatch.setattr("portal.together.joining.QUESTIONS_AN_HOUR", 1)
    for name in ("hitotsu", "futatsu"):
        MemberFactory(organization=OrganizationFactory(public_id=name))
        answer = post(phone, f"{AT}together/", {"group": name})
    assert answer.status_code == 422
    assert "1時間ほど待ってください" in text_of(answer)
    assert TogetherRequest.objects.count() == 1


def test_who_does_not_keep_it_asks_nobody(their_phone, series, third):
    page = text_of(their_phone.get(f"{AT}together/"))
    assert "たずねる団体" not in page
    assert "いっしょに開くのをやめる" in page
    assert their_phone.post(f"{AT}together/", {"group": "umikaze"}).status_code == 403
    assert not TogetherRequest.objects.exists()


def test_a_yes_to_what_is_not_public_any_more_is_explained(phone, series, third, post):
    question = asked(phone, post)
    series.unpublish()
    theirs = signed_in(third)
    assert "たずねられています" not in text_of(theirs.get("/portal/"))
    answer = post(theirs, f"/portal/together/{question.pk}/", {"act": "yes"})
    assert answer.status_code == 422
    assert "いまはのっていない" in text_of(answer)


# Leaving


def test_a_group_leaves_and_the_others_go_on(their_phone, phone, member, series, meetup, post):
    OrganizerAbsence.objects.create(
        series=series, organization=series.organizers.get(public_id="tonari"),
        original_date=meetup.original_date,
    )  # fmt: skip
    assert "この集まりからぬける" in text_of(their_phone.get(f"{AT}leave/"))
    answer = post(their_phone, f"{AT}leave/")
    assert "この集まりからぬけました" in text_of(answer)
    assert holders(series) == ["なみのおと"]
    assert "absent" not in card_of(meetup)
    assert mailed() == [("sato@example.jp", "いっしょに開く団体がかわりました")]
    assert their_phone.get(address(meetup, "absent/")).status_code == 404
    assert "いっしょに開く集まり" not in text_of(phone.get("/portal/"))


def test_the_keeper_hands_over_before_it_leaves(phone, series, post):
    answer = post(phone, f"{AT}leave/")
    assert answer.status_code == 422
    assert "先に、ほかの団体にかわってもらってください" in text_of(answer)
    post(phone, f"{AT}keeper/", {"group": "tonari"})
    post(phone, f"{AT}leave/")
    assert holders(series) == ["となりの会"]


def test_the_last_group_does_not_leave(phone, group, post):
    series = EventSeriesFactory(public_id="yoru", organizers=[group])
    answer = post(phone, f"{AT}leave/")
    assert answer.status_code == 422
    assert holders(series) == ["なみのおと"]


# What staff see, and what strangers do not


def test_staff_read_all_of_it_in_the_history(phone, their_phone, series, meetup, third, post):
    post(their_phone, address(meetup, "absent/"), {"reason": "遠足のため"})
    question = asked(phone, post)
    post(signed_in(third), f"/portal/together/{question.pk}/", {"act": "yes"})
    post(phone, f"{AT}keeper/", {"group": "umikaze"})
    post(their_phone, f"{AT}leave/")
    entries = ModelLogEntry.objects.for_instance(series).filter(action__startswith="portal.")
    told = [entry.message for entry in reversed(entries)]
    for line, words in zip(
        told,
        (
            "田中（となりの会）: 団体がこの日は出ないと知らせた",
            "佐藤（なみのおと）: いっしょに開かないかとたずねた",
            "木村（うみかぜ）: いっしょに開くことにした",
            "佐藤（なみのおと）: なおす団体をかえた",
            "田中（となりの会）: いっしょに開くのをやめた",
        ),
        strict=True,
    ):
        assert line.startswith(words)


def state() -> list[object]:
    rows = (EventSeries, EventSeries.organizers.through, OrganizerAbsence, TogetherRequest)
    return [list(model.objects.order_by("pk").values()) for model in (*rows, ModelLogEntry)]


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_a_common_meetup_or_a_question_of_others(
    series, meetup, third, neighbour, verb
):
    stranger = signed_in(MemberFactory())
    question = TogetherRequest.objects.create(
        series=series,
        asking=neighbour,
        asked=third.organization,
        words="ないしょの春の会",
        asked_by="田中",
        asked_at=timezone.now(),
    )
    before = state()
    typed = {"group": "umikaze", "act": "yes", "withdraw": str(question.pk), "words": "x"}
    paths = [f"{AT}{page}/" for page in ("together", "keeper", "leave")]
    for path in (*paths, address(meetup, "absent/"), f"/portal/together/{question.pk}/"):
        answer = getattr(stranger, verb)(path, typed if verb == "post" else None)
        assert answer.status_code in {404, 405}, path
        for words in ("きょうだいの夜", "ないしょの春の会"):
            assert words not in answer.content.decode()
        nobody = getattr(Client(), verb)(path, typed if verb == "post" else None)
        assert nobody.status_code in {403, 405}, path
    assert state() == before


def test_who_asked_does_not_answer_its_own_question(phone, series, third, post):
    question = asked(phone, post)
    assert phone.post(f"/portal/together/{question.pk}/", {"act": "yes"}).status_code == 404


def test_a_question_of_another_meetup_is_not_taken_back_here(phone, series, group, third, post):
    EventSeriesFactory(public_id="hitori", organizers=[group])
    question = asked(phone, post)
    answer = phone.post("/portal/meetups/hitori/together/", {"withdraw": str(question.pk)})
    assert answer.status_code == 404
    question.refresh_from_db()
    assert question.is_waiting


def test_the_desk_asks_as_much_for_many_common_meetups_as_for_few(phone, group, neighbour):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            phone.get("/portal/")
        return len(asked)

    EventSeriesFactory(organizers=[group, neighbour], keeper=neighbour)
    few = count()
    for _each in range(5):
        EventSeriesFactory(organizers=[group, neighbour], keeper=group)
    assert count() == few


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the row lock is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_of_a_yes_and_a_withdrawal_at_the_same_moment_one_counts(member, series, third):
    question = joining.ask("yoru", member, third.organization, "", timezone.now())
    told = at_once(
        lambda: joining.answer(question, third, yes=True, now=timezone.now()),
        lambda: joining.withdraw("yoru", member, question.pk, timezone.now()),
    )
    assert sorted(told) == ["", "この質問は、もう終わっています。何も変えていません。"]
    question.refresh_from_db()
    assert (question.status == Status.YES) == ("うみかぜ" in holders(series))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the row lock is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_say_it_once(member, tanaka, meetup):
    stand = own.together_at(tanaka, "yoru", timezone.now())
    press = partial(absences.say, meetup, stand, "遠足のため", tanaka)
    assert at_once(press, press) == ["", ""]
    assert OrganizerAbsence.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="portal.absent").count() == 1


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Does them in threads that start together; what each was refused with, or ""."""
    start, told = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            told.append("")
        except Refused as refused:
            told.append(refused.sentences[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
