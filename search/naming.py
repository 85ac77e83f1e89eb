"""Areas that are named in the words of a query, and the query without the name."""

from __future__ import annotations

import re
from typing import Final

from japanese.readings import reading
from japanese.text import fold_reading, is_hiragana, is_latin, romaji_to_hiragana

__all__ = ["without_name"]

AROUND: Final = r"(?:の?(?:周辺|近く|付近|あたり|まわり))?(?:にある|での|で|の|に|$)"
"""What ties the name of a place to the words after it, or ends the word."""


def without_name(query: str, name: str) -> str | None:
    """The words that are left when a place is told otherwise; None where it cannot be taken out.

    大船 食堂, 大船の食堂, ofuna 食堂 → 食堂. In 大船駅 it is part of another name.
    """
    tied = re.compile(re.escape(name) + AROUND)
    words = query.split()
    left = ["" if _sounds_like(word, name) else tied.sub("", word, count=1) for word in words]
    return " ".join(filter(None, left)) if left != words else None


def _sounds_like(word: str, name: str) -> bool:
    kana = word if is_hiragana(word) else romaji_to_hiragana(word) if is_latin(word) else None
    return kana is not None and fold_reading(kana) == fold_reading(reading(name))
