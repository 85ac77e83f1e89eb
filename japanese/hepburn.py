"""Hiragana → Hepburn romaji as on signs, without marks for long vowels: おおふな → ofuna."""

from __future__ import annotations

import re
from typing import Final

from japanese.romaji import ROWS
from japanese.text import fold_reading

_OWN: Final = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "や": "ya", "ゆ": "yu",
    "よ": "yo", "わ": "wa", "ん": "n", "ゔ": "vu",
}  # fmt: skip
_SOUNDS: Final = {
    kana: head + vowel
    for head, row in ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
} | _OWN
_GLIDES: Final = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_DOUBLED: Final = re.compile("っ(.)")


def to_romaji(kana: str) -> str:
    """Kana → lower-case ASCII; what is no kana is left out."""
    spoken = re.sub(
        "([いきしちにひみりぎじぢびぴ])([ゃゅょ])",
        lambda found: _SOUNDS[found[1]][:-1] + _glide(found[1], found[2]),
        fold_reading(kana),
    )
    written = "".join(
        _SOUNDS.get(char, char if char.isascii() or char == "っ" else "") for char in spoken
    )
    doubled = _DOUBLED.sub(lambda found: ("t" if found[1] == "c" else found[1]) + found[1], written)
    return doubled.replace("っ", "")


def _glide(head: str, small: str) -> str:
    """しゃ is sha, きゃ is kya."""
    return ("" if head in "しちじ" else "y") + _GLIDES[small]
