"""Links to the pages of a list."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from search.addresses import Address

FEWEST_NUMBERED: Final = 3
"""From so many pages on each has a link; before and after are enough for two."""


def page_links(address: Address, page: int, pages: int) -> list[dict[str, Any]]:
    """First, last and neighbouring pages: `number`, `url`, `current`, `gap` (some left out before)."""
    if pages < FEWEST_NUMBERED:
        return []
    shown = [number for number in range(1, pages + 1) if _is_shown(number, page, pages)]
    return [
        {
            "number": number,
            "url": address.on_page(number).url,
            "current": number == page,
            "gap": number - before > 1,
        }
        for before, number in pairwise([0, *shown])
    ]


def _is_shown(number: int, page: int, pages: int) -> bool:
    return number in (1, pages) or abs(number - page) <= 1
