"""Words of a cell: names, readings in kana, paragraphs, and cells that say nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from directory.importing.cells.reading import NotUnderstood, Reading
from japanese.text import is_kanji, katakana_to_hiragana

NOTHING: Final = frozenset(
    {"", "-", "‐", "–", "—", "―", "−", "ー", "－", "--", "n/a", "na", "null", "none", "nan"}
)
ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
WITHHELD: Final = re.compile(
    r"(?:非公開|未公開|非公表|公開(?:して(?:い)?ない|しません|していません))"
)

_WIDE_LETTERS: Final = {
    code: code - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_PERSON: Final = re.compile(r"[一-鿿々ぁ-ゖァ-ヺー\s]{2,10}(?:さん|氏|様|先生|講師)\s*(?:[(（].*)?")
_HALF_KANA: Final = re.compile("[｡-ﾟ]+")
_SPACES: Final = re.compile(r"\s+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_ESCAPED: Final = re.compile(r"_x000[dD]_\n?")


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, or a dash as forms use for blank."""
    return text.strip().lower() in NOTHING


def read_line(text: str) -> Reading[str]:
    """Words in one line as they are, spaces and newlines as one space."""
    return Reading(_one_line(_CONTROLS.sub("", text)))


def read_name(text: str) -> Reading[str]:
    """A name: letters and digits half-width, kana full-width; ①, ㈱ and 髙 stay as they are."""
    line = read_line(text).value
    narrow = line.translate(_WIDE_LETTERS)
    name = _HALF_KANA.sub(_widen, narrow)
    repairs = []
    if narrow != line:
        repairs.append("全角の英数字を半角にしました。")
    if name != narrow:
        repairs.append("半角のカナを全角にしました。")
    return Reading(name, "".join(repairs))


def read_body(text: str) -> Reading[str]:
    """The name of a group or office. Raises NotUnderstood for a person, who is no group."""
    read = read_name(text)
    if _PERSON.fullmatch(read.value):
        raise NotUnderstood("人の名前のようなので、団体にはしませんでした。")
    return read


def read_kana(text: str) -> Reading[str]:
    """A reading in kana as hiragana. Raises NotUnderstood where kanji stand in it."""
    line = read_name(text).value
    if any(map(is_kanji, line)):
        raise NotUnderstood("よみがなに漢字がまじっているので、使いません。")
    return Reading(katakana_to_hiragana(line))


def read_paragraphs(text: str) -> Reading[str]:
    """Text as it is, with plain newlines and no spaces at the ends of lines. Tags are text."""
    plain = _ESCAPED.sub("\n", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.strip() for line in _CONTROLS.sub("", plain).split("\n"))
    return Reading(_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip())


@lru_cache(maxsize=8192)
def plain_form(text: str) -> str:
    """For reading numbers and codes: NFKC, dashes and tildes as one sign, no spaces around."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _CONTROLS.sub("", folded).strip()


def was_wide(text: str) -> bool:
    """Whether full-width letters, digits or signs were typed."""
    return bool(_WIDE.search(text))


_SIGNS: Final = {ord(sign): "-" for sign in "‐‑‒–—―−⁃﹘﹣－─━"} | {
    ord(sign): "~" for sign in "〜～∼˜"
}


def _one_line(text: str) -> str:
    return _SPACES.sub(lambda run: "　" if "　" in run[0] else " ", text).strip()


def _widen(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0])
