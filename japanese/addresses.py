"""Addresses in one spelling: 稲村ヶ崎１ー２番３号 → 稲村ガ崎一丁目2-3.

Nothing is looked up anywhere: what a town is called is told by the caller (`towns`), and what is
not understood stays as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from japanese.municipalities import split_municipality
from japanese.numerals import KANJI_DIGITS, read_kanji, write_kanji
from japanese.text import DASHES, OLD_KANJI, normal_text, plain_width

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Address", "normalise_address", "same_address_key", "split_chome", "without_chome"]

_KANJI: Final = f"{KANJI_DIGITS}十百千"
_FOLDED: Final = OLD_KANJI | str.maketrans("がガケけのノ之乃っッつ", "ヶヶヶヶノノノノツツツ")
_FORMAL: Final = str.maketrans("壱弐参", "一二三")
_DASH: Final = f"[{re.escape(''.join(sorted(DASHES)))}ー〜~]"
_DASH_OF_NUMBERS: Final = re.compile(rf"(?<=[0-9])\s*{_DASH}\s*(?=[0-9])")
_OFFICIAL: Final = re.compile(r"(?:大字\s*)+")
_BEFORE: Final = re.compile(r"(?:(?:〒\s*)?[0-9]{3}-?[0-9]{4}(?![0-9-])\s*(?=\S)|〒\s*|大字\s*)+")
_SECTION_MARK: Final = re.compile(r"(?<![文十])(?:大字|小字|字)(?=.)")
_NO_NUMBER: Final = r"(?![0-9]|(?:番|号)?[室棟館街階町]|[Ff](?![A-Za-z]))"
_LOT: Final = rf"(?:[0-9]+{_NO_NUMBER}|[{_KANJI}]{{1,7}}(?=\s*(?:番|号)(?![室棟館街町])))"
_LINK: Final = rf"(?:[\s、,]*(?:番地|番|号|の|{_DASH}))+\s*"
_REST: Final = re.compile(
    rf"\s*(?P<lots>{_LOT}(?:{_LINK}{_LOT})*)"
    rf"(?:[\s、,]*(?:番地|番(?![町館街])|号(?![室棟館])|{_DASH}))*(?![\s、,]*丁目)"
)
_LOTS: Final = re.compile(rf"[0-9]+|[{_KANJI}]+")
_CHOME: Final = re.compile(rf"\s*(?P<number>[{_KANJI}壱弐参]{{1,3}}|[0-9]{{1,2}})\s*丁目")
_CHOME_AS_NUMBER: Final = re.compile(r"\s*(?P<number>[0-9]{1,2})(?:[-の](?=[0-9])|(?=\s|$))")
_TOWN_WITH_CHOME: Final = re.compile(rf"[^0-9\s(]+?(?={_CHOME.pattern})")
_TOWN: Final = re.compile(r"[^0-9\s(]+")
_TOWN_ENDS: Final = re.compile(
    rf"[^一-鿿々ぁ-ゖァ-ヺー]|[ァ-ヺ]|字|[{_KANJI}壱弐参]+(?:丁目|番|号)|$"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts, each empty where it is not said.

    `town` carries its 丁目 in kanji numerals (稲村ガ崎一丁目), `rest` the numbers joined by "-"
    (2-43-15; 1番地2 where 1-2 would be read as 一丁目2), `building` what follows them. `text` is the whole in one spelling, without postal
    code and 大字; normalising it again gives the same.
    """

    prefecture: str
    city: str
    town: str
    rest: str
    building: str

    @property
    def text(self) -> str:
        street = f"{self.prefecture}{self.city}{self.town}{self.rest}"
        return " ".join(part for part in (street, self.building) if part)


def normalise_address(text: str, towns: Sequence[str] = ()) -> Address:
    """An address as anybody writes it → its parts in one spelling.

    `towns` are the names of known towns as they are written officially; with them a town takes
    that spelling, and 長谷1-2-3 is 長谷一丁目 because there is one. Without them 丁目 is read only
    where it is written.
    """
    known = _known_towns(tuple(towns))
    tidy = _DASH_OF_NUMBERS.sub("-", " ".join(plain_width(text).split()))
    plain = _without(_BEFORE, tidy)
    if known.town_at_start(plain):
        prefecture = city = ""
        street = plain
    else:
        municipality = split_municipality(plain)
        prefecture, city, street = municipality.prefecture, municipality.city, municipality.rest
    town, behind = _split_town(_without(_OFFICIAL, street), known)
    if not (city or town):
        return Address(prefecture, "", "", "", behind.strip())
    rest, building = _split_numbers(behind)
    if rest and _split_town(town + rest, known)[0] != town:
        lot, _dash, branch = rest.partition("-")
        rest = f"{lot}番地{branch}"
    return Address(prefecture, city, town, rest, building)


@lru_cache(maxsize=16_384)
def same_address_key(text: str, home: tuple[str, str] = ("", "")) -> str:
    """A string that is equal for two spellings of one address: for comparing, not for reading.

    `home` (prefecture, city) is left out: people write addresses of their own city without it.
    丁目 and 番地 are numbers alike in it, so it needs no list of towns. The building counts.
    """
    address = normalise_address(text)
    prefecture = "" if address.prefecture == home[0] else address.prefecture
    city = "" if not prefecture and address.city == home[1] else address.city
    town = _SECTION_MARK.sub("", address.town).translate(_FOLDED)
    if chome := re.search(rf"([{_KANJI}]+)丁目$", town):
        number = str(read_kanji(chome.group(1)))
        town = town[: chome.start()] + number + ("-" if address.rest else "")
    building = normal_text(address.building).replace(" ", "")
    return "|".join((prefecture + city.translate(_FOLDED), town + address.rest, building))


def split_chome(name: str) -> tuple[str, int]:
    """稲村ガ崎一丁目 → ("稲村ガ崎", 1); 0 for a town without 丁目."""
    base = _TOWN_WITH_CHOME.match(name)
    if base is None:
        return name, 0
    return base.group(), _chome_number(_said_chome(name, base.end()))


def without_chome(name: str) -> str:
    return split_chome(name)[0]


def _without(start: re.Pattern[str], text: str) -> str:
    found = start.match(text)
    return text[found.end() :] if found else text


@dataclass(frozen=True, slots=True)
class _KnownTowns:
    """Official names by their folded base, longest first, and their 丁目."""

    bases: tuple[tuple[str, str], ...]
    names: dict[tuple[str, int], str]

    def town_at_start(self, text: str) -> tuple[str, str, str] | None:
        """(folded base, official base, what follows) of the longest known town at the start."""
        folded = text.translate(_FOLDED)
        for base, official in self.bases:
            if folded.startswith(base) and _TOWN_ENDS.match(text, len(base)):
                return base, official, text[len(base) :]
        return None

    def chome(self, base: str, official: str, behind: str) -> tuple[str, str] | None:
        """(town, what follows) where a 丁目 follows the base."""
        if said := _CHOME.match(behind):
            number = _chome_number(said.group("number"))
            name = self.names.get((base, number), f"{official}{_chome_words(number)}")
            return (name, behind[said.end() :]) if number else None
        meant = _CHOME_AS_NUMBER.match(behind)
        if meant is None:
            return None
        name = self.names.get((base, int(meant.group("number"))), "")
        alone = not meant.group().endswith(("-", "の"))
        if not name or (alone and (base, 0) in self.names):
            return None
        return name, behind[meant.end() :]


@lru_cache(maxsize=8)
def _known_towns(names: tuple[str, ...]) -> _KnownTowns:
    bases: dict[str, str] = {}
    towns: dict[tuple[str, int], str] = {}
    for name in names:
        base, number = split_chome(name)
        bases.setdefault(base.translate(_FOLDED), base)
        towns[base.translate(_FOLDED), number] = name
    longest_first = sorted(bases.items(), key=lambda item: -len(item[0]))
    return _KnownTowns(tuple(longest_first), towns)


def _said_chome(text: str, at: int) -> str:
    said = _CHOME.match(text, at)
    return said.group("number") if said else ""


def _chome_number(said: str) -> int:
    """0 where it is no number of a 丁目."""
    return int(said) if said.isdecimal() else read_kanji(said.translate(_FORMAL) or "〇")


def _chome_words(number: int) -> str:
    return f"{write_kanji(number)}丁目" if number else ""


def _split_town(text: str, known: _KnownTowns) -> tuple[str, str]:
    """(town with 丁目, what follows)."""
    if found := known.town_at_start(text):
        base, official, behind = found
        return known.chome(base, official, behind) or (
            known.names.get((base, 0), official),
            behind,
        )
    if base_found := _TOWN_WITH_CHOME.match(text):
        said = _CHOME.match(text, base_found.end())
        number = _chome_number(said.group("number")) if said else 0
        if said and number:
            return base_found.group() + _chome_words(number), text[said.end() :]
    town = _TOWN.match(text)
    return (town.group(), text[town.end() :]) if town else ("", text)


def _split_numbers(text: str) -> tuple[str, str]:
    """(numbers joined by "-", building)."""
    found = _REST.match(text)
    if found is None:
        return "", text.strip()
    lots = (_lot(lot) for lot in _LOTS.findall(found.group("lots")))
    return "-".join(lots), text[found.end() :].lstrip(" 、,").rstrip()


def _lot(written: str) -> str:
    return written if written.isdecimal() else str(read_kanji(written))
