"""A list that readers narrow down: words, conditions, counts, cards of one page.

    listing = Listing(
        request.GET, language=frame.language, now=now, types=("place",),
        facets=[OPEN, AUDIENCE, EASE, AREA], path="/places/", ruby=frame.ruby,
    )

The number of queries does not depend on what is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.base.languages import in_language
from search import meanings
from search.addresses import Address
from search.answers import ByRows, ByWords
from search.cards import cards_for
from search.distance import metres
from search.engines.asking import Asked, Order
from search.facets import conditions, counts_of, of_the_moment
from search.highlight import Marker
from search.landmarks import landmarks
from search.models import SearchDocument
from search.narrowing import Narrowing
from search.paging import page_links
from search.wording import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from search.answers import Answer
    from search.facets import Facet
    from search.models import SearchDocumentQuerySet
    from search.query import QueryPlan
    from search.wording import Wording

    type Item = dict[str, Any]
    type Pair = tuple[str, str]
    type OwnOrder = Literal["kana", "next"]

PER_PAGE: Final = 20
DATED: Final = "event"
"""The type of record that has a next date."""
ORDERS: Final = {
    "fit": gettext_lazy("合う順"),
    "kana": gettext_lazy("五十音順"),
    "next": gettext_lazy("日にちの近い順"),
    "near": gettext_lazy("近い順"),
}


class Listing:
    """One page of a list. `now` is aware; `path` has no language prefix.

    `types` are the record types ((): all), `order` the order without words; `once` shows each
    record once (a series by its best date) when words are looked for.
    """

    def __init__(
        self,
        params: QueryDict,
        *,
        language: str,
        now: datetime,
        types: Sequence[str] = (),
        facets: Sequence[Facet] = (),
        order: OwnOrder = "kana",
        per_page: int = PER_PAGE,
        path: str = "/search/",
        ruby: bool = False,
        once: bool = False,
    ) -> None:
        self.now, self.types, self.facets = now, types, facets
        self.own_order, self.per_page, self.once = order, per_page, once
        self.address = Address.read(params, path=path, language=language, facets=facets, ruby=ruby)

    def at(self, address: Address) -> Listing:
        """The same list at another address."""
        return Listing(
            QueryDict(address.url.partition("?")[2]),
            language=address.language,
            now=self.now,
            types=self.types,
            facets=self.facets,
            order=self.own_order,
            path=address.path,
            once=self.once,
        )

    # What was asked

    @property
    def language(self) -> str:
        return self.address.language

    @property
    def query(self) -> str:
        """The submitted words, for the field."""
        return self.address.query

    @property
    def near(self) -> str:
        """The point to be near as it stands in the field, or what was typed for one."""
        return self.address.near.typed if self.address.near else self.address.unknown_point

    @property
    def points(self) -> list[str]:
        """The names of points that a list can be near, for the field."""
        return [each.label for each in landmarks(self.language)]

    @property
    def chosen(self) -> dict[str, list[str]]:
        return self.address.chosen

    @property
    def chosen_count(self) -> int:
        return self.narrowing.chosen_count

    @property
    def action(self) -> str:
        """Where the forms of the list lead."""
        return in_language(self.address.path, self.language)

    @property
    def find_hidden(self) -> list[Pair]:
        """What the form of the words keeps: conditions, point, order and furigana."""
        return self.address.asking("").pairs

    @property
    def facets_hidden(self) -> list[Pair]:
        """What the form of conditions and point keeps: words, what links chose, an order by date,
        and furigana.

        Who names a point wants what is near it first, whatever fitted best before.
        """
        linked = [facet.name for facet in self.facets if facet.linked]
        kept = self.address.free(but=linked).anywhere()
        return kept.sorted_by(Order.NEXT if kept.order is Order.NEXT else Order.FIT).pairs

    @property
    def near_hidden(self) -> list[Pair]:
        """What a form of the point alone keeps: words, conditions and furigana."""
        return self.address.anywhere().sorted_by(Order.FIT).pairs

    # What is found

    @cached_property
    def wording(self) -> Wording:
        return read_words(self.query, self.language, self.now, exact=self.address.exact)

    @property
    def plan(self) -> QueryPlan:
        """What is looked for."""
        return self.wording.plan

    @cached_property
    def _answer(self) -> Answer:
        chosen = conditions(self.facets, self.chosen, self.now)
        counted = of_the_moment(self.facets, self.chosen, self.now)
        near = self.address.near.point if self.address.near else None
        if self.query:
            return ByWords(
                Asked(
                    plan=self.plan,
                    locale=self.language,
                    now=self.now,
                    types=tuple(self.types),
                    chosen=chosen,
                    counted=counted,
                    order=self.address.order,
                    near=near,
                    once=self.once,
                    first=(self.address.page - 1) * self.per_page,
                    most=self.per_page,
                )
            )
        return ByRows(
            rows=self._rows(),
            now=self.now,
            chosen=chosen,
            counted=counted,
            order=Order.NEXT if self.sort == "next" else self.address.order,
            near=near,
        )

    def _rows(self) -> SearchDocumentQuerySet:
        """What a list without words is made of: each record in some language."""
        documents = SearchDocument.objects.public(self.now).not_over(self.now)
        if self.types:
            documents = documents.of_type(*self.types)
        return documents.worded_for(self.language)

    @cached_property
    def narrowing(self) -> Narrowing:
        counts = counts_of(self.facets, self.chosen, self._answer.groups)
        return Narrowing(address=self.address, facets=self.facets, counts=counts)

    @property
    def total(self) -> int:
        return self.narrowing.counts.total

    @cached_property
    def documents(self) -> list[SearchDocument]:
        """The documents of this page, in order."""
        return self._answer.documents(self.first - 1, self.per_page) if self.total else []

    @cached_property
    def cards(self) -> list[Item]:
        """Cards of this page, ready for `{% card %}`; `distance_m` where a point is given."""
        cards = cards_for(self.documents, language=self.language, ruby=self.address.ruby)
        marker = Marker(self.plan) if self.query else None
        return [
            (marker.mark(card, document) if marker else card) | self._distance(document)
            for card, document in zip(cards, self.documents, strict=True)
        ]

    def _distance(self, document: SearchDocument) -> Item:
        near = self.address.near
        if near is None or document.lat is None or document.lng is None:
            return {}
        return {"distance_m": near.told(metres(near.point, document.lat, document.lng))}

    # Order and pages

    @property
    def sort(self) -> str:
        """The order in force, a key of ORDERS."""
        if self.address.order is not Order.FIT:
            return str(self.address.order)
        return "fit" if self.query else self.own_order

    @property
    def sorts(self) -> list[Item]:
        """The orders there are, as links (`label`, `url`, `current`)."""
        offered = {"fit" if self.query else self.own_order: Order.FIT}
        if not self.types or DATED in self.types:
            offered.setdefault("next", Order.NEXT)
        if self.address.near:
            offered["near"] = Order.NEAR
        return [
            {
                "label": str(ORDERS[name]),
                "url": self.address.sorted_by(order).url,
                "current": name == self.sort,
            }
            for name, order in offered.items()
        ]

    @property
    def fits_nothing(self) -> bool:
        """Whether the words found nothing at all, or only what is weakly alike."""
        return bool(self.query) and (not self.total or self._answer.weak)

    @property
    def sentence(self) -> str:
        """A word beside the count: the order, where there is only one to choose."""
        if not self.total:
            return ""
        if self._answer.weak:
            return _("ぴったりのものはなく、ことばの一部が近いものです")
        return "" if self.sorts[1:] else str(ORDERS[self.sort])

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def page(self) -> int:
        """The page shown; one past the end is the last."""
        return min(self.address.page, self.pages)

    @property
    def first(self) -> int:
        """The number of the first card, counted from 1."""
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
    def page_links(self) -> list[Item]:
        """The numbered pages, where there are more than a few."""
        return page_links(self.address, self.page, self.pages)

    # Conditions

    @cached_property
    def panels(self) -> list[Item]:
        """The ticks of each facet."""
        return self.narrowing.panels()

    def links(self, facet: Facet) -> list[Item]:
        """A facet as links with counts, one value at a time."""
        return self.narrowing.links(facet)

    @cached_property
    def chips(self) -> list[Item]:
        """The conditions in force, to be taken off."""
        return self.narrowing.chips()

    @property
    def clear_url(self) -> str:
        """The list without conditions, the words kept."""
        return self.address.free().anywhere().url if self.chips else ""

    @cached_property
    def ways(self) -> list[Item]:
        """Doors out of an empty list."""
        return self.narrowing.ways()

    # What else the words may mean

    @property
    def added(self) -> list[str]:
        """Words that were looked for besides those typed."""
        return self.wording.added if self.query else []

    @cached_property
    def correction(self) -> Item | None:
        """What was probably meant by words that are nowhere."""
        return meanings.correction(self) if self.query else None

    @cached_property
    def area_offers(self) -> list[Item]:
        """Areas that the words name, to be chosen instead."""
        return meanings.area_offers(self) if self.query else []

    @cached_property
    def in_japanese(self) -> Item | None:
        """What the words find in Japanese, for readers of another language."""
        return meanings.in_japanese(self)
