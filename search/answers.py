"""The two ways a list is answered: words by an engine, lists without words by the rows themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import cached_property

from search.engines import choosing
from search.engines.asking import Order
from search.engines.conditions import alike, all_of
from search.models import SearchDocument
from search.ordering import by_date, by_distance, by_kana

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from search.engines.asking import Alike, Asked, Condition, Found, Point
    from search.models import SearchDocumentQuerySet

__all__ = ["Answer", "ByRows", "ByWords"]


class Answer(Protocol):
    """What a list is made of."""

    @property
    def groups(self) -> Sequence[Alike]:
        """All that there is before conditions, to be counted."""
        ...

    @property
    def weak(self) -> bool:
        """Whether nothing fits and this is only alike."""
        ...

    def documents(self, first: int, most: int) -> list[SearchDocument]:
        """Documents that hold the conditions, in order, from `first` (0 is the first) on."""
        ...


class ByWords:
    """Words: asked once of an engine, with the page that `asked` names."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @cached_property
    def _found(self) -> Found:
        return choosing.find(self.asked)

    @property
    def groups(self) -> Sequence[Alike]:
        return self._found.groups

    @property
    def weak(self) -> bool:
        return self._found.weak

    def documents(self, first: int, most: int) -> list[SearchDocument]:
        """The rows of these; another page than the one asked for is asked for anew."""
        page = replace(self.asked, first=first, most=most)
        found = self._found if page == self.asked else choosing.find(page)
        rows = SearchDocument.objects.for_cards().public(self.asked.now).in_bulk(found.keys)
        return [rows[key] for key in found.keys if key in rows]


@dataclass(frozen=True, kw_only=True)
class ByRows:
    """No words: `rows` are what the list is made of; see `search.ordering` for the orders."""

    rows: SearchDocumentQuerySet
    now: datetime
    chosen: Sequence[Condition]
    counted: Mapping[str, Condition]
    order: Order
    near: Point | None
    weak: bool = False

    @property
    def groups(self) -> Sequence[Alike]:
        return alike(self.rows, self.counted)

    def documents(self, first: int, most: int) -> list[SearchDocument]:
        """The keys are sorted and cut first, so that only the rows of the page are read."""
        keys = self._ordered(self.rows.filter(all_of(self.chosen))).values("pk")
        page = SearchDocument.objects.for_cards().filter(pk__in=keys[first : first + most])
        return list(self._ordered(page))

    def _ordered(self, documents: SearchDocumentQuerySet) -> SearchDocumentQuerySet:
        if self.order is Order.NEAR and self.near:
            return by_distance(documents, self.near)
        ordered = by_date if self.order is Order.NEXT else by_kana
        return ordered(documents, self.now)
