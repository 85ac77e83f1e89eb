"""Rule 2: what acts at once is never moved by publishing an older draft."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from directory.models import Check, TemporaryStatus
from events.models import OccurrenceChange
from tests.factories import CheckFactory, EventSeriesFactory, PlaceFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def place(locales):
    return PlaceFactory(name="食堂")


def test_an_older_draft_of_a_place_leaves_checks_and_closures(place, today):
    draft = place.save_revision()
    CheckFactory(record_id=place.public_id, checked_on=today)
    TemporaryStatus.objects.create(
        record_type="place",
        record_id=place.public_id,
        message="工事で休みます",
        starts_on=today,
        ends_on=today,
    )
    draft.publish()
    assert Check.objects.get().checked_on == today
    assert TemporaryStatus.objects.active(today).of("place", place.public_id).exists()


def test_an_older_draft_of_a_series_leaves_a_cancelled_date_cancelled(locales):
    series = EventSeriesFactory(name="カフェ")
    draft = series.save_revision()
    day = series.occurrences.get().original_date
    OccurrenceChange.objects.create(series=series, original_date=day, kind="cancelled")
    draft.publish()
    assert series.occurrences.get().is_cancelled


def test_cancelling_a_date_publishes_no_pending_draft(editor, locales):
    series = EventSeriesFactory(name="カフェ")
    day = series.occurrences.get().original_date
    series.name = "まだ出さない名前"
    series.save_revision()
    editor.post(
        "/admin/snippets/events/occurrencechange/add/",
        {"series": series.pk, "original_date": day, "kind": "cancelled", "reason": "台風"},
    )
    series.refresh_from_db()
    assert series.occurrences.get().reason == "台風"
    assert series.name == "カフェ"
    assert OccurrenceChange.objects.get().recorded_by.username == "suzuki"


def test_an_editor_records_a_check_from_the_list_of_places(editor, place, today):
    address = f"/admin/snippets/directory/check/add/?record=place:{place.public_id}"
    listed = editor.get("/admin/snippets/directory/place/").content.decode()
    assert f"record=place%3A{place.public_id}" in listed
    form = editor.get(address).context["form"]
    assert form["record"].value() == f"place:{place.public_id}"
    assert form["next_due"].value() == today + relativedelta(months=6)
    editor.post(
        address,
        {
            "record": f"place:{place.public_id}",
            "checked_on": today.isoformat(),
            "next_due": (today + timedelta(days=90)).isoformat(),
        },
    )
    check = Check.objects.get()
    assert (check.record_type, check.record_id) == ("place", place.public_id)
    assert check.recorded_by.username == "suzuki"


def test_only_records_that_there_are_can_be_chosen(editor, place, today):
    editor.post(
        "/admin/snippets/directory/check/add/",
        {"record": "place:nothing", "checked_on": today, "next_due": today},
    )
    assert not Check.objects.exists()


def test_the_list_says_when_a_place_was_last_checked(editor, place, today):
    CheckFactory(record_id=place.public_id, checked_on=today - timedelta(days=400))
    CheckFactory(record_id=place.public_id, checked_on=today - timedelta(days=1))
    rows = editor.get("/admin/snippets/directory/place/").context["object_list"]
    assert [row.checked_on for row in rows] == [today - timedelta(days=1)]


TWICE_A_DAY = [{"start": "10:00", "end": "11:00"}, {"start": "14:00", "end": "15:00"}]


@pytest.mark.parametrize(
    ("sittings", "words", "sentence"),
    [
        (TWICE_A_DAY, {"sitting": "15:00"}, "「回」は、10:00、14:00のどれかを書いてください。"),
        (TWICE_A_DAY, {"sitting": "x"}, "「回」は、10:00、14:00のどれかを書いてください。"),
        (TWICE_A_DAY, {"kind": "moved", "start": "16:00"}, "どの回かを「回」に書いてください。"),
        ([], {"sitting": "10:00"}, "この集まりは1日に1回です。"),
    ],
)
def test_a_sitting_that_there_is_not_is_refused_with_a_sentence(
    editor, today, sittings, words, sentence
):
    times = {"sittings": sittings} if sittings else {"start": "10:00"}
    series = EventSeriesFactory(rule={"rdates": [today.isoformat()], **times})
    data = {"series": series.pk, "original_date": today, "kind": "cancelled", "reason": "台風"}
    answer = editor.post("/admin/snippets/events/occurrencechange/add/", data | words)
    assert sentence in answer.content.decode()
    assert not OccurrenceChange.objects.exists()


def test_an_editor_cancels_one_of_two_sittings(editor, today):
    series = EventSeriesFactory(rule={"rdates": [today.isoformat()], "sittings": TWICE_A_DAY})
    data = {"series": series.pk, "original_date": today, "kind": "cancelled", "sitting": "14:00"}
    editor.post("/admin/snippets/events/occurrencechange/add/", data)
    held = series.occurrences.order_by("starts_at")
    assert [each.is_cancelled for each in held] == [False, True]
