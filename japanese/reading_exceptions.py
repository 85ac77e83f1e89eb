"""Readings that a dictionary of single words cannot know: places here, and words by their context.

Patterns are searched in normalised text (half-width digits and brackets, small ヶ in place names)
and count only where both ends are ends of words.
"""

import re
from collections.abc import Iterator

__all__ = ["exceptional_readings", "readings_by_context"]

_PLACES = {
    "十二所": "じゅうにそ",
    "七里ヶ浜": "しちりがはま",
    "稲村ヶ崎": "いなむらがさき",
    "扇ヶ谷": "おうぎがやつ",
    "亀ヶ谷": "かめがやつ",
    "由比ヶ浜": "ゆいがはま",
    "浄明寺": "じょうみょうじ",
    "西御門": "にしみかど",
    "城廻": "しろめぐり",
    "小袋谷": "こぶくろや",
    "滑川": "なめりがわ",
    "化粧坂": "けわいざか",
    "長谷駅": "はせえき",
    "高野台": "たかのだい",
    "大塔宮": "おおとうのみや",
    "鶴岡八幡宮": "つるがおかはちまんぐう",
}
_WORDS = {
    "何曜日": "なんようび",
    "一昨日": "おととい",
    "明後日": "あさって",
    "祝日": "しゅくじつ",
    "八つ": "やっつ",
    "上手": "じょうず",
}
_FIXED = _PLACES | _WORDS
_ALWAYS = re.compile("|".join(sorted(_FIXED, key=len, reverse=True)))

_DAY_SOUNDS = {
    "月": "げつ",
    "火": "か",
    "水": "すい",
    "木": "もく",
    "金": "きん",
    "土": "ど",
    "日": "にち",
    "祝": "しゅく",
}
_DAY = f"[{''.join(_DAY_SOUNDS)}]"
_DAY_LIST = re.compile(rf"(?<![一-鿿\d]){_DAY}(?:[・、,/〜~]{_DAY})+(?![一-鿿])")
_DAY_IN_BRACKETS = re.compile(rf"(?<=\(){_DAY}(?:[・、,/]?{_DAY})*(?=\))")

_BY_CONTEXT = (
    # A person (polite) unless two ways are compared.
    (re.compile(r"方(?=が(?:よ|良|い[いっ]|楽|安心|早|近))"), "ほう"),
    (re.compile(r"方"), "かた"),
    # 何 is なん before a sound of the d, n or t row.
    (re.compile(r"何(?=[だでなのとらて])"), "なん"),
    (re.compile(r"何"), "なに"),
    (re.compile(r"私"), "わたし"),
    (re.compile(r"他(?=[のにはへ])"), "ほか"),
    # Doors and desks are open (あく); the transitive verb takes を.
    (re.compile(r"(?<!を)開い(?=て(?:い|る|お))"), "あい"),
    (re.compile(r"(?<=を)行っ"), "おこなっ"),
)

# Ten minutes after a time or a way to go; "enough" elsewhere.
_ENOUGH = re.compile("(?<![一二三四五六七八九])十分")
_TEN_MINUTES_AFTER = re.compile(r"(?:[時約歩で]|あと)$")


def exceptional_readings(text: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, reading) in a normalised text, before numbers and counters are read."""
    for fixed in _ALWAYS.finditer(text):
        yield fixed.start(), fixed.end(), _FIXED[fixed.group()]
    for days in (*_DAY_LIST.finditer(text), *_DAY_IN_BRACKETS.finditer(text)):
        for at in range(days.start(), days.end()):
            if text[at] in _DAY_SOUNDS:
                yield at, at + 1, _DAY_SOUNDS[text[at]]
    for enough in _ENOUGH.finditer(text):
        is_time = _TEN_MINUTES_AFTER.search(text, 0, enough.start())
        yield enough.start(), enough.end(), "じゅっぷん" if is_time else "じゅうぶん"


def readings_by_context(text: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, reading), after numbers and counters; of two in one place the first counts."""
    for pattern, reading in _BY_CONTEXT:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), reading
