"""利用可能日時特記事項: what the words beside opening hours change in the rule.

A note is read sentence by sentence. A sentence that the rule can carry changes it; one that only
adds to it stays beside; any other makes the rule doubtful, because a reader would be told 開いています
at a time when the door is closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from directory.importing.cells.days import Weekdays, read_clock, read_weekdays
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.rule import Doubt, OpeningRow, OpeningRule, Window
from directory.importing.cells.words import plain_form
from japanese.calendar_days import WEEKDAY_CODES, WEEKDAY_KANJI, parse_span

_SENTENCE_ENDS: Final = re.compile(r"[。;\n]+|※")
_TIME: Final = r"(?:午前|午後)?[0-9]{1,2}(?::[0-9]{2}|時(?:[0-9]{1,2}分|半)?)"
_RANGE: Final = rf"({_TIME})(?:~|-|から)({_TIME})(?:まで)?"
_DAYS: Final = r"([月火水木金土日](?:曜日?)?(?:[・、と]?[月火水木金土日祝](?:曜日?|日|祭日)?)*)"
_MONTH_DAY: Final = r"([0-9]{1,2})[/月]([0-9]{1,2})日?"
_SPAN: Final = rf"{_MONTH_DAY}(?:~|-|から)(?:翌年?の?)?{_MONTH_DAY}(?:まで)?"
_SHUT: Final = (
    r"(?:(?:は|を|が)?[、]?(?:お?休み|休館日?|休業日?|休所日?|休園日?|休室日?|休場日?|閉館日?|閉所日?|定休日?|休|"
    r"(?:終日)?利用不可|(?:終日)?利用できません|除く|除きます|お休みです)(?:です|とする|となります|します)?)"
)
_SHUT_BEFORE: Final = re.compile(
    r"(?:【|\[)?(?:定休日|休館日|休業日|休所日|休園日|閉館日|お?休み)(?:】|\])?(?:は|:|/)?"
)
_SHUT_BEHIND: Final = re.compile(rf"{_SHUT}$")
_ITEMS: Final = re.compile(
    rf"(?P<span>(?:年末年始|お?盆)?\(?{_SPAN}\)?)"
    rf"|(?P<day>(?:年末年始)?{_MONTH_DAY})"
    r"|(?P<undated>年末年始|お盆)"
    r"|(?P<holidays>(?:国民の)?祝祭?日)"
    r"|(?P<nth>(?:毎月)?第[1-5](?:[・、](?:第)?[1-5])*[月火水木金土日](?:曜日?)?)"
    r"|(?P<month>([0-9]{1,2})月(?:中)?)"
    r"|(?P<week>(?:毎週)?[月火水木金土日](?:・?[月火水木金土日])*曜日?)"
)
_BETWEEN: Final = re.compile(r"[、,・と\s]|及び|および|並びに|または|又は")
_NTH: Final = re.compile(r"([1-5])")
_OTHER_TIMES: Final = re.compile(rf"{_DAYS}(?:のみ|は|のみは|、)?[、:]?{_RANGE}")
_CLOSES_EARLIER: Final = re.compile(rf"{_DAYS}は({_TIME})まで")
_SPLIT_DAY: Final = re.compile(
    rf"(?:利用可能時間|利用時間|開館時間|開所時間|開設時間)は?[:]?({_TIME}[~-]{_TIME}(?:[、,と・]{_TIME}[~-]{_TIME})+)"
)
_ONE_RANGE: Final = re.compile(_RANGE)
_NTH_OPENING: Final = re.compile(
    rf"(?P<nth>第[1-5](?:・(?:第)?[1-5])*[月火水木金土日](?:曜日?)?)は?{_RANGE}"
)
_SEASON: Final = re.compile(rf"{_SPAN}(?:の間|の期間)?(?:のみ)?(?:利用可能?|開館|開設|開所)")
_MORE_DAYS: Final = re.compile(
    r"(?:月[0-9]回(?:程度)?)?、?(?:第[1-5](?:・(?:第)?[1-5])*)?[月火水木金土日祝](?:曜日?|日)?(?:[・、][月火水木金土日祝](?:曜日?|日)?)*"
    r"(?:も|は)?(?:開設|開館|開所|利用可能?|利用できます|開いています)"
)
_HARMLESS: Final = (
    re.compile(r"(?:最終)?(?:入館|入場|入園|受付)(?:時間)?は?(?:.{0,12})(?:まで|前)(?:です)?"),
    re.compile(
        r".{0,40}変更(?:する|になる|となる|の)?(?:場合|こと|可能性)が?(?:あります|ある|あり)(?:.{0,20})"
    ),
    re.compile(r"(?:詳し|くわし)くは.{0,40}"),
    re.compile(r"祝日(?:も|は)(?:開館|開所|開設|営業|利用可能?)(?:します|しています)?"),
)
_ALWAYS_OPEN: Final = re.compile(r"(?:年中)?無休")

_Reader = Callable[[OpeningRule, str], OpeningRule | None]


def with_note(rule: OpeningRule, note: str) -> OpeningRule:
    """The rule with what the note changes. Raises Doubt where a sentence is not understood."""
    for sentence in _sentences(note):
        rule = _with_sentence(rule, sentence)
    return rule


def _sentences(note: str) -> Iterator[str]:
    for part in _SENTENCE_ENDS.split(plain_form(note)):
        sentence = "".join(part.split()).strip("・*、,()")
        if sentence:
            yield sentence + (")" if sentence.count("(") > sentence.count(")") else "")


def _with_sentence(rule: OpeningRule, sentence: str) -> OpeningRule:
    for read in _READERS:
        changed = read(rule, sentence)
        if changed is not None:
            return changed
    raise Doubt(f"「{sentence}」を時間の表に入れられません。")


def _harmless(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    if _ALWAYS_OPEN.fullmatch(sentence):
        return rule if rule.days == set(WEEKDAY_CODES) else None
    return rule if any(pattern.fullmatch(sentence) for pattern in _HARMLESS) else None


def _more_days(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    """Openings at times that are not said: the rule stays true, it only says less."""
    return rule if _MORE_DAYS.fullmatch(sentence) else None


def _split_day(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    found = _SPLIT_DAY.fullmatch(sentence)
    if found is None:
        return None
    windows = tuple(_window(part) for part in _ONE_RANGE.finditer(found[1]))
    usual = {row.window for row in rule.rows}
    whole = Window(windows[0].opens, windows[-1].closes)
    if usual != {whole} or any(a.closes > b.opens for a, b in pairwise(windows)):
        raise Doubt("くわしい時間と、開く・閉まる時刻が合いません。")
    rows = (replace(row, window=window) for row in rule.rows for window in windows)
    return replace(rule, rows=tuple(rows))


def _other_times(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    found = _OTHER_TIMES.fullmatch(sentence)
    if found is None:
        return None
    window = _window(_ONE_RANGE.search(sentence))
    days = _weekdays(found[1])
    changed = rule.on_days(days.codes, (window,)) if days.codes else rule
    return replace(changed, holidays=(window,)) if days.holidays == "open" else changed


def _closes_earlier(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    found = _CLOSES_EARLIER.fullmatch(sentence)
    if found is None:
        return None
    days = _weekdays(found[1])
    opens = {row.window.opens for row in rule.rows if set(row.days) & set(days.codes)}
    if days.holidays or len(opens) != 1 or not set(days.codes) <= rule.days:
        raise Doubt(f"「{sentence}」を時間の表に入れられません。")
    window = Window.of(opens.pop(), read_clock(found[2]).value)
    return rule.on_days(days.codes, (window,))


def _nth_opening(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    found = _NTH_OPENING.fullmatch(sentence)
    if found is None:
        return None
    nth = tuple(nth_codes(found["nth"]))
    if {code[1:] for code in nth} & rule.days:
        raise Doubt(f"「{sentence}」と曜日が重なります。")
    row = OpeningRow(_window(_ONE_RANGE.search(sentence)), nth=nth)
    return replace(rule, rows=(*rule.rows, row))


def _season(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    found = _SEASON.fullmatch(sentence)
    if found is None:
        return None
    season = _span_codes(found.groups())
    return replace(rule, rows=tuple(replace(row, season=season) for row in rule.rows))


def _closures(rule: OpeningRule, sentence: str) -> OpeningRule | None:
    before = _SHUT_BEFORE.match(sentence)
    listed = sentence[before.end() :] if before else sentence
    bare = _SHUT_BEHIND.sub("", listed)
    if bare == listed and not before:
        return None
    while bare:
        separator = _BETWEEN.match(bare)
        if separator:
            bare = bare[separator.end() :]
            continue
        item = _ITEMS.match(bare)
        if item is None:
            return None
        rule = _without(rule, item)
        bare = bare[item.end() :]
    return rule


def _without(rule: OpeningRule, item: re.Match[str]) -> OpeningRule:
    numbers = [part for part in item.groups()[1:] if part and part.isdecimal()]
    match item.lastgroup:
        case "span" | "day":
            span = _span_codes(numbers if item.lastgroup == "span" else [*numbers, *numbers])
            return replace(rule, closed_yearly=(*rule.closed_yearly, span))
        case "holidays":
            return replace(rule, holidays="closed")
        case "nth":
            return replace(rule, closed_nth=(*rule.closed_nth, *nth_codes(item["nth"])))
        case "month":
            return replace(rule, closed_months=(*rule.closed_months, int(numbers[-1])))
        case "week":
            return _consistent(rule, item["week"])
        case _:
            return rule  # 年末年始 without dates: a note beside, because its days are not said


def _consistent(rule: OpeningRule, days: str) -> OpeningRule:
    if set(_weekdays(days).codes) & rule.days:
        raise Doubt(f"「{days}」の休みと、開いている曜日が合いません。")
    return rule


def nth_codes(text: str) -> list[str]:
    """第2・第4土曜 → 2SA, 4SA."""
    kanji = text.removesuffix("曜日").removesuffix("曜")[-1]
    code = WEEKDAY_CODES[WEEKDAY_KANJI.index(kanji)]
    return [f"{number}{code}" for number in _NTH.findall(text)]


def _weekdays(text: str) -> Weekdays:
    try:
        return read_weekdays(text).value
    except NotUnderstood as error:
        raise Doubt(str(error)) from error


def _window(found: re.Match[str] | None) -> Window:
    if found is None:
        raise Doubt("時刻を読み取れません。")
    opens, closes = found[1], found[2]
    if opens.startswith("午後") and not closes.startswith("午"):
        closes = f"午後{closes}"
    return Window.of(read_clock(opens).value, read_clock(closes).value)


def _span_codes(numbers: list[str] | tuple[str | None, ...]) -> tuple[str, str]:
    month, day, last_month, last_day = (int(number or 0) for number in numbers[:4])
    span = (f"{month:02}-{day:02}", f"{last_month:02}-{last_day:02}")
    try:
        parse_span(span)
    except ValueError as error:
        raise Doubt(str(error)) from error
    return span


_READERS: Final[tuple[_Reader, ...]] = (
    _harmless,
    _split_day,
    _nth_opening,
    _other_times,
    _closes_earlier,
    _season,
    _more_days,
    _closures,
)
