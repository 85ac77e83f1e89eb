"""What an engine is asked and what it answers: the same words for every engine.

An engine knows words, conditions and orders; it knows no address, no card and no language of the
page. What it gives back are keys of `SearchDocument` rows, so that what readers see is always
read from the database, whichever engine found it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from search.query import QueryPlan

__all__ = [
    "Alike",
    "Asked",
    "Condition",
    "Engine",
    "Found",
    "OfType",
    "OpenAt",
    "Order",
    "Point",
    "StartsWithin",
    "Tagged",
    "Unanswered",
]


class Order(StrEnum):
    """How results are ordered; ties as in `FIT`: the shorter title, then the record and its date.

    `NEXT`: the next day first (Asia/Tokyo), on one day what was checked in time first, then the
    start; what has no date comes last. `NEAR`: the nearest first, what has no position comes last.
    """

    FIT = "fit"
    NEXT = "next"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees (WGS 84)."""

    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """Carries one of the values of a tag."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfType:
    """Is of one of the record types."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenAt:
    """Is open at an instant (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class StartsWithin:
    """Has a next date that starts at `first` or later and before `before` (aware; None: any)."""

    first: datetime | None = None
    before: datetime | None = None


type Condition = Tagged | OfType | OpenAt | StartsWithin


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query with words.

    Looked for among documents of `locale` and `types` (all where empty) that readers may see at
    `now` (aware) and that are not over. `chosen` are the conditions of the reader, all of which a
    result holds; `counted` are conditions of the moment whose counts are wanted, by name. `once`
    shows each record by its best document. `first` counts from 0. `near` is given for `Order.NEAR`.
    """

    plan: QueryPlan
    locale: str
    now: datetime
    types: tuple[str, ...] = ()
    chosen: tuple[Condition, ...] = ()
    counted: Mapping[str, Condition] = field(default_factory=dict)
    order: Order = Order.FIT
    near: Point | None = None
    once: bool = False
    first: int = 0
    most: int = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """Documents that facets cannot tell apart, and how many there are.

    `facets` is what `search.models.facet_text` made of their tags, `holds` the names of the
    counted conditions that they hold. `record` is the public id of a record that stands in several
    of these and counts once, else "".
    """

    count: int
    record_type: str
    facets: str
    holds: frozenset[str] = frozenset()
    record: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    `keys` are the documents from `first` on, in order, that hold all conditions. `groups` are the
    documents that the words find, whatever the conditions, for `search.facets` to count. `weak`:
    nothing fits, these are only alike (the fallback of the plan).
    """

    keys: Sequence[int] = ()
    groups: Sequence[Alike] = ()
    weak: bool = False


class Unanswered(Exception):
    """An engine could not answer in time or at all; another one is asked."""


class Engine(Protocol):
    """Something that answers queries; every engine gives the same answer."""

    def find(self, asked: Asked) -> Found:
        """What the words and conditions find; raises Unanswered."""
        ...

    def present(self, asked: Asked) -> tuple[bool, ...]:
        """Whether any document has each group of the plan, conditions aside; raises Unanswered."""
        ...
