"""Staff choose who holds a common meetup, and which of them edits it."""

import pytest

from events.models import EventSeries
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/events/eventseries/add/"


def form(**chosen: object) -> dict[str, object]:
    names = ("every", "monthdays", "rrule", "dtstart", "rdates", "end")
    return dict.fromkeys((f"rule-{name}" for name in names), "") | {
        "name": "きょうだいの夜",
        "kind": "meetup",
        "application": "none",
        "fees": "",
        "rule-pattern": "weekly",
        "rule-days": ["TU"],
        "rule-start": "14:00",
        **chosen,
    }


def test_who_keeps_it_is_one_that_holds_it(editor):
    groups = [OrganizationFactory(name=name) for name in ("なみのおと", "となりの会")]
    chosen = [group.pk for group in groups]
    editor.post(ADD, form(organizers=chosen, keeper=chosen[1]))
    assert EventSeries.objects.get().keeper == groups[1]


def test_a_keeper_that_does_not_hold_it_is_refused_in_one_sentence(editor):
    own, other = OrganizationFactory(name="なみのおと"), OrganizationFactory(name="うみかぜ")
    for organizers in ([own.pk], []):
        answer = editor.post(ADD, form(organizers=organizers, keeper=other.pk))
        assert "「うみかぜ」は、ひらく団体に入っていません。" in answer.content.decode()
        assert "きょうだいの夜" in answer.content.decode()
    assert not EventSeries.objects.exists()
