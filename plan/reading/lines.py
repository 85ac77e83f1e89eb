"""Lines of the text in one spelling, cut into its sections."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

# Full-width digits, letters, brackets, hyphen and space; half-width katakana; parenthesised
# digits such as ⑴; radicals that PDF tools write for ideographs. Circled digits stay.
_VARIANTS = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff08\uff09\uff0d\u3000\u00a0"
    "\uff61-\uff9f\u2474-\u2487\u2f00-\u2fdf]+"
)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\f"))
_DINGBATS = {0x2780 + i: chr(0x2460 + i) for i in range(10)}
_HYPHEN = re.compile(r"(?<=\d) *[-‐‑‒–—―−ー] *(?=\d)")
_REPRINT_SPACES = re.compile(r"[【\[〔] *再掲[ :：]*([\d-]+) *[】\]〕] *")

_SECTION = re.compile(r"(\d{1,2})([.．、 ]*)([^\d。\t]{1,30})")
_PAGE_NUMBER = re.compile(r"-?\d{1,3}-?(ページ|頁)?")
_SCHEME = "施策体系"
_MEASURES = "具体的な取組"


class Line(NamedTuple):
    """A line of the text: its number from 1 and its words, tabs kept."""

    number: int
    text: str


@dataclass
class Sections:
    """The parts of the text that are read; `other` is prose before, between and after."""

    other: list[Line] = field(default_factory=list)
    scheme: list[Line] = field(default_factory=list)
    measures: list[Line] = field(default_factory=list)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def normalise(text: str) -> str:
    """One spelling for width variants, hyphens between digits and the 再掲 bracket."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_DINGBATS)
    text = _VARIANTS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _REPRINT_SPACES.sub(r"【再掲\1】", _HYPHEN.sub("-", text))


def numbered_lines(text: str) -> list[Line]:
    """The lines that are not blank, whatever the line ending."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbered = (Line(i, normalise(line).rstrip(" ")) for i, line in enumerate(lines, start=1))
    return [line for line in numbered if line.text.strip()]


def garbled_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines with characters that no text has: control, unassigned, private or replacement."""
    return [line for line in lines if any(_is_garbled(character) for character in line.text)]


def _is_garbled(character: str) -> bool:
    no_text = unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
    return (no_text and character != "\t") or character == "\ufffd"


def split_sections(lines: Iterable[Line]) -> Sections:
    """Cut at the headings 施策体系 and 具体的な取組; the next section's heading ends the latter."""
    sections = Sections()
    current, number = sections.other, 0
    for line in lines:
        heading = _SECTION.fullmatch(line.text.strip())
        if heading is None:
            current.append(line)
        elif squeeze(heading[3]) == _SCHEME:
            current, number = sections.scheme, int(heading[1])
        elif squeeze(heading[3]) == _MEASURES:
            current, number = sections.measures, int(heading[1])
        elif int(heading[1]) == number + 1 and heading[2]:
            current = sections.other
        else:
            current.append(line)
    return sections


def without_page_furniture(lines: Iterable[Line], goal_heading: str) -> list[Line]:
    """Leave out the goal's heading that stands on each page, and page numbers."""
    heading = squeeze(goal_heading)

    def is_furniture(line: Line) -> bool:
        text = squeeze(line.text)
        return bool(_PAGE_NUMBER.fullmatch(text)) or text.strip("0123456789-") == heading

    return [line for line in lines if not is_furniture(line)]
