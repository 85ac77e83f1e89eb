"""The conditions of an address: read from any query string, written as a clean one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlencode

from cms.base.languages import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from search.facets import Facet

LONGEST_QUERY: Final = 200
MOST_PAGES: Final = 1000


@dataclass(frozen=True)
class Address:
    """What a list is asked for. Parameters and values that do not exist are left out.

    `path` has no language prefix; `chosen` maps the name of a facet to its values.
    """

    path: str
    language: str
    query: str
    chosen: dict[str, list[str]]
    page: int = 1
    sort: str = ""
    ruby: bool = False

    @classmethod
    def read(
        cls,
        params: QueryDict,
        *,
        path: str,
        language: str,
        facets: Sequence[Facet],
        sorts: Sequence[str] = (),
        ruby: bool = False,
    ) -> Self:
        """Any query string → the address it means."""
        sort = params.get("sort", "")
        return cls(
            path=path,
            language=language,
            query=readable(params.get("q", "")),
            chosen={facet.name: facet.chosen(params, language) for facet in facets},
            page=page_number(params.get("page", "")),
            sort=sort if sort in sorts else "",
            ruby=ruby,
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) of every parameter but the page, in a fixed order."""
        said = [("q", self.query)] if self.query else []
        said += [(name, value) for name, values in self.chosen.items() for value in values]
        said += [("sort", self.sort)] if self.sort else []
        return said + ([("ruby", "1")] if self.ruby else [])

    @property
    def url(self) -> str:
        pairs = self.pairs + ([("page", str(self.page))] if self.page > 1 else [])
        return in_language(self.path, self.language) + (f"?{urlencode(pairs)}" if pairs else "")

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def choosing(self, name: str, values: Sequence[str]) -> Self:
        """The first page with exactly these values of one facet."""
        return replace(self, chosen={**self.chosen, name: list(values)}, page=1)

    def without(self, name: str, value: str) -> Self:
        """The first page without one value."""
        return self.choosing(name, [kept for kept in self.chosen[name] if kept != value])

    def free(self) -> Self:
        """The first page with the words only."""
        return replace(self, chosen={name: [] for name in self.chosen}, page=1)


def readable(text: str) -> str:
    """The words of a query as they may stand in a field: no NUL, no lone surrogates, not endless."""
    sound = text[: LONGEST_QUERY * 2].encode("utf-8", "ignore").decode()
    return sound.replace("\0", "").strip()[:LONGEST_QUERY]


def page_number(text: str) -> int:
    """1 for whatever is no page."""
    digits = text if len(text) <= len(str(MOST_PAGES)) and text.isdecimal() else "1"
    return min(max(int(digits), 1), MOST_PAGES)
