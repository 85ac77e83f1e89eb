"""The days of a meetup are ticked and typed; rules the form cannot say are kept as text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from events.forms import RuleFormField, coming_dates
from events.models import EventSeries
from events.rule_entry import entry_of, facts_of

NTH = {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "start": "14:00", "end": "16:00"}


def clean(**posted):
    data = QueryDict(mutable=True)
    for name, value in posted.items():
        data.setlist(f"rule-{name}", value if isinstance(value, list) else [value])
    field = RuleFormField()
    return field.clean(field.widget.value_from_datadict(data, {}, "rule"))


@pytest.mark.parametrize(
    "facts",
    [
        NTH,
        {"rrule": "FREQ=WEEKLY;BYDAY=MO,TH"},
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "dtstart": "2026-04-04"},
        {"rrule": "FREQ=MONTHLY;BYDAY=-1FR", "skip_months": [8], "public_holidays": "skip"},
        {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10,25", "public_holidays": "next-weekday"},
        {"rrule": "FREQ=MONTHLY;BYDAY=1SU,3MO"},
        {"rrule": "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"},
        {"rrule": ["FREQ=MONTHLY;BYDAY=1SU", "FREQ=MONTHLY;BYDAY=3WE"]},
        {"rdates": ["2026-12-05", "2027-01-09"], "place": "図書館"},
        NTH
        | {
            "skip_dates": ["2026-12-29"],
            "skip_yearly": [["12-28", "01-04"]],
            "ended_after": "2027-03-31",
            "rdates": ["2026-12-15"],
        },
        {
            "rdates": ["2026-12-05"],
            "sittings": [{"start": "10:00", "end": "11:30"}, {"start": "14:00"}],
        },
    ],
)
def test_every_rule_survives_the_form(facts):
    assert facts_of(entry_of(facts)) == facts


@pytest.mark.parametrize(
    ("facts", "pattern"),
    [
        (NTH, "nth"),
        ({"rrule": "FREQ=WEEKLY;BYDAY=MO"}, "weekly"),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=10"}, "monthday"),
        ({"rdates": ["2026-12-05"]}, "dates"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY;COUNT=5;BYDAY=MO"}, "rrule"),
    ],
)
def test_usual_rules_are_shown_as_ticks_and_others_as_text(facts, pattern):
    assert entry_of(facts)["pattern"] == pattern


def test_the_second_and_fourth_tuesday_are_ticked():
    facts = clean(pattern="nth", days=["TU"], numbers=["2", "4"], every="", start="14時")
    assert facts == {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "start": "14:00"}


def test_the_last_day_that_was_typed_is_the_last():
    facts = clean(pattern="weekly", days=["SA"], every="1", ended_after="2027年3月31日")
    assert facts == {"rrule": "FREQ=WEEKLY;BYDAY=SA", "ended_after": "2027-03-31"}


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"pattern": "weekly"}, "くり返し：曜日をえらんでください"),
        ({"pattern": "nth", "days": ["TU"]}, "第何曜日かをえらんでください"),
        ({"pattern": "monthday", "monthdays": "ついたち"}, "「ついたち」が読めません"),
        ({"pattern": "weekly", "days": ["TU"], "every": "2"}, "最初の日を書いてください"),
        ({"pattern": "weekly", "days": ["TU"], "every": "ときどき"}, "数字で書いてください"),
        ({"pattern": "dates"}, "開く日を1行に1つ"),
        ({"pattern": "dates", "rdates": "あした"}, "日付「あした」が読めません"),
        ({"pattern": "rrule", "rrule": "FREQ=SOMETIMES"}, "rrule"),
    ],
)
def test_what_is_not_understood_is_said_in_japanese(posted, said):
    with pytest.raises(ValidationError) as refused:
        clean(**posted)
    assert said in "".join(refused.value.messages)


def test_a_typed_series_gets_its_dates(editor):
    words = dict.fromkeys(("every", "monthdays", "rrule", "dtstart", "rdates", "end"), "")
    form = {f"rule-{name}": text for name, text in words.items()} | {
        "name": "ケアラーズカフェ",
        "kind": "meetup",
        "application": "none",
        "fees": "",
        "rule-pattern": "nth",
        "rule-numbers": ["2", "4"],
        "rule-days": ["TU"],
        "rule-start": "14:00",
    }
    editor.post("/admin/snippets/events/eventseries/add/", form)
    series = EventSeries.objects.get()
    assert series.rule == {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "start": "14:00"}
    assert {row.date.weekday() for row in series.occurrences.all()} == {1}


def test_the_preview_names_the_coming_dates():
    assert coming_dates(NTH, date(2026, 12, 1))[:2] == [
        "12月8日（火） 14:00",
        "12月22日（火） 14:00",
    ]
