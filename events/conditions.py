"""The conditions of a list of stored dates: a month, or what is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cms.base.languages import in_language
from events.lists import OF_SERIES
from search.narrowing import Narrowing

if TYPE_CHECKING:
    from search.addresses import Address
    from search.listing import Listing


@dataclass(frozen=True, kw_only=True)
class StoredConditions:
    """What the form, the chips and the links of `address` show.

    Offered is what the `coming` dates can be narrowed by under the same conditions, without counts,
    which hold for those dates only. `kept` names the parameter that is no condition (`month`).
    """

    address: Address
    coming: Listing
    kept: str

    @property
    def _narrowing(self) -> Narrowing:
        counts = self.coming.narrowing.counts
        return Narrowing(address=self.address, facets=OF_SERIES, counts=counts)

    @property
    def action(self) -> str:
        return in_language(self.address.path, self.address.language)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return self.address.free(but=[self.kept]).pairs

    @property
    def chosen_count(self) -> int:
        return sum(len(self.address.chosen[facet.name]) for facet in OF_SERIES)

    @property
    def panels(self) -> list[dict[str, Any]]:
        return [
            panel | {"options": [option | {"count": None} for option in panel["options"]]}
            for panel in self._narrowing.panels()
        ]

    @property
    def chips(self) -> list[dict[str, Any]]:
        return self._narrowing.chips()

    @property
    def clear_url(self) -> str:
        return self.address.free(but=[self.kept]).url if self.chosen_count else ""
