"""Pages of stored dates under an address: what a list of documents says of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from search.paging import page_links

if TYPE_CHECKING:
    from search.addresses import Address

PER_PAGE: Final = 20


@dataclass(frozen=True)
class StoredPages:
    """Where one is among `total` dates; a page past the end is the last."""

    address: Address
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def page(self) -> int:
        return min(self.address.page, self.pages)

    @property
    def cut(self) -> slice:
        """The dates of this page."""
        return slice((self.page - 1) * self.per_page, self.page * self.per_page)

    @property
    def first(self) -> int:
        """The number of the first date, counted from 1."""
        return (self.page - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        return min(self.page * self.per_page, self.total)

    @property
    def next_url(self) -> str:
        return self.address.on_page(self.page + 1).url if self.page < self.pages else ""

    @property
    def previous_url(self) -> str:
        return self.address.on_page(self.page - 1).url if self.page > 1 else ""

    @property
    def page_links(self) -> list[dict[str, Any]]:
        return page_links(self.address, self.page, self.pages)
