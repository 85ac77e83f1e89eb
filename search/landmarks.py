"""Points that readers know by name, such as towns and stations: rooms register them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from search.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model


class LandmarkKind(StrEnum):
    STATION = "station"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named point (WGS 84 degrees).

    `key` is its value in addresses (letters, digits and hyphens; never two numbers with a comma),
    `label` its name in the reader's language, `kana` its reading in hiragana.
    """

    key: str
    label: str
    kana: str
    lat: float
    lng: float
    kind: LandmarkKind


_landmarks: Kept[Landmark] = Kept("landmarks")


def register_landmarks(
    name: str, loader: Callable[[str], Sequence[Landmark]], *models: type[Model]
) -> None:
    """Say where named points come from; call it in `AppConfig.ready()`.

    `loader(language)` returns them in the order in which they are shown; what it says is kept
    until a row of one of `models` is saved or deleted.
    """
    _landmarks.register(name, loader, *models)


def landmarks(language: str) -> list[Landmark]:
    """Every named point, in the order in which rooms registered them."""
    return list(chain.from_iterable(_landmarks.of(name, language) for name in _landmarks.names))


def landmark(key: str, language: str) -> Landmark | None:
    """The named point with this key; None where there is none."""
    return next((each for each in landmarks(language) if each.key == key), None)
