"""The conditions of an address: read from any query string, written as a clean one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlencode

from cms.base.languages import in_language
from search.engines.asking import Order
from search.near import LONGEST_NAME, read_near

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.http import QueryDict

    from search.facets import Facet
    from search.near import Near

LONGEST_QUERY: Final = 200
MOST_PAGES: Final = 1000


@dataclass(frozen=True)
class Address:
    """What a list is asked for. Parameters and values that do not exist are left out.

    `path` has no language prefix; `chosen` maps the name of a facet to its values. `sort` is the
    order that was chosen, "" where it is the usual one: near a point if one is given, else what
    fits (without words, the list's own). `unknown_point` is what was typed for a point if no
    point is called so; it stands in the field, not in the address. `exact` words are not corrected.
    """

    path: str
    language: str
    query: str
    chosen: dict[str, list[str]]
    page: int = 1
    sort: str = ""
    near: Near | None = None
    unknown_point: str = ""
    exact: bool = False
    ruby: bool = False

    @classmethod
    def read(
        cls,
        params: QueryDict,
        *,
        path: str,
        language: str,
        facets: Sequence[Facet],
        ruby: bool = False,
    ) -> Self:
        """Any query string → the address it means."""
        typed = readable(params.get("near", ""), LONGEST_NAME)
        near = read_near(typed, language) if typed else None
        address = cls(
            path=path,
            language=language,
            query=readable(params.get("q", ""), LONGEST_QUERY),
            chosen={facet.name: facet.chosen(params, language) for facet in facets},
            page=page_number(params.get("page", "")),
            near=near,
            unknown_point="" if near else typed,
            exact=params.get("exact") == "1",
            ruby=ruby,
        )
        return replace(address, sort=address.sort_of(params.get("sort", "")))

    @property
    def order(self) -> Order:
        """The order in force."""
        return Order(self.sort) if self.sort else self._usual

    @property
    def _usual(self) -> Order:
        return Order.NEAR if self.near else Order.FIT

    def sort_of(self, order: str) -> str:
        """How an order is said in this address: "" for the usual one and for what is none here."""
        known = order in set(Order) and (order != Order.NEAR or self.near is not None)
        return str(order) if known and order != self._usual else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) of every parameter but the page, in a fixed order."""
        said = [("q", self.query)] if self.query else []
        said += [("exact", "1")] if self.exact and self.query else []
        said += [(name, value) for name, values in self.chosen.items() for value in values]
        said += [("near", self.near.value)] if self.near else []
        said += [("sort", self.sort)] if self.sort else []
        return said + ([("ruby", "1")] if self.ruby else [])

    @property
    def url(self) -> str:
        pairs = self.pairs + ([("page", str(self.page))] if self.page > 1 else [])
        return in_language(self.path, self.language) + (f"?{urlencode(pairs)}" if pairs else "")

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def sorted_by(self, order: Order) -> Self:
        """The first page in another order."""
        return replace(self, sort=self.sort_of(order), page=1)

    def asking(self, query: str) -> Self:
        """The first page of other words."""
        return replace(self, query=query, exact=False, page=1)

    def exactly(self) -> Self:
        """The first page of the words as they were typed, nothing corrected."""
        return replace(self, exact=True, page=1)

    def choosing(self, name: str, values: Sequence[str]) -> Self:
        """The first page with exactly these values of one facet."""
        return replace(self, chosen={**self.chosen, name: list(values)}, page=1)

    def without(self, name: str, value: str) -> Self:
        """The first page without one value."""
        return self.choosing(name, [kept for kept in self.chosen[name] if kept != value])

    def anywhere(self) -> Self:
        """The first page without a point to be near."""
        away = replace(self, near=None, page=1)
        return replace(away, sort=away.sort_of(self.sort))

    def free(self, but: Collection[str] = ()) -> Self:
        """The first page without any value of a facet, those of the facets `but` kept."""
        kept = {name: values if name in but else [] for name, values in self.chosen.items()}
        return replace(self, chosen=kept, page=1)


def readable(text: str, longest: int) -> str:
    """Text as it may stand in a field: no NUL, no lone surrogates, not endless."""
    sound = text[: longest * 2].encode("utf-8", "ignore").decode()
    return sound.replace("\0", "").strip()[:longest]


def page_number(text: str) -> int:
    """1 for whatever is no page."""
    digits = text if len(text) <= len(str(MOST_PAGES)) and text.isdecimal() else "1"
    return min(max(int(digits), 1), MOST_PAGES)
