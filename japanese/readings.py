"""How a text is read aloud, for sorting by kana."""

from japanese.text import fold_reading, normalise
from japanese.tokens import units

__all__ = ["kana_sort_key", "reading"]


def reading(text: str) -> str:
    """A text → its reading in hiragana; punctuation is left out.

    Letters and digits are read where the dictionary knows how, and stay as they are otherwise.
    """
    return "".join(unit.reading for unit in units(normalise(text).text))


def kana_sort_key(text: str) -> tuple[str, str]:
    """A key that sorts by sound: first without long vowels, then by the whole reading."""
    spoken = reading(text)
    return fold_reading(spoken), spoken
