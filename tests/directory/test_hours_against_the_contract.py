"""A second reading of the facts table, sentence by sentence, compared over a year ahead.

It shares no code with the room: days are written out one by one as spans of real time, and the
answer is looked up among them. Only the list of public holidays is the same.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import count
from timeit import repeat
from typing import Any
from zoneinfo import ZoneInfo

import jpholiday
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.hours import Hours

TOKYO = ZoneInfo("Asia/Tokyo")
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
AHEAD = 400
Facts = dict[str, Any]

is_public_holiday = lru_cache(maxsize=4000)(jpholiday.is_holiday)


def spans(facts: Facts, first: date, days: int, audience: str | None) -> list[list[datetime]]:
    """Every opening of these days for the audience, in order, those that touch as one."""
    if audience is not None and audience in facts.get("audiences_not_served", []):
        return []
    found = sorted(
        span
        for day in (first + timedelta(days=n) for n in range(days))
        if not closed_all_day(facts, day)
        for row in rows_of_the_day(facts, day)
        if (span := span_of(facts, row, day, audience)) is not None
    )
    whole: list[list[datetime]] = []
    for opens, closes in found:
        if whole and opens <= whole[-1][1]:
            whole[-1][1] = max(whole[-1][1], closes)
        else:
            whole.append([opens, closes])
    return whole


def closed_all_day(facts: Facts, day: date) -> bool:
    iso = day.isoformat()
    if iso < facts.get("valid_from", iso) or iso > facts.get("valid_until", iso):
        return True
    if day.month in facts.get("closed_months", []):
        return True
    if any(in_span(day, span) for span in facts.get("closed_yearly", [])):
        return True
    return any(is_nth(day, code) for code in facts.get("closed_nth", []))


def rows_of_the_day(facts: Facts, day: date) -> list[Facts]:
    said = facts.get("public_holidays", "as-usual")
    if is_public_holiday(day) and said != "as-usual":
        return [] if said == "closed" else said
    return facts.get("hours", [])


def span_of(facts: Facts, row: Facts, day: date, audience: str | None) -> list[datetime] | None:
    named = CODES[day.weekday()] in row.get("days", ())
    if not named and not any(is_nth(day, code) for code in row.get("nth", ())):
        return None
    if "season" in row and not in_span(day, row["season"]):
        return None
    if row.get("audiences") and audience not in row["audiences"]:
        return None
    opens, closes = moment(day, row["opens"]), moment(day, row["closes"])
    if row.get("closes_next_day"):
        closes += timedelta(days=1)
    if audience in facts.get("audience_until", {}):
        closes = min(closes, moment(day, facts["audience_until"][audience]))
    return [opens, closes] if opens < closes else None


def in_span(day: date, span: list[str]) -> bool:
    """Walks from the first to the last day of a leap year's calendar until the day is met."""
    walked = date.fromisoformat(f"2024-{span[0]}")
    last = date.fromisoformat(f"2024-{span[1]}")
    while (walked.month, walked.day) != (day.month, day.day):
        if walked == last:
            return False
        walked += timedelta(days=1)
        walked = walked.replace(year=2024)
    return True


def is_nth(day: date, code: str) -> bool:
    if CODES[day.weekday()] != code[-2:]:
        return False
    step = timedelta(days=7 if code.startswith("-") else -7)
    place = next(n for n in count(1) if (day + step * n).month != day.month)
    return place == abs(int(code[:-2]))


def moment(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(
        minutes=hour * 60 + minute
    )


def expected(facts: Facts, at: datetime, audience: str | None) -> tuple[str, datetime | None]:
    """Status and next change; None as far as the days ahead go."""
    if facts.get("appointment_only"):
        return "appointment", None
    first = at.date() - timedelta(days=3)
    last = moment(first + timedelta(days=AHEAD), "00:00")
    for opens, closes in spans(facts, first, AHEAD, audience):
        if at < opens:
            return "closed", opens
        if at < closes:
            return "open", closes if closes < last else None
    return "closed", None


CLOCK = st.integers(0, 24 * 12 - 1).map(lambda five: f"{five // 12:02}:{five % 12 * 5:02}")
NTHS = st.sampled_from(
    [f"{n}{code}" for n in (1, 2, 3, 4, 5, -1, -2, -3, -4, -5) for code in CODES]
)
ENDS = ["01-01", "01-03", "02-27", "02-28", "02-29", "03-01", "03-31", "04-30", "05-03", "08-31",
        "11-03", "11-23", "12-28", "12-29", "12-31"]  # fmt: skip
SPANS = st.lists(st.sampled_from(ENDS), min_size=2, max_size=2)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31)) | st.sampled_from(
    [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2026, 12, 31), date(2027, 1, 1),
     date(2026, 5, 6), date(2026, 9, 21), date(2026, 9, 22), date(2026, 8, 31), date(2027, 4, 30)]
)  # fmt: skip
WHO = st.sampled_from(["小学生", "中学生", "高校生"])


@st.composite
def windows(draw: st.DrawFn) -> Facts:
    opens, closes = draw(CLOCK), draw(CLOCK | st.just("24:00"))
    row: Facts = {"opens": opens, "closes": closes}
    if closes != "24:00" and (closes <= opens or draw(st.integers(0, 3)) == 0):
        row["closes_next_day"] = True
    if draw(st.integers(0, 3)):
        row["days"] = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=7, unique=True))
    else:
        row["nth"] = draw(st.lists(NTHS, min_size=1, max_size=3))
    if draw(st.integers(0, 2)) == 0:
        row["season"] = draw(SPANS)
    if draw(st.integers(0, 3)) == 0:
        row["audiences"] = draw(st.lists(WHO, min_size=1, max_size=2, unique=True))
    return row


@st.composite
def questions(draw: st.DrawFn) -> tuple[Facts, datetime, str | None]:
    day = draw(DAYS)
    facts = draw(
        st.fixed_dictionaries(
            {"hours": st.lists(windows(), max_size=4)},
            optional={
                "public_holidays": st.sampled_from(["as-usual", "closed"])
                | st.lists(windows(), max_size=2),
                "closed_yearly": st.lists(SPANS, max_size=2),
                "closed_months": st.lists(st.integers(1, 12), max_size=3, unique=True),
                "closed_nth": st.lists(NTHS, max_size=2),
                "audience_until": st.dictionaries(WHO, CLOCK | st.just("24:00"), max_size=2),
                "audiences_not_served": st.lists(WHO, max_size=1),
                "appointment_only": st.sampled_from([False, False, False, True]),
            },
        )
    )
    near = st.integers(-5, 40).map(lambda n: (day + timedelta(days=n)).isoformat())
    bounds = sorted(draw(st.lists(near, min_size=2, max_size=2)))
    if draw(st.booleans()):
        facts["valid_from"] = bounds[0]
    if draw(st.booleans()):
        facts["valid_until"] = bounds[1]
    at = moment(day, draw(CLOCK)) + timedelta(seconds=draw(st.integers(0, 299)))
    return facts, at, draw(st.none() | WHO)


NIGHT = {"days": CODES, "opens": "22:00", "closes": "05:00", "closes_next_day": True}


@settings(max_examples=300, deadline=None)
@given(questions())
@example(
    ({"hours": [NIGHT | {"season": ["02-01", "02-28"]}]}, moment(date(2028, 2, 29), "02:00"), None)
)
@example(({"hours": [NIGHT], "closed_months": [8]}, moment(date(2026, 8, 1), "02:00"), None))
@example(
    (
        {"hours": [NIGHT], "audience_until": {"中学生": "23:00"}},
        moment(date(2026, 8, 1), "22:30"),
        "中学生",
    )
)
@example(
    ({"hours": [NIGHT], "public_holidays": "closed"}, moment(date(2026, 11, 23), "02:00"), None)
)
@example(({"hours": [NIGHT], "valid_until": "2026-08-31"}, moment(date(2026, 9, 1), "04:59"), None))
def test_every_combination_is_answered_as_the_contract_says(
    question: tuple[Facts, datetime, str | None],
) -> None:
    facts, at, audience = question
    state = Hours.from_facts(facts).state(at, audience)
    status, change = expected(facts, at, audience)
    assert state.status == status
    if change is None and state.next_change is not None:
        assert state.next_change > at + timedelta(days=AHEAD - 5)
    else:
        assert state.next_change == change


@settings(max_examples=100, deadline=None)
@given(questions())
def test_the_openings_of_a_day_are_what_the_contract_says(
    question: tuple[Facts, datetime, str | None],
) -> None:
    facts, at, audience = question
    facts.pop("appointment_only", None)
    day = at.date()
    midnight = moment(day, "00:00")
    starting = [
        [midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)]
        for opens, closes in Hours.from_facts(facts).starting_on(day, audience)
    ]
    assert starting == spans(facts, day, 1, audience)


def test_a_thousand_places_are_answered_about_as_fast_as_their_days_are_looked_at() -> None:
    """Compared with looking at one week of each place: far from a scan of the year."""
    facts = {
        "hours": [{"days": CODES[:5], "opens": "09:00", "closes": "17:00"}],
        "public_holidays": "closed",
        "closed_yearly": [["12-29", "01-03"]],
        "audience_until": {"中学生": "16:00"},
    }
    places = [Hours.from_facts(facts) for _ in range(1000)]
    at = moment(date(2026, 12, 28), "18:00")
    states = min(repeat(lambda: [place.state(at) for place in places], number=1, repeat=3))
    weeks = min(
        repeat(lambda: [place.windows(at, at + timedelta(days=7)) for place in places], number=1,
               repeat=3)
    )  # fmt: skip
    assert states < 3 * weeks
