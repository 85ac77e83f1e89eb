"""Opening hours are typed without codes, and nothing that is stored gets lost."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from directory.forms import SPARE_ROWS, HoursFormField
from directory.hours_entry import entry_of, facts_of
from directory.models import Place
from tests.admin.conftest import place_form

EVERYTHING = {
    "hours": [
        {"days": ["MO", "WE"], "opens": "15:00", "closes": "21:00"},
        {"nth": ["2TU", "4TU"], "opens": "10:00", "closes": "12:00", "audiences": ["中学生"]},
        {
            "days": ["FR"],
            "opens": "22:00",
            "closes": "02:00",
            "closes_next_day": True,
            "season": ["11-01", "03-31"],
        },
    ],
    "public_holidays": [{"days": ["MO"], "opens": "13:00", "closes": "17:00"}],
    "closed_yearly": [["12-29", "01-03"], ["08-15", "08-15"]],
    "closed_months": [8],
    "closed_nth": ["3WE", "-1FR"],
    "audience_until": {"中学生": "20:00"},
    "audiences_not_served": ["小学生"],
    "valid_from": "2026-04-01",
    "valid_until": "2027-03-31",
}


def typed(**posted):
    """The entry that a browser's form gives for the field `hours`."""
    data = QueryDict(mutable=True)
    for name, value in posted.items():
        key = f"hours-{name.replace('__', '-')}"
        data.setlist(key, value if isinstance(value, list) else [value])
    return HoursFormField(required=False).widget.value_from_datadict(data, {}, "hours")


def row(number=0, **values):
    return {f"rows__{number}__{name}": value for name, value in values.items()}


def clean(**posted):
    return HoursFormField(required=False).clean(typed(rows__count="3", **posted))


def test_every_fact_of_the_contract_survives_the_form():
    assert facts_of(entry_of(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize(
    "facts",
    [
        {"appointment_only": True},
        {"public_holidays": "closed"},
        {"hours": [{"nth": ["-2FR"], "opens": "09:00", "closes": "24:00"}]},
        {},
    ],
)
def test_the_rarer_facts_survive_too(facts):
    assert facts_of(entry_of(facts)) == facts


def test_nth_weekdays_that_are_no_grid_become_rows_of_the_same_days():
    rows = [{"nth": ["1SU", "3SU", "2TU"], "opens": "10:00", "closes": "12:00"}]
    given = [nth for row in facts_of(entry_of({"hours": rows}))["hours"] for nth in row["nth"]]
    assert sorted(given) == ["1SU", "2TU", "3SU"]


def test_the_form_shows_what_is_stored_and_spare_rows():
    field = HoursFormField()
    html = field.widget.render("hours", field.prepare_value(EVERYTHING), {"id": "id_hours"})
    assert 'value="15:00"' in html
    assert "12月29日〜1月3日" in html
    assert f'name="hours-rows-count" value="{3 + SPARE_ROWS}"' in html


def test_what_the_form_shows_is_what_it_reads(rf):
    posted = place_form(**{"hours-closed_yearly": "12/29〜1/3"})
    data = QueryDict(mutable=True)
    data.update(posted)
    entry = HoursFormField().widget.value_from_datadict(data, {}, "hours")
    assert facts_of(entry) == {"closed_yearly": [["12-29", "01-03"]]}


@pytest.mark.parametrize(
    ("opens", "closes"), [("15:00", "21:00"), ("15時", "21時"), ("１５：００", "２１時00分")]
)
def test_times_are_read_as_people_write_them(opens, closes):
    facts = clean(**row(days=["MO", "FR"], opens=opens, closes=closes))
    assert facts == {"hours": [{"days": ["MO", "FR"], "opens": "15:00", "closes": "21:00"}]}


def test_nth_weekdays_are_ticked():
    facts = clean(**row(days=["TU"], numbers=["2", "-1"], opens="10:00", closes="12時半"))
    assert facts == {"hours": [{"nth": ["2TU", "-1TU"], "opens": "10:00", "closes": "12:30"}]}


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        (
            row(1, days=["MO"], opens="あさ", closes="12:00"),
            "時間の2行目：時刻「あさ」が読めません",
        ),
        (row(opens="9:00", closes="12:00"), "時間の1行目：曜日をえらんでください"),
        (row(days=["MO"], opens="9:00"), "時間の1行目：はじまりと終わり"),
        (row(days=["MO"], opens="12:00", closes="9:00"), "翌日まで"),
        ({"closed_yearly": "13/40"}, "毎年の休み：期間「13/40」が読めません"),
        ({"closed_nth": "第6土曜"}, "第何曜日の休み：「第6土曜」が読めません"),
        ({"audience_until": "20:00"}, "対象ごとの終わり：「20:00」が読めません"),
        ({"valid_from": "4月から"}, "この日から：日付「4月から」が読めません"),
        ({"valid_from": "2026-04-01", "valid_until": "2025-04-01"}, "この日まで"),
    ],
)
def test_what_is_not_understood_is_said_in_japanese(posted, said):
    with pytest.raises(ValidationError) as refused:
        clean(**posted)
    assert said in "".join(refused.value.messages)


def test_bad_input_is_shown_again_as_it_was_typed_and_nothing_is_saved(editor):
    shown = editor.post(
        "/admin/snippets/directory/place/add/",
        place_form(**{"hours-closed_nth": "へんな日", "hours-closed_yearly": "12/29〜1/3"}),
    ).content.decode()
    assert "へんな日</textarea>" in shown
    assert "12/29〜1/3</textarea>" in shown
    assert "「へんな日」が読めません" in shown
    assert not Place.objects.exists()


def test_an_untouched_form_counts_as_unchanged():
    field = HoursFormField()
    assert not field.has_changed(EVERYTHING, field.prepare_value(EVERYTHING))
    assert field.has_changed(EVERYTHING, field.prepare_value({}))


def test_a_request_cannot_claim_any_number_of_rows():
    assert len(typed(rows__count="99999999")["rows"]) == 60
    assert typed(rows__count="-1")["rows"] == []
