"""What the events of a calendar become: the facts of our recurrence, exact or as single dates."""

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.recurrence import Recurrence
from portal.calendars.problems import CalendarProblem, Problem
from portal.calendars.reading import MOST_ENTRIES, Entry, read_calendar
from tests.portal.calendars.writing import calendar, raw

TODAY = date(2026, 11, 24)
LAST = date(2027, 12, 25)
TOKYO = ZoneInfo("Asia/Tokyo")
TOKYO_10 = ("DTSTART;TZID=Asia/Tokyo:20261201T100000", "DTEND;TZID=Asia/Tokyo:20261201T120000")


def entries(*events: str) -> list[Entry]:
    return list(read_calendar(calendar(*events), "utf-8", TODAY, LAST).entries)


def only(*lines: str) -> Entry:
    found = entries(raw("UID:1", *lines))
    assert len(found) == 1
    return found[0]


def dates(entry: Entry) -> list[tuple[str, str]]:
    found = Recurrence.from_facts(entry.facts).occurrences(TODAY, LAST)
    return [(f"{item.date:%m-%d}", f"{item.start:%H:%M}" if item.start else "") for item in found]


def test_one_event_is_one_date_with_its_times():
    found = only(*TOKYO_10, "SUMMARY:朝の会", "LOCATION:玉縄\\, 2階")
    assert found.facts == {"rdates": ["2026-12-01"], "start": "10:00", "end": "12:00"}
    assert (found.summary, found.location, found.next_on) == (
        "朝の会",
        "玉縄, 2階",
        date(2026, 12, 1),
    )


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261201T010000Z",
        "DTSTART:20261201T100000",
        "DTSTART;TZID=Asia/Tokyo:20261201T100000",
        "DTSTART;TZID=Tokyo Standard Time:20261201T100000",
        "DTSTART;TZID=America/New_York:20261130T200000",
    ],
)
def test_every_zone_is_told_in_japanese_time(start):
    assert dates(only(start, "DURATION:PT90M")) == [("12-01", "10:00")]


def test_a_zone_that_the_calendar_explains_itself_is_read():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    found = entries(zone, raw("UID:1", "DTSTART;TZID=Mine:20261201T090000"))
    assert dates(found[0]) == [("12-01", "10:00")]


def test_a_zone_that_nobody_explains_is_counted_as_unreadable():
    text = calendar(raw("UID:1", "DTSTART;TZID=Nowhere/At-All:20261201T090000"))
    found = read_calendar(text, "", TODAY, LAST)
    assert (found.entries, found.unreadable) == ((), 1)


def test_whole_days_have_no_times_and_each_of_several_is_a_date():
    one = only("DTSTART;VALUE=DATE:20261201")
    assert one.facts == {"rdates": ["2026-12-01"]}
    three = only("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204")
    assert three.facts == {"rdates": ["2026-12-01", "2026-12-02", "2026-12-03"]}


def test_a_meeting_over_midnight_keeps_its_end_and_a_longer_one_says_none():
    assert only("DTSTART:20261201T220000", "DTEND:20261202T010000").facts["end"] == "01:00"
    assert "end" not in only("DTSTART:20261201T220000", "DTEND:20261203T010000").facts


RULES = [
    "FREQ=MONTHLY;BYDAY=2TU,4TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU",
    "FREQ=WEEKLY;COUNT=5",
    "FREQ=MONTHLY;BYDAY=-1TU",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
    "FREQ=DAILY;COUNT=10",
    "FREQ=WEEKLY;UNTIL=20261215T005959Z",
    "FREQ=WEEKLY;UNTIL=20261215T010000Z",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0",
]
STARTS = [
    "DTSTART;TZID=Asia/Tokyo:20261201T100000",
    "DTSTART:20261201T010000Z",
    "DTSTART;TZID=Europe/Paris:20261201T020000",
    "DTSTART;TZID=America/New_York:20261201T200000",
    "DTSTART:20261201T200000Z",
]
EXCEPTIONS = ["", "EXDATE:20261215T010000Z", "RDATE:20270105T010000Z"]


@pytest.mark.parametrize("extra", EXCEPTIONS)
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rule", RULES)
def test_dates_are_those_of_another_reader(rule, start, extra):
    """recurring_ical_events reads the same text by dateutil."""
    if "BYHOUR" in rule and "T10" not in start:
        pytest.skip("the rule names 10 o'clock")
    lines = [start, "DURATION:PT1H", f"RRULE:{rule}", *([extra] if extra else [])]
    text = calendar(raw("UID:1", *lines))
    begin = datetime(2026, 11, 24, tzinfo=TOKYO)
    theirs = recurring_ical_events.of(Calendar.from_ical(text)).between(
        begin, datetime(2027, 12, 26, tzinfo=TOKYO)
    )
    expected = sorted(event["DTSTART"].dt.astimezone(TOKYO) for event in theirs)
    ours = sorted(
        datetime.combine(item.date, item.start, TOKYO)
        for entry in read_calendar(text, "", TODAY, LAST).entries
        for item in Recurrence.from_facts(entry.facts).occurrences(TODAY, LAST)
    )
    assert ours == expected


def test_a_rule_in_japanese_time_stays_a_rule_and_a_shifted_one_becomes_dates():
    kept = only(*TOKYO_10, "RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=Asia/Tokyo:20261208T100000")
    assert kept.facts["rrule"] == "FREQ=WEEKLY;BYDAY=TU"
    assert kept.facts["skip_dates"] == ["2026-12-08"]
    shifted = only("DTSTART:20261201T200000Z", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU")
    assert shifted.facts == {"rdates": ["2026-12-02", "2026-12-09", "2026-12-16"], "start": "05:00"}


def test_a_last_day_without_a_time_is_a_day_of_the_series():
    found = only(*TOKYO_10, "RRULE:FREQ=WEEKLY;UNTIL=20261215")
    assert [day for day, _time in dates(found)] == ["12-01", "12-08", "12-15"]


@pytest.mark.parametrize("out", ["20261208T100000", "20261208T000000"])
def test_what_is_taken_out_at_its_time_or_at_midnight_is_out(out):
    found = only(*TOKYO_10, "RRULE:FREQ=WEEKLY;COUNT=2", f"EXDATE;TZID=Asia/Tokyo:{out}")
    assert [day for day, _time in dates(found)] == ["12-01"]


@pytest.mark.parametrize(
    "rule", ["FREQ=HOURLY", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=WEEKLY;BYHOUR=9,15", "FREQ=NEVER"]
)
def test_a_rule_that_the_site_cannot_say_leaves_its_first_date_and_says_so(rule):
    found = only(*TOKYO_10, f"RRULE:{rule}")
    assert (dates(found), found.is_whole) == ([("12-01", "10:00")], False)


def test_such_a_rule_that_began_long_ago_is_counted():
    text = calendar(raw("UID:1", "DTSTART:20200101T100000", "RRULE:FREQ=HOURLY"))
    assert read_calendar(text, "", TODAY, LAST).unreadable == 1


WEEKLY = raw("UID:1", *TOKYO_10, "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:朝の会")


def override(of: str, start: str, *lines: str) -> str:
    return raw(
        "UID:1", f"RECURRENCE-ID;TZID=Asia/Tokyo:{of}", f"DTSTART;TZID=Asia/Tokyo:{start}",
        "DURATION:PT2H", *lines,
    )  # fmt: skip


def test_one_date_on_another_day_moves_in_the_series():
    found = entries(WEEKLY, override("20261208T100000", "20261210T100000"))
    assert [dates(entry) for entry in found] == [
        [("12-01", "10:00"), ("12-10", "10:00"), ("12-15", "10:00"), ("12-22", "10:00")]
    ]


def test_one_date_with_its_own_times_stands_beside_the_series():
    found = entries(WEEKLY, override("20261208T100000", "20261208T140000", "SUMMARY:昼の会"))
    assert [(entry.recurrence_id, entry.summary, len(dates(entry))) for entry in found] == [
        ("", "朝の会", 3),
        ("20261208", "昼の会", 1),
    ]


def test_one_cancelled_date_is_left_out_and_a_cancelled_event_whole():
    found = entries(WEEKLY, override("20261208T100000", "20261208T100000", "STATUS:CANCELLED"))
    assert [day for day, _time in dates(found[0])] == ["12-01", "12-15", "12-22"]
    assert entries(raw("UID:1", *TOKYO_10, "STATUS:CANCELLED")) == []


def test_a_change_of_all_later_dates_is_counted_as_unreadable():
    later = override("20261208T100000", "20261208T140000")
    later = later.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    found = read_calendar(calendar(WEEKLY, later), "", TODAY, LAST)
    assert (found.entries, found.unreadable) == ((), 1)


def test_of_twins_the_one_with_the_higher_sequence_counts():
    twins = [raw("UID:1", *TOKYO_10, f"SEQUENCE:{n}", f"SUMMARY:{n}") for n in (3, 10, 2)]
    assert [entry.summary for entry in entries(*twins)] == ["10"]


@pytest.mark.parametrize("kind", ["PRIVATE", "CONFIDENTIAL", "private"])
def test_what_is_private_is_left_out_and_counted(kind):
    found = read_calendar(calendar(raw("UID:1", *TOKYO_10, f"CLASS:{kind}")), "", TODAY, LAST)
    assert (found.entries, found.hidden) == ((), 1)


def test_what_is_over_is_left_out():
    assert entries(raw("UID:1", "DTSTART:20261123T100000")) == []
    assert entries(raw("UID:1", "DTSTART:20200101T100000", "RRULE:FREQ=WEEKLY;COUNT=9")) == []
    assert len(entries(raw("UID:1", "DTSTART:20261124T000000"))) == 1


def test_html_becomes_text():
    found = only(
        *TOKYO_10,
        "DESCRIPTION:<p>お茶 &amp\\; お菓子<br>どうぞ</p><script>alert(1)</script><ul><li>一</ul>",
        "SUMMARY:<b>会</b>\u202e\x07",
    )
    assert (found.description, found.summary) == ("お茶 & お菓子\nどうぞ\n\n一", "会")


def test_the_japanese_of_old_programs_is_read():
    text = calendar(raw("UID:1", *TOKYO_10, "SUMMARY:朝の会")).decode()
    for encoding, charset in (("cp932", "shift_jis"), ("cp932", ""), ("utf-8-sig", "")):
        found = read_calendar(text.encode(encoding), charset, TODAY, LAST)
        assert found.entries[0].summary == "朝の会"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", Problem.NOT_CALENDAR),
        (b"<html>no calendar</html>", Problem.NOT_CALENDAR),
        (b"\xff\xfe\xfd\x81", Problem.UNREADABLE),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5000, Problem.UNREADABLE),
    ],
)
def test_what_is_no_calendar_is_told(body, problem):
    with pytest.raises(CalendarProblem) as found:
        read_calendar(body, "", TODAY, LAST)
    assert found.value.problem == problem


def test_a_broken_event_does_not_hide_the_good_ones():
    broken = raw("UID:2", "DTSTART:tomorrow", "RRULE:FREQ=MONTHLY", "SUMMARY:x")
    found = read_calendar(calendar(broken, WEEKLY), "", TODAY, LAST)
    assert ([entry.uid for entry in found.entries], found.unreadable) == (["1"], 1)


def test_ten_thousand_events_are_read_in_time_and_the_next_500_kept():
    lines = ("UID:{}", "DTSTART:{:%Y%m%d}T100000")
    days = [TODAY + timedelta(days=n % 300) for n in range(10_000)]
    text = calendar(*(raw(lines[0].format(n), lines[1].format(day)) for n, day in enumerate(days)))
    started = time.monotonic()
    found = read_calendar(text, "", TODAY, LAST)
    assert len(found.entries) == MOST_ENTRIES
    assert found.too_many == 10_000 - MOST_ENTRIES
    assert found.entries[-1].next_on < TODAY + timedelta(days=16)
    assert time.monotonic() - started < 60


def test_rules_that_give_no_date_take_no_time():
    """A reader that searches on to the year 9999 would be kept busy by these."""
    never = ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
             "FREQ=DAILY;INTERVAL=1000;BYDAY=MO;BYMONTH=2;BYMONTHDAY=31"]  # fmt: skip
    text = calendar(
        *(raw(f"UID:{n}", "DTSTART:00010101T100000", f"RRULE:{never[n % 3]}") for n in range(300))
    )
    started = time.monotonic()
    read_calendar(text, "", TODAY, LAST)
    assert time.monotonic() - started < 30


NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID", "SUMMARY",
         "DESCRIPTION", "SEQUENCE", "STATUS", "CLASS", "EXRULE", "LOCATION", "BEGIN", "END"]  # fmt: skip
PARAMS = ["", ";VALUE=DATE", ";TZID=Asia/Tokyo", ";TZID=America/New_York", ";TZID=x", ";VALUE=PERIOD",
          ";RANGE=THISANDFUTURE", ";=", ";X"]  # fmt: skip
VALUES = ["20261201", "20261201T100000", "20261201T150000Z", "00010101T000000Z", "99991231T235959Z",
          "PT1H", "-P5000W", "P99999999D", "20261201T100000/PT1H", "FREQ=WEEKLY", "FREQ=DAILY;COUNT=3",
          "FREQ=WEEKLY;UNTIL=99991231", "FREQ=YEARLY;BYDAY=53MO", "FREQ=MONTHLY;BYMONTHDAY=-31",
          "FREQ=WEEKLY;INTERVAL=0", "CANCELLED", "VEVENT", "VCALENDAR", "VTIMEZONE", "1", "<!--", "&#x0;",
          "FREQ=DAILY;UNTIL=20270101T000000Z,20270102", "20261201,20261208T100000Z,x"]  # fmt: skip
line = st.builds(
    lambda name, param, value: f"{name}{param}:{value}",
    st.sampled_from(NAMES),
    st.sampled_from(PARAMS),
    st.one_of(st.sampled_from(VALUES), st.text(max_size=30)),
)
start = st.sampled_from([*STARTS, "DTSTART;VALUE=DATE:20261201", "DTSTART:99991231T235959"])
events = st.lists(st.builds(lambda at, lines: raw("UID:1", at, *lines), start, st.lists(line, max_size=6)), max_size=4)  # fmt: skip


def read_or_told(body: bytes) -> None:
    try:
        found = read_calendar(body, "utf-8", TODAY, LAST)
    except CalendarProblem:
        return
    for entry in found.entries:
        assert Recurrence.from_facts(entry.facts).occurrences(TODAY, LAST)
        assert len(entry.uid) <= 200
        assert len(entry.recurrence_id) <= 40
        assert "\x00" not in entry.summary + entry.description + entry.location + entry.uid


QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(events)
def test_no_events_whatever_they_say_end_in_an_error(found):
    read_or_told(calendar(*found))


@QUICK
@given(st.binary(max_size=400))
def test_no_bytes_end_in_an_error(body):
    read_or_told(body)
    read_or_told(b"BEGIN:VCALENDAR\r\n" + body + b"\r\nEND:VCALENDAR\r\n")
