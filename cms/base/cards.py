"""What a card says about now: the words of a place's and of a meetup's state, computed when shown.

Cards are JSON-serialisable dicts that records build (keys: the docstring of the `card` tag). They
carry windows of opening and clock times, never a state, because they are stored in the index.
Instants in a card are ISO strings with an offset; days are ISO dates in Asia/Tokyo.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from cms.base.fact_words import fact_word
from cms.base.templatetags.text import clock, day_of, instant, month_day

type Card = Mapping[str, Any]
type Notice = Mapping[str, str]
type Level = Literal["open", "shut", "call", "late", "off"]
type Window = tuple[datetime, datetime]

LONG_OPEN = timedelta(hours=24)


class State(NamedTuple):
    """A state in words: the level chooses the shape (● ○ ◆ ▲ ━), the note follows in plain text."""

    level: Level
    text: str
    note: str = ""


def place_state(card: Card, now: datetime) -> State | None:
    """What a place's card says at `now` (aware); None where its hours are not known.

    A state in the card and a temporary closure win over appointments, those over windows.
    """
    if given := card.get("state"):
        return State(given["level"], _(given["text"]), given.get("note", ""))
    if closed := closed_on(card.get("notices", ()), instant(now).date()):
        return closed
    if card.get("hours_kind") == "appointment":
        return State("call", _("予約をしてから行く場所です"))
    if card.get("hours_kind") != "rules":
        return None
    windows = read_windows(card.get("windows", ()))
    for opens, closes in windows:
        if opens <= now < closes:
            return _open_until(card, closes, now)
    return _closed(card, [window for window in windows if window[0] > now], windows, now)


def on_day(notices: Iterable[Notice], day: date) -> list[Notice]:
    """Those that hold on a day; both ends belong to the span."""
    return [notice for notice in notices if notice["from"] <= day.isoformat() <= notice["until"]]


def closed_on(notices: Iterable[Notice], day: date) -> State | None:
    """The temporary closure of a day."""
    closures = [notice for notice in on_day(notices, day) if notice["kind"] == "closed"]
    return State("off", _("臨時休み"), closures[0]["message"]) if closures else None


def alerts_on(notices: Iterable[Notice], day: date) -> list[str]:
    """What else is different on a day, in words."""
    return [notice["message"] for notice in on_day(notices, day) if notice["kind"] != "closed"]


def notice_states(notices: Iterable[Notice], day: date) -> list[State]:
    """Closure and alerts of a day, for records that have no hours of their own."""
    given = list(notices)
    closed = closed_on(given, day)
    return [*([closed] if closed else []), *(State("late", text) for text in alerts_on(given, day))]


def read_windows(rows: Iterable[Iterable[str]]) -> list[Window]:
    """ISO pairs as local instants, in order; windows that touch become one."""
    windows = sorted((instant(opens), instant(closes)) for opens, closes in rows)
    merged: list[Window] = []
    for opens, closes in windows:
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def _open_until(card: Card, closes: datetime, now: datetime) -> State:
    text = _("いま話せます") if card.get("icon") == "tel" else _("いま開いています")
    if closes - now >= LONG_OPEN:
        return State("open", text)
    note = _("%(time)sまで") % {"time": _closing_time(closes, now)}
    return State("open", text, note + _audience_note(card, closes, now))


def _closing_time(closes: datetime, now: datetime) -> str:
    local = instant(closes)
    if local.date() == instant(now).date():
        return clock(local)
    return "24:00" if clock(local) == "0:00" else _("翌%(time)s") % {"time": clock(local)}


def _audience_note(card: Card, closes: datetime, now: datetime) -> str:
    """（中学生は20:00まで） for each audience whose closing differs from the general one."""
    notes = []
    for audience, rows in card.get("windows_by_audience", {}).items():
        ends = [end for start, end in read_windows(rows) if start <= now < end]
        if not ends:
            notes.append(_("%(audience)sは使えない時間です") % {"audience": fact_word(audience)})
        elif ends[0] != closes:
            values = {"audience": fact_word(audience), "time": _closing_time(ends[0], now)}
            notes.append(_("%(audience)sは%(time)sまで") % values)
    return _("（%(notes)s）") % {"notes": _("、").join(notes)} if notes else ""


def _closed(card: Card, later: list[Window], windows: list[Window], now: datetime) -> State:
    today = instant(now).date()
    opened_today = any(opens.date() == today for opens, _closes in windows)
    text = _("いまは閉まっています") if opened_today else _("今日は休みです")
    if not later:
        return State("shut", text, card.get("hours_note", ""))
    opens = later[0][0]
    if opens.date() == today:
        return State("call", _("今日 %(time)sから") % {"time": clock(opens)})
    values = {"date": month_day(opens), "time": clock(opens)}
    return State("shut", text, _("次は %(date)s%(time)s") % values)


def meet_state(card: Card, now: datetime) -> State | None:
    """Cancelled, moved, going on, later today or over; None for a day to come."""
    if card.get("status") == "cancelled":
        return State("off", _("中止になりました"))
    if card.get("status") == "moved":
        original = month_day(card.get("original_date"))
        note = _("もとは %(date)s") % {"date": original} if original else ""
        return State("call", _("日にちが変わりました"), note)
    day = day_of(card.get("date"))
    today = instant(now).date()
    if day and day < today:
        return State("shut", _("終わりました"))
    if day != today or not card.get("start"):
        return None
    return _state_today(day, card, now)


def meet_states(card: Card, now: datetime) -> list[State]:
    """What else is said of a date that is still to come: it is full, or it is too late to apply."""
    if card.get("status") == "cancelled" or _is_past(card, now):
        return []
    full = State("late", _("満員です"), _("団体からのお知らせ")) if card.get("full") else None
    late = State("shut", _("申込みは終わりました")) if _applications_over(card, now) else None
    return [state for state in (full, late) if state]


def apply_words(card: Card, now: datetime) -> str:
    """「申込みは12月5日（土）まで」 while one can apply."""
    if not card.get("apply_by") or card.get("status") == "cancelled":
        return ""
    if _applications_over(card, now):
        return ""
    return _("申込みは%(date)sまで") % {"date": month_day(card["apply_by"])}


def _applications_over(card: Card, now: datetime) -> bool:
    last = day_of(card.get("apply_by"))
    return last is not None and last < instant(now).date()


def _is_past(card: Card, now: datetime) -> bool:
    day = day_of(card.get("date"))
    return day is not None and day < instant(now).date()


def _state_today(day: date, card: Card, now: datetime) -> State | None:
    starts = instant(f"{day.isoformat()}T{card['start']}")
    if now < starts:
        return State("call", _("このあと %(time)sから") % {"time": clock(starts)})
    if not card.get("end"):
        return None
    ends = instant(f"{day.isoformat()}T{card['end']}")
    ends += timedelta(days=1) if ends <= starts else timedelta()
    return (
        State("open", _("いまやっています"))
        if now < ends
        else State("shut", _("今日は終わりました"))
    )


def is_today(value: object, now: datetime) -> bool:
    """Whether a card's date is the local day of `now`."""
    return isinstance(value, str | date) and day_of(value) == instant(now).date()
