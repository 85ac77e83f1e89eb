"""Text as cp932 (Shift_JIS of Windows) can hold it, with a list of what it cannot.

A character without a place in cp932 is written as the one that looks and means the same, where
there is one; otherwise as 〓, the printers' mark for a missing character.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

MISSING: Final = "〓"
ENCODING: Final = "cp932"
_SAME: Final = {
    "〜": "～", "−": "－", "‐": "－", "‑": "－", "–": "－", "—": "―", "‖": "∥", "•": "・", "‧": "・",
    "¥": "￥", "¢": "￠", "£": "￡", "¬": "￢", "\u00a0": " ", "\u2002": " ", "\u2003": "　", "\u202f": " ",
}  # fmt: skip
_SILENT: Final = frozenset({"Cf", "Mn"})
"""Joiners and selectors say only how the character before them is drawn."""


@dataclass(frozen=True, slots=True)
class Change:
    """One character that was written as another (or left out, where `written` is "")."""

    character: str
    written: str


def fit(text: str) -> tuple[str, list[Change]]:
    """The text with nothing that cp932 cannot hold, and each change in order."""
    if _holds(text):
        return text, []
    return _fit(unicodedata.normalize("NFC", text))


def _fit(text: str) -> tuple[str, list[Change]]:
    written: list[str] = []
    changes: list[Change] = []
    for character in text:
        held = _written(character)
        written.append(held)
        if held != character:
            changes.append(Change(character, held))
    return "".join(written), changes


def _written(character: str) -> str:
    if _holds(character):
        return character
    if character in _SAME:
        return _SAME[character]
    if unicodedata.category(character) in _SILENT:
        return ""
    for folded in (unicodedata.normalize("NFKC", character), _without_accents(character)):
        if folded and _holds(folded):
            return folded
    return MISSING


def _without_accents(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def _holds(text: str) -> bool:
    """Whether the text comes back as it is: the codec also takes some twins, such as 〜 for ～."""
    try:
        return text.encode(ENCODING).decode(ENCODING) == text
    except UnicodeEncodeError:
        return False
