"""A planned import: what would happen to each row, and the records that would be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from directory.importing.stored import key_of

if TYPE_CHECKING:
    from django.db.models import Model

    from directory.importing.kinds import ImportKind
    from directory.importing.rows import LeftOut, ReadFile, Repair

VENUE = "venue"
"""The record type under which imported venues are remembered; they are no records of their own."""


class Action(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PENDING = "pending"
    REFUSED = "refused"


type Words = dict[str, tuple[str, str]]
"""Label of a field → (what stands there, what the file says), as an editor reads it."""


@dataclass
class Change:
    """One record to write, with its new values set; `before` and `after` in JSON form.

    `remembered` is what the source has written then, `imported_before` what it had; a change
    without `after` is only remembered. `needs` are changes without which this one cannot be made.
    `state` is what every save of the record would change (see `conflicts`).
    """

    record: Any
    source_id: str
    created: bool
    before: dict[str, Any]
    after: dict[str, Any]
    remembered: dict[str, Any]
    imported_before: dict[str, Any] | None
    state: tuple[Any, ...] = ()
    needs: list[Change] = field(default_factory=list)

    @property
    def model(self) -> type[Model]:
        return type(self.record)

    @property
    def record_type(self) -> str:
        return getattr(self.record, "record_type", VENUE)

    @property
    def public_id(self) -> str:
        return self.record.public_id

    @property
    def writes(self) -> bool:
        """Whether the record itself is written."""
        return self.created or bool(self.after)

    @property
    def key(self) -> tuple[str, str]:
        return self.record_type, key_of(self.record)


@dataclass
class PlannedRow:
    """What happens to one row. `kept` are fields where an editor's value stands."""

    number: int
    name: str
    action: Action
    public_id: str = ""
    changes: Words = field(default_factory=dict)
    kept: Words = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    change: Change | None = None


@dataclass
class ImportPlan:
    """`changes` stand in the order in which they can be written: bodies, venues, records.

    `newest` is the highest key of each table when it was compared: what is newer was made since.
    """

    kind: ImportKind
    file: ReadFile
    source: str
    draft: bool
    rows: list[PlannedRow]
    changes: list[Change]
    notes: list[str]
    newest: dict[type[Model], int]
