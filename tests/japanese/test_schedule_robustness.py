"""Any string is answered, soon; widths and spaces do not change what is read."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from japanese.schedule import Schedule, explain_refusal, read_phrase

TODAY = date(2026, 11, 23)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
PHRASE = "毎月第2・第4水曜 10時30分〜12時（8月は休み）祝日除く"

_PIECES = st.sampled_from(
    [
        "毎週",
        "毎月",
        "隔週",
        "隔月",
        "第",
        "1",
        "2",
        "31",
        "日",
        "月",
        "火曜",
        "土曜日",
        "・",
        "、",
        "〜",
        "から",
        "まで",
        "時",
        "半",
        "分",
        "午後",
        ":",
        "祝日",
        "を除く",
        "は休み",
        "のみ",
        "(",
        ")",
        "年末年始",
        "12/29",
        "1/3",
        "令和9年",
        "2027年",
        "1月",
        "奇数月",
        "平日",
        "最終",
        "回",
        "①",
        "のつく日",
        "その直後の",
        "次回は",
        "要予約",
        "か",
    ]
)
_DAYS = st.dates(date(1873, 1, 1), date.max)


@given(st.text(max_size=60), _DAYS)
def test_any_string_is_answered(text: str, today: date) -> None:
    _check_answer(text, today, None)


@given(st.lists(_PIECES, max_size=14).map("".join), _DAYS, st.none() | _DAYS)
def test_pieces_of_phrases_in_any_order_are_answered(
    text: str, today: date, first_date: date | None
) -> None:
    _check_answer(text, today, first_date)


def _check_answer(text: str, today: date, first_date: date | None) -> None:
    schedule = read_phrase(text, today, first_date)
    reason = explain_refusal(text, today, first_date)
    if schedule is None:
        assert reason is not None
        assert reason.startswith("読み取れません。")
    else:
        assert reason is None
        assert schedule.dates(*YEAR) == sorted(set(schedule.dates(*YEAR)))
        assert schedule.facts()


@pytest.mark.parametrize(
    "text",
    [
        "第1・" * 100,
        "月" * 400,
        "月曜" * 200,
        "1月・" * 130,
        "毎月第1土曜10時〜" * 40,
        "(" * 400,
        "一" * 400,
        "要予約ご" * 100,
        "の日と" * 130 + "(",
        "変更・" * 130,
    ],
)
def test_no_string_takes_much_longer_than_a_phrase(text: str) -> None:
    baseline = _seconds(lambda: [read_phrase(PHRASE, TODAY) for _ in range(30)])
    assert _seconds(lambda: read_phrase(text, TODAY)) < 10 * baseline


def _seconds(work: Callable[[], object]) -> float:
    runs = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        runs.append(time.perf_counter() - started)
    return min(runs)


_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(_FULL_WIDTH),
        lambda text: text.replace("（", "(").replace("）", ")"),
        lambda text: text.replace("〜", "～"),
        lambda text: text.replace("〜", " - "),
        lambda text: text.replace("・", "･"),
        lambda text: text.replace(" ", "\u3000\u3000"),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", ""),
        lambda text: f"  {text}\n",
        lambda text: text.replace("毎月", "毎月　").replace("第", "第 "),
        lambda text: text.replace("（", " （ ").replace("）", " ） "),
        lambda text: text.replace("曜", "曜日"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        PHRASE,
        "毎週月〜金 9:00〜17:00（土日祝・年末年始休み）",
        "令和9年1月17日（日）、2月21日（日） 13:30〜15:30",
        "第2火曜 17:30〜 第3土曜 10:00〜12:00",
        "奇数月 最終日曜 （要予約）",
        "隔週木曜（12月3日から） 午後2時〜",
    ],
)
def test_widths_and_spaces_change_nothing(text: str, change: Callable[[str], str]) -> None:
    assert _meaning(change(text)) == _meaning(text)


def _meaning(text: str) -> Schedule:
    schedule = read_phrase(text, TODAY)
    assert schedule is not None, text
    return schedule
