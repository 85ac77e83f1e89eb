"""How numbers and their counters are read together: 三百円, 十分, 四月一日, 30分, 3階.

The sound of either part depends on the other (いっかい, さんぼん, じゅっぷん). Written digits carry
no reading, so after them the counter alone is read: 30分《ぷん》, 3日《か》. Where its share of the
word is no reading of the kanji it stands for the whole word: 1人《ひとり》, 4月1日《ついたち》.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from japanese.numerals import KANJI_DIGITS, read_kanji

__all__ = ["Counted", "counted_words"]

_WHAT, _SEVERAL = -1, -2
_UNKNOWN_NUMBERS = {"何": _WHAT, "数": _SEVERAL}
_UNKNOWN_SOUNDS = {_WHAT: "なん", _SEVERAL: "すう"}

_SOUNDS = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_UNITS: tuple[tuple[int, str, dict[int, str]], ...] = (
    (1000, "せん", {3: "さんぜん", 8: "はっせん"}),
    (100, "ひゃく", {3: "さんびゃく", 6: "ろっぴゃく", 8: "はっぴゃく"}),
    (10, "じゅう", {}),
)
_MYRIAD = 10_000
_DOUBLED = {1: "いっ", 6: "ろっ", 8: "はっ", 10: "じゅっ", 100: "ひゃっ"}
_BEFORE_K = frozenset(_DOUBLED)
_BEFORE_S = frozenset({1, 8, 10})
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Counter:
    """The usual `sound`; another one after some endings of the number (`after`).

    `doubles` are the endings it doubles (いっ), `numbers` endings it reads its own way (よ).
    An ending is the last part spoken: 1–9, or 10, 100, 1000, 10000.
    """

    sound: str
    doubles: frozenset[int] = _NONE
    after: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)


def _h_row(sound: str, half: str, full: str) -> _Counter:
    """A counter in は-row: `half` (ぽん) after a doubled number, `full` (ぼん) after ん."""
    after = dict.fromkeys((3, 1000, _MYRIAD, _WHAT), full) | dict.fromkeys(_BEFORE_K, half)
    return _Counter(sound, _BEFORE_K, after)


_K_ROW = {
    "回": "かい", "個": "こ", "件": "けん", "曲": "きょく", "級": "きゅう", "校": "こう",
    "期": "き", "項目": "こうもく", "月": "かげつ", "所": "かしょ", "国": "かこく",
}  # fmt: skip
_S_ROW = {
    "歳": "さい", "才": "さい", "週": "しゅう", "週間": "しゅうかん", "冊": "さつ",
    "世帯": "せたい", "席": "せき", "食": "しょく", "着": "ちゃく", "通": "つう", "点": "てん",
    "頭": "とう", "等": "とう", "丁目": "ちょうめ", "種類": "しゅるい", "章": "しょう",
    "周年": "しゅうねん", "周": "しゅう", "社": "しゃ", "親等": "しんとう",
}  # fmt: skip
_PLAIN = {
    "名": "めい", "枚": "まい", "台": "だい", "度": "ど", "部": "ぶ", "倍": "ばい", "割": "わり",
    "号": "ごう", "位": "い", "番": "ばん", "代": "だい", "秒": "びょう", "段階": "だんかい",
    "万": "まん", "万円": "まんえん", "万人": "まんにん", "億": "おく", "地域": "ちいき",
}  # fmt: skip
# か月, か所 and か国 stand here by their kanji; see _KA.
_KA_WORDS = frozenset("月所国")
_KA = "[かカヵヶケ箇]"

_COUNTERS = {
    **{word: _Counter(sound) for word, sound in _PLAIN.items()},
    **{word: _Counter(sound, _BEFORE_S) for word, sound in _S_ROW.items()},
    **{word: _Counter(sound, _BEFORE_K) for word, sound in _K_ROW.items()},
    "人": _Counter("にん", numbers={4: "よ"}),
    "円": _Counter("えん", numbers={4: "よ"}),
    "年": _Counter("ねん", numbers={4: "よ"}),
    "時": _Counter("じ", numbers={4: "よ", 7: "しち", 9: "く"}),
    "月": _Counter("がつ", numbers={4: "し", 7: "しち", 9: "く"}),
    "日": _Counter("にち"),
    "本": _h_row("ほん", "ぽん", "ぼん"),
    "杯": _h_row("はい", "ぱい", "ばい"),
    "匹": _h_row("ひき", "ぴき", "びき"),
    "泊": _h_row("はく", "ぱく", "ぱく"),
    "歩": _h_row("ほ", "ぽ", "ぽ"),
    "分": _Counter("ふん", _BEFORE_K, dict.fromkeys((3, 4, 1000, _WHAT, *_BEFORE_K), "ぷん")),
    "階": _Counter("かい", _BEFORE_K, {3: "がい", _WHAT: "がい"}),
    "軒": _Counter("けん", _BEFORE_K, {3: "げん", _WHAT: "げん"}),
    "足": _Counter("そく", _BEFORE_S, {3: "ぞく", _WHAT: "ぞく"}),
}
_KA_COUNTERS = {word: _Counter(_K_ROW[word], _BEFORE_K) for word in _KA_WORDS}

_DAYS = {
    2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_WHOLE_WORDS = {(1, "人"): "ひとり", (2, "人"): "ふたり", (20, "歳"): "はたち"}

_SUFFIXES = {
    "間": "かん", "目": "め", "前": "まえ", "後": "ご", "分": "ぶん", "半": "はん", "中": "ちゅう",
    "台": "だい", "度": "ど", "生": "せい", "頃": "ごろ",
}  # fmt: skip
_LONGEST_FIRST = sorted((word for word in _COUNTERS if word not in "所国"), key=len, reverse=True)
_COUNTED = re.compile(
    r"(?P<number>[0-9０-９]+(?:[,，.．][0-9０-９]+)*|[一二三四五六七八九十百千]+|[何数])"
    rf"(?:(?P<ka>{_KA})(?P<ka_word>[{''.join(sorted(_KA_WORDS))}])|(?P<word>{'|'.join(_LONGEST_FIRST)}))"
    rf"(?P<suffixes>[{''.join(_SUFFIXES)}]{{0,2}})"
)
_FRACTION = re.compile("分の[0-9０-９一二三四五六七八九十]")
_AFTER_A_DATE = re.compile("[（(][日月火水木金土]")
_TWO_OR_THREE = re.compile("[0-9０-９一二三四五六七八九]、$")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and its counter at `begin` of a text, as words: (written, reading or None)."""

    begin: int
    words: tuple[tuple[str, str | None], ...]

    @property
    def end(self) -> int:
        return self.begin + sum(len(written) for written, _ in self.words)


def counted_words(text: str) -> Iterator[Counted]:
    """Every number with a counter, and shorter readings of the same place after longer ones.

    A caller takes the first whose ends are ends of words (三日 in 三日月 is no date).
    """
    for found in _COUNTED.finditer(text):
        suffixes = found["suffixes"]
        for length in range(len(suffixes), -1, -1):
            yield Counted(found.start(), tuple(_words(found, suffixes[:length])))


def _words(found: re.Match[str], suffixes: str) -> Iterator[tuple[str, str | None]]:
    number = found["number"]
    value = _value(number)
    written, sound, spoken = _read(found, value)
    tail = "".join(_suffix(suffix, found["word"]) for suffix in suffixes)
    if number[0] in KANJI_DIGITS or number[0] in "十百千何数":
        yield number + written + suffixes, spoken + tail
    else:
        yield number, None
        yield written, sound
        if suffixes:
            yield suffixes, tail


def _read(found: re.Match[str], value: int) -> tuple[str, str, str]:
    """The counter as written, its sound after this number, and both together as spoken."""
    word = found["word"]
    if word is None:
        counter = _KA_COUNTERS[found["ka_word"]]
        return (
            found["ka"] + found["ka_word"],
            counter.sound,
            _number(value, counter) + counter.sound,
        )
    if word == "分" and _FRACTION.match(found.string, found.start("word")):
        return word, "ぶん", _plain_number(value) + "ぶん"
    if word == "日":
        return word, *_day(found, value)
    if (value, word) in _WHOLE_WORDS:
        whole = _WHOLE_WORDS[value, word]
        return word, whole if word == "人" else _COUNTERS[word].sound, whole
    counter = _COUNTERS[word]
    sound = counter.after.get(_ending(value), counter.sound)
    return word, sound, _number(value, counter) + sound


def _day(found: re.Match[str], value: int) -> tuple[str, str]:
    """The sound of 日 and of the whole: a date or a length of time."""
    before, after = found.string[: found.start()], found.string[found.end("word") :]
    if value == _SEVERAL:
        return "じつ", "すうじつ"
    if value == 1 and (before.endswith("月") or _AFTER_A_DATE.match(after)):
        return "ついたち", "ついたち"
    if value in _DAYS and not _TWO_OR_THREE.search(before):
        return "か", _DAYS[value]
    return "にち", _plain_number(value) + "にち"


def _suffix(suffix: str, counter: str | None) -> str:
    return "じゅう" if suffix == "中" and counter in {"日", "年"} else _SUFFIXES[suffix]


def _value(number: str) -> int:
    """The number; only its last part matters after a decimal point."""
    if number in _UNKNOWN_NUMBERS:
        return _UNKNOWN_NUMBERS[number]
    digits = re.sub("[,.]", "", unicodedata.normalize("NFKC", number))
    if digits.isdecimal():
        return int(digits)
    return read_kanji(number)


def _ending(value: int) -> int:
    if value <= 0:
        return value
    return next(
        (value % (unit * 10) // unit if unit == 1 else unit)
        for unit in (1, 10, 100, 1000, _MYRIAD)
        if value % (unit * 10) or unit == _MYRIAD
    )


def _plain_number(value: int) -> str:
    if value in _UNKNOWN_SOUNDS:
        return _UNKNOWN_SOUNDS[value]
    spoken, rest = "", value % _MYRIAD
    for unit, sound, irregular in _UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            spoken += irregular.get(digit, (_SOUNDS[digit] if digit > 1 else "") + sound)
    return spoken + _SOUNDS[rest]


def _number(value: int, counter: _Counter) -> str:
    """The number as it sounds before the counter."""
    spoken, ending = _plain_number(value), _ending(value)
    usual = _SOUNDS[ending] if 0 < ending < 10 else {10: "じゅう", 100: "ひゃく"}.get(ending, "")
    special = counter.numbers.get(ending)
    if special is None and ending in counter.doubles:
        special = _DOUBLED[ending]
        if ending == 100:
            # さんびゃく doubles as さんびゃっ.
            return spoken[:-1] + "っ"
    return spoken.removesuffix(usual) + special if special else spoken
