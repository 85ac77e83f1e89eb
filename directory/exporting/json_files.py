"""JSON files written piece by piece, so that a long list is never in memory as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO


def encoded(value: Any) -> bytes:
    """JSON in UTF-8, Japanese as it is, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def write_members(stream: BinaryIO, members: dict[str, Any], *, first: bool) -> None:
    """Members of an object that is open in the stream; `first` where none stands there yet."""
    text = encoded(members)[1:-1]
    stream.write(text if first or not text else b"," + text)


def write_list(stream: BinaryIO, name: str, items: Iterable[Any], *, first: bool) -> int:
    """A member that is a list, an item on each line; how many there were."""
    stream.write((b"" if first else b",") + encoded(name) + b":[")
    count = 0
    for count, item in enumerate(items, 1):
        stream.write((b"\n" if count == 1 else b",\n") + encoded(item))
    stream.write(b"\n]")
    return count
