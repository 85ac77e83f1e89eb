"""What a request asks of a list: which page of it, in what detail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from directory.api.answers import Refused, read_uuid
from directory.exporting import hsds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import QueryDict

    type Items = Sequence[Any] | QuerySet[Any]

PER_PAGE: Final = 50
MOST_PER_PAGE: Final = 200
LONGEST_NUMBER: Final = 9
WORDS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its number from 1, and how many items it takes."""

    number: int
    size: int

    @classmethod
    def read(cls, params: QueryDict, size: int = PER_PAGE, most: int = MOST_PER_PAGE) -> Page:
        """`page` and `per_page` of a request; raises Refused for anything but such numbers."""
        if params.get("format", "json") != "json":
            raise Refused(400, "format に書けるのは json だけです。")
        number = whole_number(params, "page", 1)
        size = whole_number(params, "per_page", size)
        if size > most:
            raise Refused(400, f"per_page は {most} までの数にしてください。")
        return cls(number, size)

    def cut(self, items: Items, total: int) -> tuple[dict[str, Any], Items]:
        """What HSDS says around the list, and the items of this page.

        Raises Refused for a page behind the last one; the first page of nothing is empty.
        """
        pages = max(1, -(-total // self.size))
        if self.number > pages:
            raise Refused(404, f"{self.number}ページはありません。最後は{pages}ページです。")
        first = (self.number - 1) * self.size
        shown = items[first : first + self.size]
        return hsds.page(total, self.number, min(self.size, total - first), pages), shown


def whole_number(params: QueryDict, name: str, default: int) -> int:
    """A number from 1; raises Refused for anything else."""
    text = params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER and int(text)):
        raise Refused(400, f"{name} は 1 からの整数にしてください。")
    return int(text)


def flag(params: QueryDict, name: str) -> bool:
    text = params.get(name) or "false"
    if text not in WORDS:
        raise Refused(400, f"{name} は true か false にしてください。")
    return WORDS[text]


def identifier(params: QueryDict, name: str) -> UUID | None:
    """An id to narrow a list by; None where none is given. Raises Refused for no UUID."""
    text = params.get(name, "")
    found = read_uuid(text)
    if text and found is None:
        raise Refused(400, f"{name} は UUID で書いてください。")
    return found
