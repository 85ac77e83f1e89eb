"""What a record hands over when something happened to it: who it is for, and never its words.

Plain Python. The words are asked of the record whenever they are read (docs/decisions/0032).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """What happened."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD_AGAIN = "held-again"
    CHANGED = "changed"


class ListKind(StrEnum):
    """What a list is about; the value begins the address of its feed."""

    EVERYTHING = "all"
    DISTRICT = "area"
    TOPIC = "topic"
    GROUP = "group"


WHETHER_AND_WHEN: Final = frozenset({Kind.MOVED, Kind.CANCELLED, Kind.HELD_AGAIN})
"""Of these only the last one said of a date still holds."""


@dataclass(frozen=True, slots=True)
class ListKey:
    """A list: `key` is the slug of a district or topic, or the public id of a group."""

    kind: ListKind
    key: str = ""

    @property
    def slug(self) -> str:
        """Its name in addresses: all, area-ofuna, topic-dementia, group-abcd2345."""
        return f"{self.kind}-{self.key}" if self.key else self.kind.value

    @classmethod
    def read(cls, slug: str) -> ListKey | None:
        """The list that an address names; None where no list is called so."""
        name, _dash, key = slug.partition("-")
        if name not in ListKind or bool(key) == (name == ListKind.EVERYTHING):
            return None
        return cls(ListKind(name), key)


EVERYTHING: Final = ListKey(ListKind.EVERYTHING)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing that happened to a record, or to one date of it (`occurrence`, its key).

    `version` rises with every change of the record; the same version is never told twice.
    `happens_at` is aware: when the date begins, None where it is about no single date.
    """

    kind: Kind
    record_type: str
    record_id: str
    occurrence: str = ""
    version: int = 0
    happens_at: datetime | None = field(default=None, compare=False)
    lists: frozenset[ListKey] = field(default=frozenset(), compare=False)

    @property
    def path(self) -> str:
        """What tells it from every other one: event/abcd2345/2026-12-06/cancelled/2."""
        parts = (self.record_type, self.record_id, self.occurrence, self.kind, str(self.version))
        return "/".join(part for part in parts if part)

    @property
    def overtakes(self) -> frozenset[Kind]:
        """Kinds of earlier notices of the same record and date that no longer hold."""
        return WHETHER_AND_WHEN if self.kind in WHETHER_AND_WHEN else frozenset({self.kind})
