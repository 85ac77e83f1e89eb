"""What must not become public: mail addresses and personal mobile numbers, wherever they stand."""

from __future__ import annotations

import re
from typing import Final

PUT_IN_PLACE: Final = "〔非公開〕"
"""Stands in a public text where a mail address or mobile number was taken out."""

# Every character is folded to exactly one, so that places in the folded text are places in the text.
_FOLD: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {
        ord("　"): " ",
    }
    | {ord(dash): "-" for dash in "‐‑‒–—―−⁃﹘﹣ーｰ─━"}
)
_DASH: Final = r"[-\s.・]{0,2}"
_MOBILE: Final = re.compile(
    rf"(?<![0-9])(?:\(\s*0[6-9]0\s*\)|(?:\+?81{_DASH}\(?0?\)?|0)[6-9]0){_DASH}\(?[1-9][0-9]{{3}}\)?{_DASH}[0-9]{{4}}(?![0-9])"
)
# A local part is taken whole from its first character, so that long runs cost no second look.
_MAIL: Final = re.compile(
    r"(?:mailto:\s*)?(?<![\w.%+'-])[\w.%+'-]++\s?(?:@|\(at\)|\[at\]|\{at\}|\(アット\)|\[アット\]|★)\s?"
    r"[a-z0-9-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[a-z0-9-]+)*(?:\.|\(dot\)|\[dot\])[a-z]{2,}",
    re.IGNORECASE | re.ASCII,
)
_MAYBE: Final = re.compile(r"[@＠★]|at\)|at\]|ａｔ|アット|[6-9６-９][0０]")
_PERSON: Final = re.compile(r"担当|代表者|さん|様|氏|理事長|会長|個人|携帯")


def find_private(text: str) -> list[tuple[int, int]]:
    """Where mail addresses and mobile numbers stand in a text: (start, end), in order."""
    if not _MAYBE.search(text):
        return []
    folded = text.translate(_FOLD)
    found = [match.span() for pattern in (_MAIL, _MOBILE) for match in pattern.finditer(folded)]
    return _apart(sorted(found))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def without_private(text: str) -> tuple[str, list[str]]:
    """A text for readers, and what was taken out of it."""
    public: list[str] = []
    taken: list[str] = []
    at = 0
    for start, end in find_private(text):
        public += [text[at:start], PUT_IN_PLACE]
        taken.append(text[start:end])
        at = end
    return "".join([*public, text[at:]]), taken


def names_a_person(text: str) -> bool:
    """Whether words beside a contact name somebody in person."""
    return bool(_PERSON.search(text))
