"""Who takes no part in a date is told in the calendars, and subscribers get it."""

from datetime import date

import pytest
from icalendar import Calendar

from events.models import EventSeries, OrganizerAbsence
from tests.factories import EventSeriesFactory, OrganizationFactory, meets_on, translated

DAY, NEXT = date(2026, 12, 6), date(2026, 12, 13)
SAID = "なみの会は今回は参加しません"
PATHS = (
    "/events/calendar.ics",
    "/events/calendar.ics?ease=online",
    "/events/yoru/calendar.ics",
    "/events/yoru/2026-12-06.ics",
    "/groups/nami/calendar.ics",
    "/groups/kaze/calendar.ics",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]


@pytest.fixture
def series(now) -> EventSeries:
    """Two dates that two groups hold together."""
    groups = [
        OrganizationFactory(public_id="nami", name="なみの会"),
        OrganizationFactory(public_id="kaze", name="かぜの会"),
    ]
    return EventSeriesFactory(
        public_id="yoru", rule=meets_on(DAY, NEXT), organizers=groups, online=True
    )


def away(series: EventSeries, day: date = DAY) -> OrganizerAbsence:
    group = series.organizers.get(public_id="nami")
    return OrganizerAbsence.objects.create(
        series=series, organization=group, original_date=day, reason="遠足のため"
    )


def events(client, path: str = "/events/yoru/calendar.ics") -> dict[str, dict]:
    """Original date → its VEVENT."""
    found = Calendar.from_ical(client.get(path).content).events
    return {str(event["X-ORIGINAL-DATE"]): event for event in found}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
def test_a_subscriber_gets_an_absence_and_that_it_was_taken_back(
    client, series, clock, path, prefix
):
    translated(series, "en", name="Tea at night")
    clock(2026, 11, 25, 9, 1)

    def asked(known: str) -> tuple[int, str]:
        answer = client.get(prefix + path, headers={"if-none-match": known})
        return answer.status_code, answer.get("ETag", known)

    _status, first = asked("")
    absence = away(series)
    status, second = asked(first)
    assert (status, asked(second)[0]) == (200, 304)
    absence.delete()
    status, third = asked(second)
    assert (status, asked(third)[0]) == (200, 304)


def test_the_date_says_who_is_missing_under_a_higher_sequence_and_the_others_stay(
    client, series, clock
):
    before = events(client)
    clock(2026, 11, 25, 9, 1)
    absence = away(series)
    after = events(client)
    told, other = (after[day.isoformat()] for day in (DAY, NEXT))
    assert SAID in told["DESCRIPTION"]
    assert told["SEQUENCE"] == before[DAY.isoformat()]["SEQUENCE"] + 1
    assert told["LAST-MODIFIED"].dt > before[DAY.isoformat()]["LAST-MODIFIED"].dt
    assert told["UID"] == before[DAY.isoformat()]["UID"]
    assert other.to_ical() == before[NEXT.isoformat()].to_ical()
    absence.delete()
    back = events(client)[DAY.isoformat()]
    assert SAID not in back["DESCRIPTION"]
    assert back["SEQUENCE"] == told["SEQUENCE"] + 1


def test_an_absence_that_moves_to_another_date_is_told_at_both(client, series):
    absence = away(series)
    absence.original_date = NEXT
    absence.save()
    found = events(client)
    assert [SAID in found[day.isoformat()]["DESCRIPTION"] for day in (DAY, NEXT)] == [False, True]
    assert [found[day.isoformat()]["SEQUENCE"] for day in (DAY, NEXT)] == [2, 1]


def test_another_reason_is_nothing_to_tell_for_nobody_reads_it(client, series):
    absence = away(series)
    before = client.get("/events/yoru/calendar.ics")
    absence.reason = "行事のため"
    absence.save()
    again = client.get("/events/yoru/calendar.ics", headers={"if-none-match": before["ETag"]})
    assert again.status_code == 304
    assert "遠足" not in before.content.decode()


def test_a_group_that_holds_it_no_longer_is_missed_by_nobody(client, series):
    away(series)
    series.organizers.set(series.organizers.filter(public_id="kaze"))
    series.save()
    assert SAID not in events(client)[DAY.isoformat()]["DESCRIPTION"]


def test_a_cancelled_date_says_that_and_nothing_of_who_is_missing(client, series):
    away(series)
    series.changes.create(original_date=DAY, kind="cancelled", reason="台風のため")
    told = events(client)[DAY.isoformat()]
    assert told["STATUS"] == "CANCELLED"
    assert SAID not in told["DESCRIPTION"]
