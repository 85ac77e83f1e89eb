"""What is news of a meetup, and for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from events.importing import bring_dates
from events.materialise import extend_all
from events.models import EventSeries, OccurrenceChange
from events.noticing import MOST_NEW, is_another
from events.tasks import announce_published
from notify.models import Notice
from tests.factories import (
    AreaFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    TopicFactory,
    meets_on,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
DAY, LATER = date(2026, 12, 6), date(2026, 12, 20)
MONTHLY = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"}


def told() -> list[tuple[str, str]]:
    """(kind, date) of what was handed over, first one first; the date of a series is ""."""
    rows = Notice.objects.filter(overtaken=False).order_by("pk")
    return list(rows.values_list("kind", "occurrence"))


def forget() -> None:
    Notice.objects.filter(overtaken=False).exclude(kind="new", version=0).delete()


def since_new() -> list[tuple[str, str]]:
    assert told()[:1] == [("new", "")]
    return told()[1:]


def change(series: EventSeries, kind: str, **facts) -> OccurrenceChange:
    return OccurrenceChange.objects.create(series=series, original_date=DAY, kind=kind, **facts)


def test_a_published_series_is_news_once_however_often_it_is_saved():
    series = EventSeriesFactory(rule=meets_on(DAY))
    series.description = "お茶を飲みます。"
    series.save()
    assert told() == [("new", "")]


def test_a_draft_is_news_when_it_is_published_and_not_before():
    series = EventSeriesFactory(rule=meets_on(DAY), live=False)
    change(series, "cancelled")
    assert not Notice.objects.exists()
    change_back = series.changes.get()
    change_back.delete()
    series.save_revision().publish()
    assert told() == [("new", "")]


def test_published_again_it_is_not_new_again():
    series = EventSeriesFactory(rule=meets_on(DAY))
    series.unpublish()
    series.save_revision().publish()
    assert told() == [("new", "")]


def test_the_clock_tells_of_a_series_whose_time_has_come(clock):
    opens = clock(2026, 11, 25, 9, 0) + timedelta(hours=1)
    EventSeriesFactory(rule=meets_on(DAY), go_live_at=opens)
    announce_published()
    assert told() == []
    clock(2026, 11, 25, 10, 0)
    announce_published()
    announce_published()
    assert told() == [("new", "")]


def test_a_series_that_has_been_public_for_long_is_not_new(clock):
    EventSeriesFactory(rule=meets_on(DAY))
    Notice.objects.all().delete()
    clock(2026, 12, 3, 9, 0)
    announce_published()
    assert told() == []


def test_a_series_without_a_date_to_come_is_not_told():
    EventSeriesFactory(rule=meets_on(date(2026, 11, 20)))
    assert told() == []


def test_what_is_done_to_one_date_is_told_of_that_date():
    series = EventSeriesFactory(rule=meets_on(DAY))
    cancelled = change(series, "cancelled", reason="会場の工事")
    assert since_new() == [("cancelled", "2026-12-06")]
    cancelled.delete()
    assert since_new() == [("held-again", "2026-12-06")]
    change(series, "moved", date=date(2026, 12, 13))
    assert since_new() == [("moved", "2026-12-06")]
    change(series, "place", place="大船の会場")
    assert since_new() == [("moved", "2026-12-06"), ("changed", "2026-12-06")]


def test_cancelled_for_another_reason_is_no_second_notice():
    row = change(EventSeriesFactory(rule=meets_on(DAY)), "cancelled", reason="会場の工亊")
    row.reason = "会場の工事"
    row.save()
    assert since_new() == [("cancelled", "2026-12-06")]
    assert Notice.objects.count() == 2


def test_a_slip_of_the_finger_put_right_is_no_news():
    row = change(EventSeriesFactory(rule=meets_on(DAY)), "theme", theme="みんなで作るカレーの日")
    row.theme = "みんなでつくるカレーの日"
    row.save()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("before", "after", "another"),
    [
        ("", "お茶の日", True),
        ("お茶の日", "", True),
        ("お茶の日", "映画の会", True),
        ("介護のお金のはなし", "介護のお金の話", False),
        ("お茶の日", "お茶の日", False),
    ],
)
def test_a_theme_is_another_when_its_words_are(before, after, another):
    assert is_another(before, after) is another


def test_another_room_is_told_though_its_name_is_nearly_the_same():
    row = change(EventSeriesFactory(rule=meets_on(DAY)), "place", place="福祉センター会議室1")
    forget()
    row.place = "福祉センター会議室2"
    row.save()
    assert since_new() == [("changed", "2026-12-06")]


def test_a_date_that_is_over_is_news_to_nobody():
    series = EventSeriesFactory(rule=meets_on(date(2026, 11, 20), DAY))
    OccurrenceChange.objects.create(
        series=series, original_date=date(2026, 11, 20), kind="cancelled"
    )
    assert since_new() == []


def test_a_date_that_is_added_is_told():
    series = EventSeriesFactory(rule=meets_on(DAY))
    series.rule = meets_on(DAY, LATER)
    series.save()
    assert since_new() == [("new", "2026-12-20")]


def test_another_rule_is_one_piece_of_news():
    series = EventSeriesFactory(rule=MONTHLY)
    series.rule = MONTHLY | {"rrule": "FREQ=MONTHLY;BYDAY=2SU"}
    series.save()
    assert since_new() == [("moved", "")]


def test_another_time_of_every_date_is_one_piece_of_news():
    series = EventSeriesFactory(rule=MONTHLY)
    series.rule = MONTHLY | {"start": "10:00"}
    series.save()
    assert since_new() == [("moved", "")]


def test_the_night_that_adds_a_month_tells_nothing(clock):
    EventSeriesFactory(rule=MONTHLY)
    clock(2026, 12, 25, 0, 5)
    assert extend_all(date(2026, 12, 25)) == 1
    assert since_new() == []


def test_nothing_is_told_of_a_save_that_is_undone():
    series = EventSeriesFactory(rule=meets_on(DAY))
    with transaction.atomic():
        change(series, "cancelled")
        transaction.set_rollback(True)
    assert since_new() == []


def test_it_is_for_everybody_the_district_the_topics_and_the_public_groups():
    ofuna = AreaFactory(slug="ofuna", kind="district")
    town = AreaFactory(slug="dai", kind="town", parent=ofuna)
    groups = [OrganizationFactory(public_id="nami"), OrganizationFactory(live=False)]
    EventSeriesFactory(
        rule=meets_on(DAY),
        place=PlaceFactory(locations=[LocationFactory(area=town)]),
        topics=[TopicFactory(slug="dementia")],
        organizers=groups,
    )
    slugs = {row.slug for row in Notice.objects.get().lists.all()}
    assert slugs == {"all", "area-ofuna", "topic-dementia", "group-nami"}


def test_the_district_of_a_hidden_venue_is_not_told():
    home = LocationFactory(area=AreaFactory(kind="district"), precision="hidden")
    EventSeriesFactory(rule=meets_on(DAY), location=home)
    assert [row.slug for row in Notice.objects.get().lists.all()] == ["all"]


@pytest.mark.parametrize(("count", "number"), [(MOST_NEW, MOST_NEW), (MOST_NEW + 1, 0)])
def test_a_list_that_is_loaded_tells_of_few_meetups_and_never_of_many(now, count, number):
    series = [EventSeriesFactory(rule=meets_on(DAY)) for _each in range(count)]
    Notice.objects.all().delete()
    bring_dates(series, now)
    announce_published()
    assert len(told()) == number
