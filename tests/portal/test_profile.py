"""A group writes what its public page says; the city looks before readers see it."""

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Organization
from portal.models import Proposal
from portal.profile.entry import entry_of_group
from portal.proposing import flow
from search.models import SearchDocument
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    MemberFactory,
    OrganizationFactory,
    translated,
)
from tests.portal.conftest import signed_in
from tests.portal.proposing import staff, trust

pytestmark = pytest.mark.django_db
PAGE = "/portal/profile/"
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
Status = Proposal.Status


@pytest.fixture
def group(locales):
    return OrganizationFactory(
        name="なみのおと",
        public_id="naminooto",
        summary="きょうだいの会",
        description="月に1回\r\n集まります",
        phone="0467-00-0001",
        audiences=[AudienceFactory(slug="sibling", name="きょうだい")],
    )


def typed(group: Organization, /, **words):
    """What a phone sends: the page as it was shown, with other words."""
    entry = entry_of_group(group) | words
    return {name: value for name, value in entry.items() if value is not None} | {"send": "1"}


def now_of(group: Organization) -> Organization:
    return Organization.objects.get(pk=group.pk)


def sent(client: Client, group: Organization, /, **words) -> Proposal:
    answer = client.post(PAGE, typed(group, **words))
    assert answer.headers.get("Location") == "/portal/?done=sent", answer.content.decode()
    return Proposal.objects.latest("pk")


def test_the_desk_leads_to_the_form_which_says_what_the_page_says(phone, group):
    assert f'href="{PAGE}"' in phone.get("/portal/").content.decode()
    page = phone.get(PAGE).content.decode()
    for words in ("なみのおと", "きょうだいの会", "月に1回\n集まります", "0467-00-0001"):
        assert words in page
    assert 'value="sibling" id="id_audiences_0" checked' in page


def test_a_change_waits_and_is_public_once_accepted(phone, group):
    proposal = sent(phone, group, summary="ゆっくり話す会")
    assert (proposal.status, proposal.needs_two) == (Status.WAITING, False)
    assert now_of(group).summary == "きょうだいの会"
    flow.accept(proposal, staff("tanaka"), "", timezone.now())
    assert now_of(group).summary == "ゆっくり話す会"
    assert "ゆっくり話す会" in Client().get("/groups/naminooto/").content.decode()
    assert "ゆっくり話す会" in SearchDocument.objects.get(record_id="naminooto").body


def test_only_what_was_changed_is_shown_to_the_city(phone, group):
    proposal = sent(phone, group, members="いつも5人")
    page = phone.get(f"/portal/proposals/{proposal.pk}/").content.decode()
    assert "人数・顔ぶれ" in page
    assert "はじめての方へ" not in page


def test_contacts_are_looked_at_by_two(phone, group):
    trust(group)
    proposal = sent(phone, group, phone="0467-00-0002")
    assert (proposal.status, proposal.needs_two) == (Status.WAITING, True)
    flow.accept(proposal, staff("tanaka"), "", timezone.now())
    assert now_of(group).phone == "0467-00-0001"
    flow.accept(proposal, staff("suzuki"), "", timezone.now())
    assert now_of(group).phone == "0467-00-0002"


def test_words_of_a_trusted_group_stand_at_once_and_can_be_taken_back(phone, group):
    trust(group)
    area = AreaFactory(kind="district")
    other = AudienceFactory(slug="parent", name="親")
    proposal = sent(phone, group, area=area.slug, audiences=[other.slug])
    found = now_of(group)
    assert (found.area, list(found.audiences.all())) == (area, [other])
    flow.refuse(proposal, staff("tanaka"), "対象がちがいます", timezone.now())
    found = now_of(group)
    assert (found.area, found.audiences.get().slug) == (None, "sibling")


def test_what_the_staff_wrote_meanwhile_stays(phone, group):
    data = typed(group, summary="ゆっくり話す会") | {"seen": _seen(phone)}
    changed = now_of(group)
    changed.first_visit = "手ぶらでどうぞ"
    changed.save_revision().publish()
    phone.post(PAGE, data)
    flow.accept(Proposal.objects.get(), staff("tanaka"), "", timezone.now())
    found = now_of(group)
    assert (found.summary, found.first_visit) == ("ゆっくり話す会", "手ぶらでどうぞ")


def _seen(phone: Client) -> str:
    return phone.get(PAGE).context["form"]["seen"].value()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "団体の名前を書いてください。"),
        ({"name": "あ" * 101}, "100字までです。いま101字あります。"),
        ({"description": "あ" * 2001}, "2000字までです。いま2001字あります。"),
        ({"email": "だれか"}, "メールアドレスの形がちがうようです。"),
        ({"website": "javascript:alert(1)"}, "ホームページの形がちがうようです。"),
        ({"area": "nowhere"}, "地域を、もういちどえらんでください。"),
        ({"topics": ["nothing"]}, "えらべないものがあります。"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(phone, group, words, sentence):
    answer = phone.post(PAGE, typed(group, first_visit="のこることば", **words))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "のこることば" in page
    assert not Proposal.objects.exists()


def test_a_draft_with_mistakes_is_kept_and_continued(phone, group):
    phone.post(PAGE, typed(group, email="だれか") | {"draft": "1"})
    draft = Proposal.objects.get()
    desk = phone.get("/portal/").content.decode()
    assert draft.edit_url in desk
    assert draft.edit_url in phone.get(PAGE).content.decode()
    assert "だれか" in phone.get(draft.edit_url).content.decode()
    answer = phone.post(draft.edit_url, typed(group, email="dareka@example.jp"))
    assert answer.headers["Location"] == "/portal/?done=sent"
    draft.refresh_from_db()
    assert draft.status == Status.WAITING
    assert phone.get(draft.edit_url).status_code == 404


def test_the_same_sent_again_after_a_lost_answer_is_sent_once(phone, group):
    sent(phone, group, summary="ゆっくり話す会")
    sent(phone, group, summary="ゆっくり話す会")
    assert Proposal.objects.count() == 1
    assert "前に送ったもの" in phone.get(PAGE).content.decode()


def test_what_was_typed_when_the_session_ended_is_given_back(member, group):
    phone = Client()
    assert phone.post(PAGE, typed(group, summary="ゆっくり話す会")).status_code == 403
    phone.cookies.update(signed_in(member).cookies)
    assert "ゆっくり話す会" in phone.get(PAGE).content.decode()


def test_a_page_that_readers_do_not_see_is_not_brought_back_by_its_group(phone, group):
    data = typed(group, summary="ゆっくり話す会")
    group.unpublish()
    assert phone.get(PAGE).status_code == 404
    assert phone.post(PAGE, data).status_code == 404
    assert f'href="{PAGE}"' not in phone.get("/portal/").content.decode()
    assert not now_of(group).live


def test_a_member_registered_with_the_english_row_edits_the_facts_of_the_source(group):
    english = translated(group, "en", name="Naminooto", summary="For siblings")
    phone = signed_in(MemberFactory(organization=english))
    trust(group)
    assert "きょうだいの会" in phone.get(PAGE).content.decode()
    sent(phone, group, summary="ゆっくり話す会")
    assert now_of(group).summary == "ゆっくり話す会"
    assert now_of(english).summary == "For siblings"


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_the_draft_of_another_group(phone, group, verb):
    stranger = MemberFactory(organization=OrganizationFactory(name="べつの会"))
    theirs = signed_in(stranger)
    theirs.post(PAGE, typed(stranger.organization, summary="ひみつ") | {"draft": "1"})
    draft = Proposal.objects.get()
    before = Proposal.objects.values().get()
    data = typed(group, summary="のっとり") if verb == "post" else None
    answer = getattr(phone, verb)(draft.edit_url, data)
    assert answer.status_code in {404, 405}
    assert "ひみつ" not in answer.content.decode()
    assert Proposal.objects.values().get() == before
    assert getattr(Client(), verb)(draft.edit_url, data).status_code in {403, 405}


def test_nothing_that_is_typed_reaches_the_page_of_another_group(phone, group):
    other = OrganizationFactory(name="べつの会", public_id="betsu")
    trust(group)
    extra = {"public_id": "betsu", "record_id": "betsu", "organization": other.pk}
    phone.post(PAGE, typed(group, name="のっとり") | extra)
    assert now_of(other).name == "べつの会"
    assert now_of(group).name == "のっとり"


def test_a_draft_of_the_profile_is_no_meetup(phone, group):
    phone.post(PAGE, typed(group) | {"draft": "1"})
    draft = Proposal.objects.get()
    assert phone.get(f"/portal/proposals/{draft.pk}/edit/").status_code == 404


def test_ticks_can_all_be_taken_away(phone, group):
    trust(group)
    sent(phone, group, audiences=[])
    assert not now_of(group).audiences.exists()
