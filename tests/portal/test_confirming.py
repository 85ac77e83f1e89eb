from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.models import Check
from search.models import SearchDocument
from tests.factories import CheckFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def press(phone):
    return phone.post("/portal/confirm/", follow=True)


def test_one_press_confirms_the_group_and_its_places_today(phone, group):
    place = PlaceFactory(name="なみの家", organization=group)
    assert "確認日が今日になりました" in press(phone).content.decode()
    today = timezone.localdate()
    checks = {(check.record_type, check.record_id): check for check in Check.objects.all()}
    assert set(checks) == {("group", group.public_id), ("place", place.public_id)}
    for check in checks.values():
        assert check.by_organization == group
        assert check.checked_on == today
        assert check.next_due == today + relativedelta(months=6)


def test_the_cards_of_readers_show_the_new_date_at_once(phone, group):
    PlaceFactory(organization=group)
    press(phone)
    cards = [row.card["checked"] for row in SearchDocument.objects.of_type("group", "place")]
    assert len(cards) == 2
    for checked in cards:
        assert checked["date"] == timezone.localdate().isoformat()
        assert checked["by"] == "なみのおと"


def test_pressing_twice_on_a_day_is_one_check(phone, group):
    press(phone)
    press(phone)
    assert Check.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="portal.confirm").count() == 1


def test_a_later_check_of_the_city_is_kept_beside_it(phone, group):
    CheckFactory(record_type="group", record_id=group.public_id)
    press(phone)
    assert Check.objects.count() == 2


def test_places_of_others_and_drafts_are_not_confirmed(phone, group, other_meetup):
    PlaceFactory(organization=other_meetup.series.organizers.get())
    PlaceFactory()
    PlaceFactory(organization=group, live=False)
    press(phone)
    assert [check.record_type for check in Check.objects.all()] == ["group"]


def test_opening_the_address_of_the_press_confirms_nothing(phone):
    phone.get("/portal/confirm/")
    assert not Check.objects.exists()


def test_what_is_due_stands_first_and_what_is_fresh_stands_aside(phone, group):
    def question_stands_first() -> bool:
        page = phone.get("/portal/").content.decode()
        return page.index("変わりはありませんか") < page.index("次の集まり")

    assert question_stands_first()
    press(phone)
    assert not question_stands_first()
    long_ago = timezone.localdate() - timedelta(days=400)
    Check.objects.update(checked_on=long_ago, next_due=long_ago + timedelta(days=180))
    assert question_stands_first()
