"""What a file wants, what stands on the site, what the last import wrote: who has the last word.

A field that holds something else than the last import wrote was changed by an editor since, and an
editor's word stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
"""What an empty field holds: nobody said anything, so a file may."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Fields to write as (present, wanted), and fields that an editor's value keeps."""

    changed: dict[str, tuple[Any, Any]]
    kept: dict[str, tuple[Any, Any]]

    @property
    def before(self) -> dict[str, Any]:
        return {name: present for name, (present, _wanted) in self.changed.items()}

    @property
    def after(self) -> dict[str, Any]:
        return {name: wanted for name, (_present, wanted) in self.changed.items()}


def compare(
    present: Mapping[str, Any], wanted: Mapping[str, Any], last: Mapping[str, Any] | None
) -> Comparison:
    """JSON values by field. `last` is what this source wrote before, None where it never did.

    A field that is absent from `wanted` is left as it is. A field that the source never wrote is
    filled only where it is empty.
    """
    changed: dict[str, tuple[Any, Any]] = {}
    kept: dict[str, tuple[Any, Any]] = {}
    for name, value in wanted.items():
        stands = present[name]
        if stands == value:
            continue
        ours = stands == last[name] if last and name in last else stands in NOTHING
        (changed if ours else kept)[name] = (stands, value)
    return Comparison(changed, kept)


def remembered(
    wanted: Mapping[str, Any], last: Mapping[str, Any] | None, comparison: Comparison
) -> dict[str, Any]:
    """What the source has written once this comparison is applied: kept fields stay the editor's."""
    written = {name: value for name, value in wanted.items() if name not in comparison.kept}
    return {**(last or {}), **written}
