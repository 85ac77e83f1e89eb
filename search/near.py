"""A point that a list is ordered by: a named one, or a rounded position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from japanese.text import fold_reading, is_latin, normalise, romaji_to_hiragana
from search.engines.asking import Point
from search.landmarks import landmark, landmarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.landmarks import Landmark

__all__ = ["LONGEST_NAME", "Near", "read_near"]

LONGEST_NAME: Final = 40
DECIMALS: Final = 2
"""A position is known to about a kilometre only: who shares an address does not share a home."""
ROUNDED_M: Final = 1000
POSITION: Final = re.compile(r"(-?\d{1,2}(?:\.\d{1,20})?),\s?(-?\d{1,3}(?:\.\d{1,20})?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Near:
    """A point to be near: `value` in addresses, `label` for readers, `typed` in the field.

    `step` is how exactly distances from it can be told, in metres.
    """

    value: str
    label: str
    point: Point
    typed: str
    step: int = 1

    def told(self, metres: int) -> int:
        """A distance as it may be told: in whole steps, and never nearer than one."""
        return max(1, round(metres / self.step)) * self.step


def read_near(text: str, language: str) -> Near | None:
    """What `near=` means: the key of a landmark, its name in any spelling, or "35.32,139.55".

    A position is rounded to 0.01 degrees. None for anything else.
    """
    typed = text.strip()[:LONGEST_NAME]
    if found := POSITION.fullmatch(typed):
        return _position(*map(float, found.groups()))
    named = landmark(typed, language) or _named(typed, language)
    if named is None:
        return None
    return Near(named.key, named.label, Point(named.lat, named.lng), named.label)


def _position(lat: float, lng: float) -> Near | None:
    if abs(lat) > 90 or abs(lng) > 180:
        return None
    point = Point(round(lat, DECIMALS) + 0.0, round(lng, DECIMALS) + 0.0)
    value = f"{point.lat:.{DECIMALS}f},{point.lng:.{DECIMALS}f}"
    return Near(value, _("えらんだ位置"), point, value, ROUNDED_M)


def _named(typed: str, language: str) -> Landmark | None:
    """The landmark with a name or reading as it was typed, else the first that begins with it."""
    forms = _forms(typed)
    known = [(each, _forms(each.label) | _forms(each.kana)) for each in landmarks(language)]
    ways: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.startswith)
    for fits in ways:
        for each, names in known:
            if any(fits(name, form) for name in names for form in forms):
                return each
    return None


def _forms(name: str) -> set[str]:
    """How a name may be spelt: as written, and by its sound in kana; nothing for one letter."""
    plain = normalise(name).text.strip()
    sound = (romaji_to_hiragana(plain) if is_latin(plain) else plain) or plain
    return {form for form in (plain, fold_reading(sound)) if len(form) > 1}
