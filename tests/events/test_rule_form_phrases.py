"""The days of a meetup from a phrase: read, shown with the next dates, confirmed by the editor."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client

from events.forms import RuleFormField, preview_of
from events.models import EventSeries
from events.rule_entry import read_into
from home.roles import EDITORS, ensure_roles
from tests.admin.conftest import member_of, screen_of

TODAY = date(2026, 11, 24)
ADD = "/admin/snippets/events/eventseries/add/"
CHECK = "/admin/facts/rule/"


@pytest.fixture
def editor(locales: Any) -> Client:
    ensure_roles()
    return screen_of(member_of(EDITORS))


def typed(**posted: Any) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    for name, value in posted.items():
        data.setlist(f"rule-{name}", value if isinstance(value, list) else [value])
    return RuleFormField().widget.value_from_datadict(data, {}, "rule")


def read(phrase: str, **posted: Any) -> dict[str, Any]:
    return read_into(typed(phrase=phrase, **posted), TODAY)


def test_a_phrase_ticks_the_rule_and_names_the_next_dates() -> None:
    entry = read("第2・第4土曜 10時〜12時 祝日除く")
    assert (entry["pattern"], entry["numbers"], entry["days"]) == ("nth", ["2", "4"], ["SA"])
    assert (entry["start"], entry["end"], entry["public_holidays"]) == ("10:00", "12:00", "skip")
    preview = preview_of(entry, TODAY)
    assert preview.next_dates.startswith("11月28日（土） 10:00、12月12日（土） 10:00、")


def test_it_is_saved_only_once_it_is_confirmed() -> None:
    entry = read("毎月第3土曜")
    with pytest.raises(ValidationError, match="この内容で合っています"):
        RuleFormField().clean(entry)
    assert RuleFormField().clean(entry | {"confirmed": True}) == {"rrule": "FREQ=MONTHLY;BYDAY=3SA"}


def test_a_phrase_that_nobody_read_is_not_lost_by_saving() -> None:
    with pytest.raises(ValidationError, match="まだ読み取られていません"):
        RuleFormField().clean(typed(phrase="毎月第3土曜", pattern="weekly", days=["MO"]))


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("毎月1回 土曜のどこか", ""),
        ("不定期", "日にちが決まっていません"),
        ("隔週土曜 10時〜12時", "最初の日"),
        ("第2火曜 17:30〜19:00 第3土曜 10:00〜12:00", "2組"),
    ],
)
def test_what_is_not_understood_is_refused_and_stays_in_the_box(phrase: str, reason: str) -> None:
    entry = read(phrase, pattern="weekly", days=["MO"])
    assert entry["refusal"].startswith("読み取れません。")
    assert reason in entry["refusal"]
    assert entry["phrase"] == phrase
    assert entry["days"] == ["MO"]


def test_a_fortnight_is_counted_from_the_first_day_in_the_form() -> None:
    entry = read("隔週土曜 10時〜12時", dtstart="2026年12月5日")
    assert RuleFormField().clean(entry | {"confirmed": True}) == {
        "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        "dtstart": "2026-12-05",
        "start": "10:00",
        "end": "12:00",
    }


def test_the_first_day_and_the_place_stay_and_what_goes_is_named() -> None:
    entry = read("毎月第3土曜", dtstart="2026-10-01", place="市民館", skip_months=["8"],
                 skip_dates="2026-12-19")  # fmt: skip
    facts = RuleFormField().clean(entry | {"confirmed": True})
    assert (facts["dtstart"], facts["place"]) == ("2026-10-01", "市民館")
    assert entry["dropped"] == ["休む日", "休む月"]


def test_words_the_dates_do_not_carry_are_offered_for_the_note() -> None:
    phrase = "毎月第3土曜 雨天中止"
    assert RuleFormField().note_for(read(phrase)) == ("schedule_note", phrase)
    assert RuleFormField().note_for(read("毎月第3土曜")) is None


def test_through_the_admin_nothing_is_saved_before_it_is_confirmed(editor: Client) -> None:
    form = {"name": "ケアラーズカフェ", "kind": "meetup", "application": "none", "fees": "",
            "rule-phrase": "毎月第3土曜 14時〜16時"}  # fmt: skip
    shown = editor.post(ADD, form | {"look-first": "rule:read"}).content.decode()
    assert "まだ保存していません" in shown
    filled = form | {
        "rule-read": form["rule-phrase"], "rule-pattern": "nth", "rule-numbers": ["3"],
        "rule-days": ["SA"], "rule-every": "1", "rule-start": "14:00", "rule-end": "16:00",
    }  # fmt: skip
    editor.post(ADD, filled)
    assert not EventSeries.objects.exists()
    editor.post(ADD, filled | {"rule-confirmed": "1"})
    assert EventSeries.objects.get().rule["rrule"] == "FREQ=MONTHLY;BYDAY=3SA"


def test_the_script_gets_the_next_dates(editor: Client) -> None:
    posted = {"rule-pattern": "weekly", "rule-days": ["WE"], "rule-start": "17:00"}
    assert "（水） 17:00" in editor.post(CHECK, posted).content.decode()
