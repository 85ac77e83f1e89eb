"""Cards of records: what they say, and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from cms.base import cards
from cms.base import styleguide_examples as examples
from tests.components.fragments import WEDNESDAY, rendered

KINDS = ("place", "meet", "group", "benefit", "page")
OPEN = [["2026-11-25T09:00+09:00", "2026-11-25T21:00+09:00"]]
EVIL = "<script>alert(1)</script>"


def shown(card: dict[str, Any], **context: Any) -> str:
    return rendered("{% card card=item %}{% card card=item full=True %}", item=card, **context)


def place(**facts: Any) -> cards.State | None:
    return cards.place_state({"hours_kind": "rules", **facts}, WEDNESDAY)


def meet(**facts: Any) -> cards.State | None:
    return cards.meet_state(
        {"date": "2026-11-25", "start": "16:00", "end": "18:30", **facts}, WEDNESDAY
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_card_needs_no_more_than_a_title_and_an_address(kind: str) -> None:
    html = shown({"template": kind, "title": "きみえ食堂", "url": "/places/k/"})
    assert '<a href="/places/k/">きみえ食堂</a>' in html
    assert "None" not in html


def test_a_card_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="poster"):
        shown({"template": "poster", "title": "x", "url": "/"})


def poisoned(value: Any) -> Any:
    """The same shape with a script in every piece of text that is not a date, time or choice."""
    if isinstance(value, dict):
        kept = {"template", "date", "due", "start", "end", "next_day", "original_date", "windows"}
        kept |= {"windows_by_audience", "hours_kind", "icon", "picture", "status", "sure", "level"}
        return {key: item if key in kept else poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    return EVIL if isinstance(value, str) else value


@pytest.mark.parametrize(
    "card",
    [*examples.PLACES, *examples.MEETS, *examples.GROUPS, *examples.BENEFITS, *examples.HITS],
    ids=lambda card: f"{card['template']}-{card['url']}",
)
def test_no_text_of_a_record_becomes_markup(card: dict[str, Any]) -> None:
    html = shown(poisoned(dict(card)) | {"lang": '"><script>'})
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_an_unknown_icon_of_a_place_is_drawn_as_a_house() -> None:
    assert 'class="house"' in shown(
        {"template": "place", "title": "x", "url": "/", "icon": "../../etc"}
    )


def test_an_open_place_says_until_when_and_for_whom_it_closes_earlier() -> None:
    state = place(
        windows=OPEN,
        windows_by_audience={
            "中学生": [["2026-11-25T09:00+09:00", "2026-11-25T20:00+09:00"]],
            "小学生": [["2026-11-25T09:00+09:00", "2026-11-25T15:00+09:00"]],
            "高校生": OPEN,
        },
    )
    assert state == (
        "open", "いま開いています", "21:00まで（中学生は20:00まで、小学生は使えない時間です）"
    )  # fmt: skip


def test_windows_in_utc_are_shown_in_japanese_time() -> None:
    state = place(windows=[["2026-11-25T00:00Z", "2026-11-25T12:00Z"]])
    assert state == ("open", "いま開いています", "21:00まで")


@pytest.mark.parametrize(
    ("closes", "note"),
    [
        ("2026-11-26T00:00+09:00", "24:00まで"),
        ("2026-11-26T01:30+09:00", "翌1:30まで"),
        ("2026-11-30T00:00+09:00", ""),
    ],
)
def test_a_place_open_past_midnight_says_so(closes: str, note: str) -> None:
    state = place(windows=[["2026-11-25T09:00+09:00", closes]])
    assert state == ("open", "いま開いています", note)


def test_windows_that_touch_are_one_opening() -> None:
    halves = [["2026-11-25T17:00+09:00", "2026-11-25T21:00+09:00"],
              ["2026-11-25T09:00+09:00", "2026-11-25T17:00+09:00"]]  # fmt: skip
    assert place(windows=halves) == ("open", "いま開いています", "21:00まで")


def test_a_phone_line_that_is_open_says_one_can_talk() -> None:
    assert place(windows=OPEN, icon="tel") == ("open", "いま話せます", "21:00まで")


def test_a_place_that_opens_later_today_says_from_when() -> None:
    later = [["2026-11-25T17:00+09:00", "2026-11-25T19:00+09:00"]]
    assert place(windows=later) == ("call", "今日 17:00から", "")


def test_a_closed_place_names_its_next_opening() -> None:
    saturday = ["2026-11-28T10:00+09:00", "2026-11-28T12:00+09:00"]
    morning = ["2026-11-25T09:00+09:00", "2026-11-25T12:00+09:00"]
    note = "次は 11月28日（土）10:00"
    assert place(windows=[saturday]) == ("shut", "今日は休みです", note)
    assert place(windows=[morning, saturday]) == ("shut", "いまは閉まっています", note)
    assert place(windows=[]) == ("shut", "今日は休みです", "")


def test_a_place_closes_at_the_minute_its_window_ends() -> None:
    card = {"hours_kind": "rules", "windows": OPEN}
    end = WEDNESDAY.replace(hour=21, minute=0)
    before, after = (
        cards.place_state(card, moment) for moment in (end - timedelta(minutes=1), end)
    )
    assert (before and before.level, after and after.level) == ("open", "shut")


def test_appointments_and_closures_win_over_windows() -> None:
    closure = {"level": "off", "text": "しばらく休んでいます"}
    assert place(windows=OPEN, hours_kind="appointment") == (
        "call", "予約をしてから行く場所です", ""
    )  # fmt: skip
    assert place(windows=OPEN, state=closure) == ("off", "しばらく休んでいます", "")
    assert place(hours_kind="", windows=OPEN) is None


def test_a_meetup_says_whether_it_goes_on_comes_later_or_is_over() -> None:
    assert meet() == ("open", "いまやっています", "")
    assert meet(start="17:00") == ("call", "このあと 17:00から", "")
    assert meet(start="10:00", end="12:00") == ("shut", "今日は終わりました", "")
    assert meet(start="16:00", end="01:00") == ("open", "いまやっています", "")
    assert meet(end="") is None
    assert meet(date="2026-11-26") is None


def test_a_cancelled_meetup_stays_listed_with_reason_and_next_date() -> None:
    html = shown(examples.MEETS[2])
    assert "leaf-off" in html
    assert "is-off" in html
    assert "中止になりました" in html
    assert "会場の工事のためです。" in html
    assert "12月26日（土）" in html


def test_a_moved_meetup_names_its_original_date() -> None:
    assert meet(status="moved", original_date="2026-12-06") == (
        "call", "日にちが変わりました", "もとは 12月6日（日）"
    )  # fmt: skip


def test_todays_leaf_is_marked_by_the_japanese_day() -> None:
    card = {"template": "meet", "title": "x", "url": "/", "date": "2026-11-26"}
    assert "leaf-today" not in shown(card)
    assert "leaf-today" in shown(card, now=WEDNESDAY + timedelta(hours=8))


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        ({"date": "2026-11-01", "by": "青少年課", "due": "2026-11-25"}, "青少年課"),
        ({"date": "2026-04-01", "due": "2026-11-24"}, "確認の期限をすぎています"),
        ({"date": "2025-11-25", "due": "2026-05-01"}, "確認から1年たっています"),
        ({"date": "2026-11-01", "overdue": True}, "行く前に電話で確かめてください"),
    ],
)
def test_a_check_turns_to_a_warning_the_day_after_it_is_due(
    checked: dict[str, Any], words: str
) -> None:
    html = shown({"template": "place", "title": "x", "url": "/", "checked": checked})
    assert words in html
    assert ("checked-late" in html) == (words != "青少年課")


def test_words_in_another_language_than_the_page_say_so() -> None:
    card = examples.PLACES[0] | {"lang": "ja"}
    assert 'lang="ja"' not in shown(card)
    with translation.override("en"):
        assert '<a href="#p1" lang="ja">わかたま 由比ガ浜</a>' in shown(card)


def test_found_words_are_marked() -> None:
    html = shown(examples.HITS[0])
    assert "<mark>仕事</mark>をやめる前に" in html


def test_a_group_keeps_its_picture() -> None:
    card = {"template": "group", "title": "会", "url": "/groups/a/"}
    assert shown(card) == shown(card)
    assert "ring__art" in shown(card)


def test_a_broken_date_in_the_index_leaves_the_rest_of_the_card() -> None:
    card = {"template": "page", "title": "お知らせ", "url": "/", "date": "2026-13-99"}
    assert "お知らせ" in shown(card)
