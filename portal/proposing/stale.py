"""An entry that was begun before the record changed: only what the group itself changed counts."""

from collections.abc import Iterable
from typing import Any

type Entry = dict[str, Any]

SEEN = "seen"
"""Key under which an entry keeps what the record said when the form was opened."""


def changed(entry: Entry, names: Iterable[str]) -> set[str]:
    """The fields that the group wrote otherwise than it had seen them; all where it saw nothing."""
    seen = entry.get(SEEN) or {}
    return {name for name in names if name in entry and entry[name] != seen.get(name)}


def rebased(entry: Entry, current: Entry, names: Iterable[str]) -> Entry:
    """The entry upon what the record says now: what the group left alone follows the record."""
    own = changed(entry, names)
    return entry | {name: value for name, value in current.items() if name not in own}
