"""What is said of one date: it acts at once, and a rule that changes does not lose it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.edits import EDITS, NO_LONGER_GIVEN
from events.materialise import extend_all, rebuild_many
from events.models import (
    EventSeries,
    Occurrence,
    OccurrenceChange,
    OccurrenceNote,
    OrganizerAbsence,
)
from search.models import SearchDocument
from tests.factories import EventSeriesFactory, OrganizationFactory, meets_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY = date(2026, 12, 6)
FIRST_SUNDAYS = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"}
SECOND_SUNDAYS = FIRST_SUNDAYS | {"rrule": "FREQ=MONTHLY;BYDAY=2SU"}
TWICE = {
    "rdates": [DAY.isoformat()],
    "sittings": [{"start": "10:00", "end": "11:00"}, {"start": "14:00", "end": "15:00"}],
}


def noted(series: EventSeries, **said) -> OccurrenceNote:
    return OccurrenceNote.objects.create(**{"series": series, "original_date": DAY} | said)


def with_rule(series: EventSeries, rule: dict) -> EventSeries:
    series = EventSeries.objects.get(pk=series.pk)
    series.rule = rule
    series.save()
    return series


def on(series: EventSeries, key: str = "2026-12-06") -> Occurrence:
    return series.occurrences.get(key=key)


def test_a_note_stands_on_its_date_at_once_under_a_higher_sequence():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    before = on(series)
    noted(series, audience="きょうだいの方", note="おやつつき", capacity=8, is_full=True)
    row = on(series)
    assert (row.audience, row.note, row.capacity, row.is_full) == (
        "きょうだいの方", "おやつつき", 8, True,
    )  # fmt: skip
    assert (row.pk, row.sequence) == (before.pk, before.sequence + 1)
    counted = series.sequence
    series.refresh_from_db()
    assert series.sequence > counted
    assert on(series, "2027-01-03").audience == ""


def test_a_note_taken_back_leaves_nothing_and_counts_as_a_change():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    noted(series, note="おやつつき", is_full=True).delete()
    row = on(series)
    assert (row.note, row.is_full, row.sequence) == ("", False, 2)


def test_a_note_brings_the_documents_of_its_series_in_step():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    before = SearchDocument.objects.get(occurrence="2026-12-06").pk
    noted(series, is_full=True)
    assert SearchDocument.objects.get(occurrence="2026-12-06").pk >= before
    assert on(series).is_full


def test_a_note_of_one_sitting_goes_before_what_is_said_of_the_whole_day():
    series = EventSeriesFactory(rule=TWICE)
    noted(series, note="上ばきをお持ちください", capacity=10)
    noted(series, sitting="14:00", capacity=0, is_full=True)
    morning, afternoon = on(series, "2026-12-06-1000"), on(series, "2026-12-06-1400")
    assert (morning.note, morning.capacity, morning.is_full) == (
        "上ばきをお持ちください",
        10,
        False,
    )
    assert (afternoon.note, afternoon.capacity, afternoon.is_full) == (
        "上ばきをお持ちください", 0, True,
    )  # fmt: skip


def changed(series: EventSeries, **words) -> OccurrenceChange:
    return OccurrenceChange.objects.create(**{"series": series, "original_date": DAY} | words)


def test_one_of_two_sittings_is_moved_alone_and_keeps_its_address():
    series = EventSeriesFactory(rule=TWICE)
    changed(series, kind="moved", sitting="14:00", start=time(16))
    morning, afternoon = on(series, "2026-12-06-1000"), on(series, "2026-12-06-1400")
    assert (morning.status, timezone.localtime(morning.starts_at).hour) == ("held", 10)
    assert (afternoon.status, timezone.localtime(afternoon.starts_at).hour) == ("moved", 16)


def test_what_is_said_of_one_sitting_goes_before_what_is_said_of_the_day():
    series = EventSeriesFactory(rule=TWICE)
    changed(series, kind="theme", sitting="14:00", theme="しゃべる日")
    changed(series, kind="theme", theme="お茶の日")
    themes = [on(series, f"2026-12-06-{clock}").theme for clock in ("1000", "1400")]
    assert themes == ["お茶の日", "しゃべる日"]


def test_a_change_of_one_sitting_keeps_no_other_when_the_rule_loses_both():
    series = EventSeriesFactory(rule=TWICE)
    changed(series, kind="cancelled", sitting="14:00", reason="工事のため")
    with_rule(series, meets_on(date(2026, 12, 7)))
    kept = series.occurrences.filter(original_date=DAY)
    assert [(row.key, row.reason) for row in kept] == [("2026-12-06-1400", "工事のため")]


def test_a_note_follows_a_date_that_is_moved():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    noted(series, note="おやつつき")
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 13)
    )
    assert (on(series).date, on(series).note) == (date(2026, 12, 13), "おやつつき")


def test_an_older_revision_brings_no_note_back():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    note = noted(series, note="おやつつき")
    revision = series.save_revision()
    note.delete()
    revision.publish()
    assert on(series).note == ""
    assert not OccurrenceNote.objects.exists()


@pytest.fixture(params=["change", "note", "absence"])
def edited(request) -> EventSeries:
    """A series of first Sundays with an edit of 6 December."""
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    if request.param == "change":
        OccurrenceChange.objects.create(
            series=series, original_date=DAY, kind="theme", theme="カレーの日"
        )
    elif request.param == "note":
        noted(series, note="おやつつき")
    else:
        OrganizerAbsence.objects.create(
            series=series, original_date=DAY, organization=OrganizationFactory()
        )
    return series


def test_an_edited_date_that_the_rule_loses_is_kept_as_cancelled_and_says_so(edited, client):
    before = on(edited)
    with_rule(edited, SECOND_SUNDAYS)
    row = on(edited)
    assert (row.pk, row.uid, row.date) == (before.pk, before.uid, DAY)
    assert (row.status, row.reason) == ("cancelled", NO_LONGER_GIVEN)
    assert row.sequence == before.sequence + 1
    assert (row.theme, row.note) == (before.theme, before.note)
    page = client.get(f"/events/{edited.public_id}/2026-12-06/").content.decode()
    assert NO_LONGER_GIVEN in page
    assert (
        "STATUS:CANCELLED"
        in client.get(f"/events/{edited.public_id}/2026-12-06.ics").content.decode()
    )
    assert SearchDocument.objects.get(occurrence="2026-12-06").card["status"] == "cancelled"


def test_the_dates_beside_it_that_nobody_edited_go_away(edited):
    with_rule(edited, SECOND_SUNDAYS)
    keys = set(edited.occurrences.values_list("key", flat=True))
    assert {"2026-12-06", "2026-12-13", "2027-01-10"} <= keys
    assert "2027-01-03" not in keys


def test_the_night_changes_nothing_about_a_date_kept_as_cancelled(edited):
    with_rule(edited, SECOND_SUNDAYS)
    before = Occurrence.objects.filter(pk=on(edited).pk).values().get()
    for days in range(1, 60, 7):
        extend_all(date(2026, 11, 25) + timedelta(days=days))
    assert Occurrence.objects.filter(pk=before["id"]).values().get() == before


def test_a_date_that_the_rule_gives_again_is_held_again_with_its_edits(edited):
    before = on(edited)
    with_rule(edited, SECOND_SUNDAYS)
    with_rule(edited, FIRST_SUNDAYS)
    row = on(edited)
    assert (row.pk, row.status, row.reason) == (before.pk, "held", "")
    assert (row.theme, row.note) == (before.theme, before.note)
    assert row.sequence == before.sequence + 2


def test_a_past_date_stays_as_it_was_when_the_rule_changes(edited, clock):
    clock(2026, 12, 10, 9, 0)
    before = Occurrence.objects.filter(pk=on(edited).pk).values().get()
    with_rule(edited, SECOND_SUNDAYS)
    assert Occurrence.objects.filter(pk=before["id"]).values().get() == before


def test_a_lost_date_that_its_group_had_cancelled_keeps_their_reason():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="cancelled", reason="台風のため"
    )
    with_rule(series, SECOND_SUNDAYS)
    assert (on(series).status, on(series).reason) == ("cancelled", "台風のため")


def test_a_moved_date_that_the_rule_loses_is_cancelled_on_its_new_day():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 20)
    )
    with_rule(series, SECOND_SUNDAYS)
    assert (on(series).date, on(series).status) == (date(2026, 12, 20), "cancelled")


def test_a_lost_date_goes_when_its_last_edit_is_taken_back():
    series = EventSeriesFactory(rule=FIRST_SUNDAYS)
    note = noted(series, note="おやつつき")
    with_rule(series, SECOND_SUNDAYS)
    note.delete()
    assert not series.occurrences.filter(key="2026-12-06").exists()


def test_a_sitting_that_is_lost_is_kept_only_where_it_was_edited():
    series = EventSeriesFactory(rule=TWICE)
    noted(series, sitting="14:00", note="おやつつき")
    with_rule(series, meets_on(date(2026, 12, 7)))
    assert [(row.key, row.status) for row in series.occurrences.order_by("date")] == [
        ("2026-12-06-1400", "cancelled"),
        ("2026-12-07", "held"),
    ]


def test_edits_of_many_series_cost_as_many_queries_as_those_of_one():
    def queries(count: int) -> int:
        for _number in range(count):
            series = EventSeriesFactory(rule=FIRST_SUNDAYS)
            noted(series, note="おやつつき")
            EventSeries.objects.filter(pk=series.pk).update(rule=SECOND_SUNDAYS)
        with CaptureQueriesContext(connection) as asked:
            rows = EventSeries.objects.sources().prefetch_related(*EDITS)
            assert len(rebuild_many(list(rows), date(2026, 11, 25))) == count
        return sum("events_occurrence" in query["sql"] for query in asked.captured_queries)

    one = queries(1)
    EventSeries.objects.all().delete()
    assert queries(7) == one
