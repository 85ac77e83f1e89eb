"""What can be imported: each room registers its kinds, `directory` owns the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from cms.base.records import Record
    from search.documents import Document

type Values = Mapping[str, Any]
"""Facts by target, as `ReadRow.values` holds them."""


class UnknownKind(LookupError):
    """A Japanese sentence that names the kinds there are."""


@dataclass(frozen=True)
class Shaped:
    """A row in the fields of its record (JSON form), and what it names beside it.

    `venue` holds fields of a Location, `body` is the name of who runs it. `left_out` maps a target
    to why its value stands nowhere; with `refusals` the row is not taken.
    """

    fields: dict[str, Any]
    venue: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    left_out: dict[str, str] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportKind:
    """`name` is the KIND of the command. The relations to a venue and to who runs it are named by
    their fields, "" where the record has none.

    `row_identity` and `record_identity` give the parts by which a row without a known id finds its
    record, equal for two spellings. `documents` says the search documents of rows in memory.
    `prefetch` names rows beside the record that its documents need, `parts` those
    that are deleted with it. `after_write` derives what a save would (in the transaction).
    """

    name: str
    label: str
    model: type[Record]
    shape: Callable[[Values], Shaped]
    row_identity: Callable[[Values], tuple[str, ...]]
    record_identity: Callable[[Any], tuple[str, ...]]
    documents: Callable[[Sequence[Any], datetime], list[list[Document]]]
    venue_field: str = ""
    body_field: str = ""
    prefetch: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    after_write: Callable[[Sequence[Any], datetime], None] | None = None

    @property
    def record_type(self) -> str:
        return self.model.record_type


_KINDS: dict[str, ImportKind] = {}


def register_kind(kind: ImportKind) -> None:
    """Call it in `AppConfig.ready()`."""
    _KINDS[kind.name] = kind


def kinds() -> list[ImportKind]:
    """In the order in which rooms registered them."""
    return list(_KINDS.values())


def kind_named(name: str) -> ImportKind:
    """Raises UnknownKind."""
    if name not in _KINDS:
        known = "、".join(_KINDS)
        raise UnknownKind(f"「{name}」という種類はありません。{known} のどれかにしてください。")
    return _KINDS[name]
