"""Which engine answers readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.database import DatabaseEngine

if TYPE_CHECKING:
    from search.engines.asking import Asked, Found

__all__ = ["find", "present"]


def find(asked: Asked) -> Found:
    """What the words and conditions find."""
    return DatabaseEngine().find(asked)


def present(asked: Asked) -> tuple[bool, ...]:
    """Whether any document has each group of the plan, conditions aside."""
    return DatabaseEngine().present(asked)
