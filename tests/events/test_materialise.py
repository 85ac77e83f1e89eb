"""The stored dates of a series follow its rule, and keep their addresses."""

from __future__ import annotations

from datetime import date, time

import pytest

from events.materialise import extend_all
from events.models import EventSeries, Occurrence, OccurrenceChange
from events.tasks import extend_dates
from search.models import SearchDocument
from tests.factories import EventSeriesFactory, meets_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY = date(2026, 12, 6)


def keys(series: EventSeries) -> list[str]:
    return [row.key for row in series.occurrences.order_by("date", "key")]


def monthly(**others) -> EventSeries:
    rule = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"} | others
    return EventSeriesFactory(rule=rule)


def test_dates_reach_thirteen_months_ahead_and_one_back():
    assert keys(monthly())[0] == "2026-11-01"
    assert keys(monthly())[-1] == "2027-12-05"


def test_a_moved_date_keeps_its_row_and_its_address_under_a_higher_sequence():
    series = EventSeriesFactory(rule=meets_on(DAY))
    before = series.occurrences.get()
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 13)
    )
    after = series.occurrences.get()
    assert (after.pk, after.key, after.uid) == (before.pk, "2026-12-06", before.uid)
    assert (after.date, after.status) == (date(2026, 12, 13), "moved")
    assert after.sequence == before.sequence + 1


def test_an_undone_change_counts_as_a_change():
    series = EventSeriesFactory(rule=meets_on(DAY))
    change = OccurrenceChange.objects.create(series=series, original_date=DAY, kind="cancelled")
    change.delete()
    row = series.occurrences.get()
    assert (row.status, row.sequence) == ("held", 2)


def test_two_sittings_a_day_have_an_address_each_wherever_the_day_is_moved():
    rule = {
        "rdates": [DAY.isoformat()],
        "sittings": [{"start": "10:00", "end": "11:00"}, {"start": "14:00", "end": "15:00"}],
    }
    series = EventSeriesFactory(rule=rule)
    assert keys(series) == ["2026-12-06-1000", "2026-12-06-1400"]
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 12)
    )
    assert keys(series) == ["2026-12-06-1000", "2026-12-06-1400"]
    assert {row.date for row in series.occurrences.all()} == {date(2026, 12, 12)}


def test_a_changed_rule_keeps_the_rows_of_the_dates_that_stay():
    series = monthly()
    december = series.occurrences.get(key="2026-12-06")
    series.rule = {**series.rule, "rrule": "FREQ=MONTHLY;BYDAY=1SU,3SU", "start": "11:00"}
    series.save()
    again = series.occurrences.get(key="2026-12-06")
    assert (again.pk, again.sequence) == (december.pk, december.sequence + 1)
    assert "2026-12-20" in keys(series)


def test_a_changed_rule_takes_away_the_dates_it_no_longer_gives():
    series = monthly()
    series.rule = {**series.rule, "ended_after": "2027-01-31"}
    series.save()
    assert keys(series) == ["2026-11-01", "2026-12-06", "2027-01-03"]


def test_edits_of_one_date_outlive_a_change_of_the_rule():
    series = monthly()
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="theme", theme="みんなで作るカレーの日"
    )
    series.rule = {**series.rule, "end": "14:00"}
    series.save()
    assert series.occurrences.get(key="2026-12-06").theme == "みんなで作るカレーの日"


def test_a_day_without_times_is_a_whole_day():
    row = EventSeriesFactory(rule={"rdates": ["2026-12-06"]}).occurrences.get()
    assert row.all_day
    assert (row.ends_at - row.starts_at).days == 1


def test_an_evening_over_midnight_ends_on_the_next_day():
    rule = meets_on(DAY, start="22:00", end="01:00")
    row = EventSeriesFactory(rule=rule).occurrences.get()
    assert (row.ends_at - row.starts_at).seconds == 3 * 3600


def test_the_night_adds_the_dates_of_a_new_month_and_changes_nothing_twice():
    series = monthly()
    stamps = dict(series.occurrences.values_list("key", "changed_at"))
    assert extend_all(date(2026, 12, 25)) == 1
    assert keys(series)[-1] == "2028-01-02"
    assert extend_all(date(2026, 12, 25)) == 0
    kept = dict(series.occurrences.values_list("key", "changed_at"))
    assert all(kept[key] == stamp for key, stamp in stamps.items() if key in kept)


def test_the_nightly_job_goes_by_the_day_in_tokyo(clock):
    series = EventSeriesFactory(rule={"rrule": "FREQ=DAILY", "start": "10:00"})
    clock(2026, 11, 26, 0, 5)
    extend_dates()
    assert keys(series)[-1] == "2027-12-27"


def test_a_place_or_theme_of_one_date_stands_in_its_document_at_once():
    series = EventSeriesFactory(rule=meets_on(DAY))
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="theme", theme="お茶の日"
    )
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="place", place="大船の会場", start=time(15)
    )
    document = SearchDocument.objects.get(occurrence="2026-12-06")
    assert document.title == "お茶の日"
    assert document.card["place"] == "大船の会場"
    assert document.card["place_changed"]


def test_a_deleted_series_leaves_neither_dates_nor_documents():
    EventSeriesFactory(rule=meets_on(DAY)).delete()
    assert not Occurrence.objects.exists()
