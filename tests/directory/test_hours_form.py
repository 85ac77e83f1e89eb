"""The form of hours: looked at before it is saved, read from a phrase, confirmed by the editor."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.test import Client

from directory.day_list import list_days
from directory.forms import HoursFormField
from directory.hours import Hours
from directory.models import Place
from home.roles import EDITORS, ensure_roles
from tests.admin.conftest import member_of, place_form, screen_of
from tests.factories import PlaceFactory
from tests.pages.reading import Reader

ADD = "/admin/snippets/directory/place/add/"
CHECK = "/admin/facts/hours/"
EVERY_DAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@pytest.fixture
def editor(locales: Any) -> Client:
    ensure_roles()
    return screen_of(member_of(EDITORS))


def typed(**posted: Any) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    for name, value in posted.items():
        key = "look-first" if name == "look_first" else f"hours-{name.replace('__', '-')}"
        data.setlist(key, value if isinstance(value, list) else [value])
    return HoursFormField(required=False).widget.value_from_datadict(data, {}, "hours")


def read(phrase: str, **posted: Any) -> dict[str, Any]:
    """The entry after 「読み取る」."""
    return typed(look_first="hours:read", phrase=phrase, **posted)


def lines(facts: dict[str, Any], first: date, count: int = 1) -> list[tuple[tuple[str, ...], str]]:
    return [(line.times, line.reason) for line in list_days(Hours.from_facts(facts), first, count)]


def seen(page: HttpResponse) -> Reader:
    reader = Reader()
    reader.feed(page.content.decode())
    return reader


def values(page: Reader, name: str) -> list[str]:
    return [e.attrs.get("value", "") for e in page.elements if e.attrs.get("name") == name]


# --- The coming days -------------------------------------------------------------------------------

ALL_WEEK = {"hours": [{"days": EVERY_DAY, "opens": "09:00", "closes": "21:00"}]}


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ({}, date(2026, 11, 24), (("9:00〜21:00",), "")),
        ({}, date(2026, 11, 23), (("9:00〜21:00",), "祝日（勤労感謝の日）")),
        ({"public_holidays": "closed"}, date(2026, 11, 23), ((), "祝日（勤労感謝の日）")),
        ({"closed_yearly": [["12-29", "01-03"]]}, date(2026, 12, 31), ((), "年末年始")),
        ({"closed_yearly": [["08-13", "08-16"]]}, date(2026, 8, 14), ((), "毎年の休み（8月13日〜8月16日）")),
        ({"closed_nth": ["3WE"]}, date(2026, 12, 16), ((), "第3水曜の休み")),
        ({"closed_months": [8]}, date(2026, 8, 5), ((), "8月は休み")),
        ({"valid_until": "2026-11-30"}, date(2026, 12, 1), ((), "使える期間の外")),
        ({"hours": [{"days": ["MO"], "opens": "09:00", "closes": "10:00"}]}, date(2026, 12, 1), ((), "定休")),
        (
            {"hours": [{"days": ["TU"], "opens": "09:00", "closes": "10:00", "season": ["04-01", "09-30"]}]},
            date(2026, 12, 1),
            ((), "季節の外"),
        ),
        (
            {"hours": [{"days": ["TU"], "opens": "09:00", "closes": "10:00", "audiences": ["高校生"]}]},
            date(2026, 12, 1),
            ((), "決まった人だけ"),
        ),
        (
            {"hours": [{"days": ["TU"], "opens": "22:00", "closes": "05:00", "closes_next_day": True}]},
            date(2026, 12, 1),
            (("22:00〜翌5:00",), ""),
        ),
    ],
)  # fmt: skip
def test_every_day_says_when_it_is_open_or_why_not(
    more: dict[str, Any], day: date, expected: tuple[tuple[str, ...], str]
) -> None:
    assert lines(ALL_WEEK | more, day) == [expected]


def test_all_fourteen_days_are_listed_closed_ones_too() -> None:
    facts = {"hours": [{"days": ["TU"], "opens": "09:00", "closes": "10:00"}]}
    assert [bool(times) for times, _why in lines(facts, date(2026, 11, 24), 14)] == (
        [True] + [False] * 6
    ) * 2


def test_only_audiences_for_whom_a_day_is_different_are_named() -> None:
    facts = ALL_WEEK | {"audience_until": {"中学生": "20:00", "高校生": "22:00"},
                        "audiences_not_served": ["小学生"]}  # fmt: skip
    (line,) = list_days(Hours.from_facts(facts), date(2026, 11, 24), 1)
    assert line.audiences == (("中学生", ("9:00〜20:00",)), ("小学生", ()))


def test_by_appointment_only_there_are_no_days() -> None:
    assert lines(ALL_WEEK | {"appointment_only": True}, date(2026, 11, 24), 14) == []


# --- A phrase --------------------------------------------------------------------------------------


def test_a_phrase_fills_the_rows_and_waits_to_be_confirmed() -> None:
    entry = read("月〜金 9時〜17時 祝日休み")
    assert entry["rows"][0]["days"] == EVERY_DAY[:5]
    assert (entry["rows"][0]["opens"], entry["rows"][0]["closes"]) == ("09:00", "17:00")
    assert entry["public_holidays"] == "closed"
    with pytest.raises(ValidationError, match="この内容で合っています"):
        HoursFormField().clean(entry)
    assert HoursFormField().clean(entry | {"confirmed": True})["public_holidays"] == "closed"


def test_a_refused_phrase_stays_and_changes_no_row() -> None:
    row = {"rows__count": "1", "rows__0__days": ["SA"], "rows__0__opens": "10:00",
           "rows__0__closes": "12:00"}  # fmt: skip
    entry = read("月〜金 9時〜17時 不定休", **row)
    assert entry["refusal"].startswith("読み取れません。")
    assert "不定" in entry["refusal"]
    assert entry["phrase"] == "月〜金 9時〜17時 不定休"
    assert entry["rows"][0]["days"] == ["SA"]


def test_a_phrase_that_nobody_read_is_not_lost_by_saving() -> None:
    with pytest.raises(ValidationError, match="まだ読み取られていません"):
        HoursFormField(required=False).clean(typed(phrase="月〜金 9時〜17時"))


def test_a_phrase_changed_after_reading_must_be_read_again() -> None:
    entry = typed(phrase="月〜土 9時〜17時", read="月〜金 9時〜17時", confirmed="1")
    with pytest.raises(ValidationError, match="まだ読み取られていません"):
        HoursFormField(required=False).clean(entry)


def test_what_stood_there_before_and_is_no_longer_said_is_named() -> None:
    entry = read("月〜金 9時〜17時", closed_nth="第3水曜", valid_from="2026-04-01")
    assert entry["dropped"] == ["第何曜日の休み", "この日から"]


def test_words_that_are_no_rule_are_offered_for_the_note() -> None:
    entry = read("月〜金 9時〜17時 要予約")
    assert HoursFormField().note_for(entry) == ("hours_note", "要予約")


# --- Through the admin, without a script -----------------------------------------------------------


def test_looking_first_saves_nothing_loses_nothing_and_blames_nothing(editor: Client) -> None:
    form = place_form(
        name="", summary="だれでも来られます。",
        **{"hours-closed_yearly": "12/29〜1/3", "hours-rows-0-days": EVERY_DAY,
           "hours-rows-0-opens": "9時", "hours-rows-0-closes": "21時", "look-first": "hours:check"},
    )  # fmt: skip
    page = seen(editor.post(ADD, form))
    assert not Place.objects.exists()
    assert values(page, "summary") == ["だれでも来られます。"]
    assert values(page, "hours-rows-0-opens") == ["9時"]
    assert "9:00〜21:00" in page.seen.text
    assert not [
        e for e in page.elements if "w-field__errors" in e.attrs.get("class", "") and e.text
    ]


def test_a_phrase_is_read_and_its_other_words_stand_in_the_note(editor: Client) -> None:
    form = place_form(**{"hours-phrase": "月〜金 9時〜17時 要予約", "look-first": "hours:read"})
    page = seen(editor.post(ADD, form))
    assert values(page, "hours_note") == ["要予約"]
    assert values(page, "hours-rows-0-opens") == ["09:00"]
    assert values(page, "hours-confirmed") == ["1"]
    assert "まだ保存していません" in page.seen.text
    assert not Place.objects.exists()


def test_a_note_that_is_there_is_not_replaced(editor: Client) -> None:
    form = place_form(
        hours_note="第5週は電話で。",
        **{"hours-phrase": "月〜金 9時〜17時 要予約", "look-first": "hours:read"},
    )
    page = seen(editor.post(ADD, form))
    assert values(page, "hours_note") == ["第5週は電話で。"]


def test_a_refused_phrase_says_why_and_stays_in_its_box(editor: Client) -> None:
    form = place_form(**{"hours-phrase": "月〜金 だいたい9時", "look-first": "hours:read"})
    page = seen(editor.post(ADD, form))
    assert "読み取れません" in page.seen.text
    (box,) = [e for e in page.elements if e.attrs.get("name") == "hours-phrase"]
    assert box.text == "月〜金 だいたい9時"


def test_a_record_that_exists_is_not_touched_by_looking(editor: Client) -> None:
    place = PlaceFactory(name="しおかぜ食堂", hours=ALL_WEEK)
    form = place_form(**{"hours-phrase": "土 9時〜17時", "look-first": "hours:read"})
    answer = editor.post(f"/admin/snippets/directory/place/edit/{place.pk}/", form)
    assert answer.status_code == 200
    place.refresh_from_db()
    assert place.hours == ALL_WEEK
    assert not place.revisions.exists()


# --- Asked by the script ---------------------------------------------------------------------------


def test_the_script_gets_the_same_form_again(editor: Client) -> None:
    posted = {"hours-phrase": "月〜金 9時〜17時 要予約", "look-first": "hours:read"}
    part = seen(editor.post(CHECK, posted))
    assert values(part, "hours-rows-0-opens") == ["09:00"]
    assert [e.attrs["data-note"] for e in part.elements if "data-note" in e.attrs] == ["要予約"]


def test_what_cannot_be_read_yet_is_said_beside_the_days(editor: Client) -> None:
    posted = {"hours-rows-count": "1", "hours-rows-0-opens": "9:00", "hours-rows-0-closes": "17:00"}
    assert "曜日をえらんでください" in editor.post(CHECK, posted).content.decode()


def test_what_is_typed_is_shown_as_text(editor: Client) -> None:
    posted = {"hours-phrase": "<script>x</script>", "look-first": "hours:read"}
    assert "<script>x" not in editor.post(CHECK, posted).content.decode()


def test_strangers_are_not_answered(client: Client, db: None) -> None:
    assert client.post(CHECK, {}).status_code == 302


def test_a_get_is_not_answered(editor: Client) -> None:
    assert editor.get(CHECK).status_code == 405
