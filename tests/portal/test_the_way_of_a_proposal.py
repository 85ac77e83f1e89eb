"""From the draft to the public page, and every way aside."""

from datetime import date

import pytest
from django.http import Http404
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.models import EventSeries
from portal import history
from portal.models import Proposal
from portal.proposing import flow
from portal.proposing.deadlines import due_after
from tests.factories import EventSeriesFactory, LocationFactory, MemberFactory, OrganizationFactory
from tests.portal.proposing import draft, new_entry, sent, sent_new, staff, trust

Status = Proposal.Status


@pytest.fixture
def series(group):
    hall = LocationFactory(name="会館", address="見本町1")
    return EventSeriesFactory(
        name="きょうだいの夜", public_id="yoru", organizers=[group], location=hall
    )


@pytest.fixture
def tanaka(db):
    return staff("tanaka")


@pytest.fixture
def suzuki(db):
    return staff("suzuki")


def now():
    return timezone.now()


def published(series):
    return EventSeries.objects.get(pk=series.pk)


def what(proposal):
    return [step.what for step in proposal.steps.all()]


def test_what_is_sent_waits_and_changes_nothing(member, series):
    proposal = sent(member, series, summary="ゆっくり話します")
    assert proposal.status == Status.WAITING
    assert proposal.due_on == due_after(timezone.localdate())
    assert published(series).summary == ""
    assert what(proposal) == ["sent"]


def test_accepting_publishes_the_change_and_keeps_the_history(member, series, tanaka):
    proposal = sent(member, series, summary="ゆっくり話します")
    flow.accept(proposal, tanaka, "ありがとうございます", now())
    proposal.refresh_from_db()
    assert (proposal.status, published(series).summary) == (Status.ACCEPTED, "ゆっくり話します")
    assert what(proposal) == ["sent", "accepted"]
    logged = ModelLogEntry.objects.for_instance(series)
    accepted = logged.get(action=history.ACCEPTED)
    assert (accepted.user, accepted.data["by"]) == (tanaka, "tanaka")
    assert logged.get(action=history.SENT).data["by"] == "佐藤"


def test_a_new_meetup_is_published_when_accepted(member, series, tanaka):
    proposal = sent_new(member, series)
    assert not EventSeries.objects.filter(name="あたらしい会").exists()
    flow.accept(proposal, tanaka, "", now())
    proposal.refresh_from_db()
    made = EventSeries.objects.public().get(name="あたらしい会")
    assert proposal.record_id == made.public_id


def test_what_a_trusted_group_sends_stands_at_once_and_is_reviewed_after(member, series, tanaka):
    trust(member.organization)
    proposal = sent(member, series, summary="ゆっくり話します")
    assert (proposal.status, proposal.published_at_once) == (Status.ACCEPTED, True)
    assert published(series).summary == "ゆっくり話します"
    assert Proposal.objects.open().get() == proposal
    flow.accept(proposal, tanaka, "", now())
    assert not Proposal.objects.open().exists()


@pytest.mark.parametrize("is_held", [False, True])
def test_refusing_what_stood_at_once_puts_the_earlier_facts_back(member, series, tanaka, is_held):
    trust(member.organization)
    proposal = sent(member, series, summary="ゆっくり話します")
    if is_held:
        flow.hold(proposal, tanaka, "確かめています", now())
        assert published(series).summary == "ゆっくり話します"
    flow.refuse(proposal, tanaka, "公開しない内容です", now())
    proposal.refresh_from_db()
    assert (proposal.status, published(series).summary) == (Status.REFUSED, "")


def test_taking_back_leaves_what_was_changed_since(member, series, tanaka):
    trust(member.organization)
    first = sent(member, series, summary="ゆっくり話します", schedule_note="第2土曜ごろ")
    sent(member, published(series), summary="にぎやかに話します")
    flow.refuse(first, tanaka, "日にちがちがいます", now())
    found = published(series)
    assert (found.summary, found.schedule_note) == ("にぎやかに話します", "")


def test_taking_back_empties_what_was_empty(member, series, tanaka):
    trust(member.organization)
    proposal = sent(member, series, application_days=3)
    assert published(series).application_days == 3
    flow.refuse(proposal, tanaka, "しめきりはいりません", now())
    assert published(series).application_days is None


def test_refusing_a_new_meetup_that_stood_at_once_unpublishes_it(member, series, tanaka):
    trust(member.organization)
    proposal = sent_new(member, series)
    assert EventSeries.objects.public().filter(name="あたらしい会").exists()
    flow.refuse(proposal, tanaka, "おなじ会がもうあります", now())
    assert not EventSeries.objects.public().filter(name="あたらしい会").exists()
    proposal.refresh_from_db()
    assert proposal.record_id == ""


def test_contacts_of_a_trusted_group_wait_too_and_two_people_look(member, series, tanaka, suzuki):
    trust(member.organization)
    proposal = sent(member, series, phone="0467-00-0000")
    assert (proposal.status, proposal.needs_two) == (Status.WAITING, True)
    flow.accept(proposal, tanaka, "", now())
    assert published(series).phone == ""
    with pytest.raises(flow.Refused, match="もう1人"):
        flow.accept(proposal, tanaka, "", now())
    assert published(series).phone == ""
    flow.accept(proposal, suzuki, "", now())
    assert published(series).phone == "0467-00-0000"
    assert what(proposal) == ["sent", "approved", "accepted"]


def test_a_look_at_an_earlier_sending_does_not_count(member, series, tanaka, suzuki):
    proposal = sent(member, series, phone="0467-00-0000")
    flow.accept(proposal, tanaka, "", now())
    flow.withdraw(proposal, member, now())
    entry = proposal.entry | {"phone": "0467-11-1111"}
    again = flow.save_draft("meetup", member, entry, title="夜", proposal=proposal)
    flow.send(again, member, now())
    flow.accept(proposal, suzuki, "", now())
    assert published(series).phone == ""


@pytest.mark.parametrize("decide", [flow.refuse, flow.hold])
def test_nothing_is_refused_or_held_without_a_reason(member, series, tanaka, decide):
    proposal = sent(member, series, summary="ゆっくり話します")
    with pytest.raises(flow.Refused, match="わけ"):
        decide(proposal, tanaka, " ", now())
    proposal.refresh_from_db()
    assert proposal.status == Status.WAITING


@pytest.mark.parametrize("decide", [flow.accept, flow.refuse, flow.hold])
def test_who_comes_second_is_told_who_decided(member, series, tanaka, suzuki, decide):
    proposal = sent(member, series, summary="ゆっくり話します")
    flow.accept(proposal, tanaka, "", now())
    with pytest.raises(flow.Refused, match="先にtanakaさんが「のせた」"):
        decide(proposal, suzuki, "わけ", now())
    assert what(proposal) == ["sent", "accepted"]


def test_nobody_publishes_what_they_have_not_seen(member, series, tanaka):
    proposal = sent(member, series, summary="ゆっくり話します")
    seen = proposal.steps.get().pk
    flow.comment(proposal, "やっぱり待ってください", now(), member=member)
    with pytest.raises(flow.Refused, match="佐藤さんの動き"):
        flow.accept(proposal, tanaka, "", now(), seen=seen)


def test_what_somebody_else_changed_meanwhile_stays(member, series, tanaka):
    proposal = sent(member, series, summary="ゆっくり話します")
    row = published(series)
    row.schedule_note = "市が直した文"
    row.save_revision().publish()
    flow.accept(proposal, tanaka, "", now())
    found = published(series)
    assert (found.summary, found.schedule_note) == ("ゆっくり話します", "市が直した文")


def test_an_entry_that_cannot_stand_is_not_sent(member, series):
    proposal = draft(member, series, name="")
    with pytest.raises(flow.Refused) as refused:
        flow.send(proposal, member, now())
    assert refused.value.sentences
    proposal.refresh_from_db()
    assert proposal.status == Status.DRAFT


def test_a_record_that_is_gone_is_said_and_nothing_published(member, series, tanaka):
    proposal = sent(member, series, summary="ゆっくり話します")
    series.delete()
    with pytest.raises(flow.Refused, match="見つかりません"):
        flow.accept(proposal, tanaka, "", now())


def test_a_group_withdraws_and_sends_again(member, series):
    proposal = sent(member, series, summary="ゆっくり話します")
    with pytest.raises(flow.Refused, match="取り下げて"):
        flow.save_draft("meetup", member, proposal.entry, title="夜", proposal=proposal)
    flow.withdraw(proposal, member, now())
    again = flow.save_draft("meetup", member, proposal.entry, title="夜", proposal=proposal)
    assert flow.send(again, member, now()).status == Status.WAITING
    assert what(proposal) == ["sent", "withdrawn", "sent"]


def test_sending_twice_is_one_proposal(member, series):
    proposal = draft(member, series, summary="ゆっくり話します")
    flow.send(proposal, member, now())
    with pytest.raises(flow.Refused):
        flow.send(proposal, member, now())
    assert what(proposal) == ["sent"]


def test_what_is_decided_is_not_withdrawn(member, series, tanaka):
    proposal = sent(member, series, summary="ゆっくり話します")
    flow.accept(proposal, tanaka, "", now())
    with pytest.raises(flow.Refused, match="もう決まっている"):
        flow.withdraw(proposal, member, now())


@pytest.mark.parametrize("act", ["save", "send", "withdraw", "comment"])
def test_another_group_does_nothing_with_it(member, series, act):
    stranger = MemberFactory(organization=OrganizationFactory(name="べつの会"))
    proposal = draft(member, series, summary="ゆっくり話します")
    acts = {
        "save": lambda: flow.save_draft("meetup", stranger, {}, title="x", proposal=proposal),
        "send": lambda: flow.send(proposal, stranger, now()),
        "withdraw": lambda: flow.withdraw(proposal, stranger, now()),
        "comment": lambda: flow.comment(proposal, "x", now(), member=stranger),
    }
    with pytest.raises(Http404):
        acts[act]()
    assert not flow.own_proposals(stranger).exists()


def test_nothing_is_attached_to_the_record_of_another_group(series):
    stranger = MemberFactory(organization=OrganizationFactory(name="べつの会"))
    proposal = flow.save_draft(
        "meetup", stranger, new_entry(series), title="x", record_id=series.public_id
    )
    with pytest.raises(Http404):
        flow.send(proposal, stranger, now())
    assert published(series).name == "きょうだいの夜"


@pytest.mark.parametrize(
    ("sent_on", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),
        (date(2026, 11, 20), date(2026, 11, 26)),  # 勤労感謝の日 between
        (date(2026, 12, 28), date(2027, 1, 6)),  # the turn of the year
    ],
)
def test_the_deadline_is_the_third_working_day(sent_on, due):
    assert due_after(sent_on) == due
