"""Cells that a spreadsheet would run as a formula, and the mark that stops it.

An apostrophe in front makes a spreadsheet take the cell as text. The import takes it off again, so
a cell that itself begins with apostrophes gets one more: what is written is always what is read.
A plain number such as -3.5 runs nothing and stays a number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MARK: Final = "'"
_STARTERS: Final = frozenset("=+-@\t\r\n\u2212")
_NUMBER: Final = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


def _is_formula(text: str) -> bool:
    """Whether the text begins as a formula does, full-width characters folded."""
    if not text or _NUMBER.fullmatch(text):
        return False
    return unicodedata.normalize("NFKC", text[0])[:1] in _STARTERS


def defuse(text: str) -> str:
    """The cell with a mark in front where a spreadsheet would run it."""
    return MARK + text if _is_formula(text.lstrip(MARK)) else text


def undo(cell: str) -> str:
    """The text of a cell: `undo(defuse(text)) == text` for every text."""
    return cell[1:] if cell.startswith(MARK) and _is_formula(cell.lstrip(MARK)) else cell
