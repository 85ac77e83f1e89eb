"""Nobody opens, changes or copies a meetup or a draft of another group, by any verb."""

import pytest

from portal.models import Proposal
from portal.proposing import flow

pytestmark = pytest.mark.django_db
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
TYPED = {"phrase": "毎週月曜 10時から12時", "name": "のっとり", "draft": "1"}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_a_meetup_or_a_draft_of_another_group(phone, other_meetup, verb):
    theirs = other_meetup.series.organizers.get()
    draft = Proposal.objects.create(organization=theirs, kind="meetup", title="べつの下書き")
    at = f"/portal/meetups/{other_meetup.series.public_id}/"
    for path in (at, f"{at}duplicate/", f"/portal/proposals/{draft.pk}/edit/"):
        answer = getattr(phone, verb)(path, TYPED if verb == "post" else None)
        assert answer.status_code in {404, 405}, path
        assert "べつの下書き" not in answer.content.decode()
    assert list(Proposal.objects.all()) == [draft]
    assert "べつの下書き" not in phone.get("/portal/").content.decode()


def test_a_group_sees_its_own_proposals_only(member, other_meetup):
    theirs = other_meetup.series.organizers.get()
    Proposal.objects.create(organization=theirs, kind="meetup", title="べつの下書き")
    assert not flow.own_proposals(member).exists()
