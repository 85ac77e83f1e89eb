"""What other rooms register here: words for their notices, and the lists one can follow.

Plain Python; `notify` knows no record type and no kind of term.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from notify.announcement import Announcement, ListKey, ListKind

    type Teller = Callable[[Sequence[Announcement], str, datetime], Mapping[Announcement, Told]]


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words, as plain text; `path` is the page to read on, without language."""

    title: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A list that readers may follow, named in their language.

    `calendar` is the path (with query, without language) of the calendar of the same meetups;
    `page` that of the page it belongs to.
    """

    key: ListKey
    name: str
    calendar: str
    page: str


class ListSource(Protocol):
    """The lists of one kind; `language` is a code, `now` aware."""

    def offered(self, language: str, now: datetime) -> Sequence[OfferedList]:
        """The lists to choose from on one page, in order."""

    def named(self, key: str, language: str, now: datetime) -> OfferedList | None:
        """The list with this key; None where readers may not see it."""


_tellers: dict[str, Teller] = {}
_sources: dict[ListKind, ListSource] = {}


def register_teller(record_type: str, teller: Teller) -> None:
    """`teller(announcements, language, now)` gives words to those that readers may see.

    What it leaves out is told to nobody: a draft, a deleted record, what no longer holds.
    """
    _tellers[record_type] = teller


def register_lists(kind: ListKind, source: ListSource) -> None:
    """Offer the lists of a kind."""
    _sources[kind] = source


def tell(
    announcements: Sequence[Announcement], language: str, now: datetime
) -> dict[Announcement, Told]:
    """Words for each that readers may see at `now`; one call for each type of record."""
    by_type: dict[str, list[Announcement]] = defaultdict(list)
    for announcement in announcements:
        by_type[announcement.record_type].append(announcement)
    told: dict[Announcement, Told] = {}
    for record_type, rows in by_type.items():
        if teller := _tellers.get(record_type):
            told.update(teller(rows, language, now))
    return told


def offered_lists(kind: ListKind, language: str, now: datetime) -> Sequence[OfferedList]:
    """The lists of a kind to choose from."""
    source = _sources.get(kind)
    return source.offered(language, now) if source else ()


def named_list(key: ListKey, language: str, now: datetime) -> OfferedList | None:
    """The list that readers may follow under this key."""
    source = _sources.get(key.kind)
    return source.named(key.key, language, now) if source else None
