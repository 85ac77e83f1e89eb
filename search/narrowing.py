"""What a list offers to be narrowed by, and what takes conditions off again: links with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.addresses import Address
    from search.facets import Counts, Facet
    from search.terms import Option

    type Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """The conditions of an address and the counts of what it finds."""

    address: Address
    facets: Sequence[Facet]
    counts: Counts

    @property
    def chosen_count(self) -> int:
        return sum(map(len, self.address.chosen.values()))

    def panels(self) -> list[Item]:
        """The ticks of each facet (`legend`, `name`, `options`); none that would find nothing."""
        panels = [
            {"legend": facet.label, "name": facet.name, "options": self._options(facet)}
            for facet in self.facets
            if not facet.linked
        ]
        return [panel for panel in panels if panel["options"]]

    def _options(self, facet: Facet) -> list[Item]:
        counts = self.counts.values[facet.name]
        chosen = self.address.chosen[facet.name]
        return [
            {"value": value, "label": label, "count": counts.get(value, 0), "checked": checked}
            for value, label in facet.choices(self.address.language)
            if (checked := value in chosen) or counts.get(value)
        ]

    def links(self, facet: Facet) -> list[Item]:
        """A facet as links with counts, one value at a time (for `{% counts %}`)."""
        counts = self.counts.values[facet.name]
        chosen = self.address.chosen[facet.name]
        everything = {
            "label": _("ぜんぶ"),
            "url": self.address.choosing(facet.name, []).url,
            "count": self.counts.without[facet.name] if chosen else self.counts.total,
            "current": not chosen,
        }
        return [everything] + [
            {
                "label": label,
                "url": self.address.choosing(facet.name, [value]).url,
                "count": counts[value],
                "current": chosen == [value],
            }
            for value, label in facet.choices(self.address.language)
            if counts.get(value)
        ]

    def chips(self) -> list[Item]:
        """The conditions in force: `label`, and the `url` without it."""
        near = self.address.near
        away = [
            {
                "label": _("%(point)sの近く") % {"point": near.label},
                "url": self.address.anywhere().url,
            }
            for near in ([near] if near else [])
        ]
        return [*self._chosen_values(), *away]

    def _chosen_values(self) -> Iterator[Item]:
        for facet in self.facets:
            for value, label in self._labelled(facet):
                yield {"label": label, "url": self.address.without(facet.name, value).url}

    def ways(self) -> list[Item]:
        """Doors out of an empty list: each condition that can be taken off, with what is then found."""
        if self.counts.total or not self.chosen_count:
            return []
        ways = [
            self._way(self._named(facet), self.address.choosing(facet.name, []), facet.icon, count)
            for facet in self.facets
            if (count := self.counts.without[facet.name])
        ]
        if ways or not self.counts.everything:
            return ways
        free = self.address.free()
        return [self._way(_("すべての条件"), free, "sliders", self.counts.everything)]

    def _way(self, condition: str, address: Address, icon: str, count: int) -> Item:
        return {
            "title": _("「%(condition)s」をはずす") % {"condition": condition},
            "url": address.url,
            "icon": icon,
            "count": count,
        }

    def _named(self, facet: Facet) -> str:
        return _("・").join(str(label) for _value, label in self._labelled(facet))

    def _labelled(self, facet: Facet) -> list[Option]:
        return facet.labelled(self.address.chosen[facet.name], self.address.language)
