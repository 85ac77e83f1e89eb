"""The database engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.models import SearchDocument


def index(documents: Sequence[SearchDocument]) -> None:
    """Put saved documents into the index, in the transaction of the caller."""


def remove(document_ids: Sequence[int]) -> None:
    """Take documents out of the index, in the transaction of the caller."""
