"""A list that readers narrow down: words, conditions, counts, cards of one page.

    listing = Listing(
        request.GET, language=frame.language, now=now, types=("place",),
        facets=[OPEN, AUDIENCE, EASE, AREA], path="/places/", ruby=frame.ruby,
    )

The number of queries does not depend on what is found: 4 without words, at most 7 with words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from search.addresses import Address
from search.cards import cards_for
from search.engines import choosing
from search.engines.asking import Asked, Order
from search.engines.conditions import alike, all_of
from search.facets import conditions, counts_of, of_the_moment
from search.highlight import Marker
from search.models import SearchDocument
from search.ordering import by_date, by_kana
from search.query import plan
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import QueryDict

    from search.engines.asking import Found
    from search.facets import Counts, Facet
    from search.models import SearchDocumentQuerySet
    from search.query import QueryPlan

    type Item = dict[str, Any]
    type ListOrder = Literal["kana", "next"]

PER_PAGE = 20


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
        order: ListOrder = "kana",
        per_page: int = PER_PAGE,
        path: str = "/search/",
        ruby: bool = False,
        once: bool = False,
    ) -> None:
        self.language, self.now, self.types, self.facets = language, now, types, facets
        self.order, self.per_page, self.once = order, per_page, once
        self.address = Address.read(
            params,
            path=path,
            language=language,
            facets=facets,
            sorts=("next",),
            ruby=ruby,
        )

    # What was asked

    @property
    def query(self) -> str:
        """The submitted words, for the field."""
        return self.address.query

    @property
    def chosen(self) -> dict[str, list[str]]:
        return self.address.chosen

    @property
    def chosen_count(self) -> int:
        return sum(map(len, self.chosen.values()))

    @property
    def action(self) -> str:
        """Where the forms of the list lead."""
        return self.address.free().url.partition("?")[0]

    @property
    def find_hidden(self) -> list[tuple[str, str]]:
        """What the form of the words keeps: conditions and furigana."""
        return [pair for pair in self.address.pairs if pair[0] != "q"]

    @property
    def facets_hidden(self) -> list[tuple[str, str]]:
        """What the form of the conditions keeps: words and furigana."""
        return self.address.free().pairs

    # What is found

    @cached_property
    def plan(self) -> QueryPlan:
        return self._plan(self.language)

    def _plan(self, language: str) -> QueryPlan:
        return plan(self.query, concept_lines(), language, area_names(language))

    def _asked(self, plan: QueryPlan) -> Asked:
        """The words and conditions, for an engine; no document is wanted yet."""
        return Asked(
            plan=plan,
            locale=plan.locale,
            now=self.now,
            types=tuple(self.types),
            chosen=conditions(self.facets, self.chosen, self.now),
            counted=of_the_moment(self.facets, self.now),
            once=self.once,
            most=0,
        )

    def _page_of_words(self, page: int) -> Found:
        order = Order(self.sort)
        first = (page - 1) * self.per_page
        asked = self._asked(self.plan)
        return choosing.find(replace(asked, order=order, first=first, most=self.per_page))

    @cached_property
    def _found(self) -> Found:
        """What the words find, with the page of the address."""
        return self._page_of_words(self.address.page)

    @cached_property
    def _listed(self) -> SearchDocumentQuerySet:
        """What a list without words is made of, before conditions: each record in some language."""
        documents = SearchDocument.objects.public(self.now).not_over(self.now)
        if self.types:
            documents = documents.of_type(*self.types)
        return documents.worded_for(self.language)

    @cached_property
    def _counts(self) -> Counts:
        counted = of_the_moment(self.facets, self.now)
        groups = self._found.groups if self.query else alike(self._listed, counted)
        return counts_of(self.facets, self.chosen, groups)

    @property
    def total(self) -> int:
        return self._counts.total

    @cached_property
    def documents(self) -> list[SearchDocument]:
        """The documents of this page, in order."""
        if not self.total:
            return []
        return self._documents_of_words() if self.query else self._documents_of_list()

    def _documents_of_words(self) -> list[SearchDocument]:
        found = self._found if self.page == self.address.page else self._page_of_words(self.page)
        shown = SearchDocument.objects.for_cards().public(self.now).in_bulk(found.keys)
        return [shown[key] for key in found.keys if key in shown]

    def _documents_of_list(self) -> list[SearchDocument]:
        ordered = by_date if self.sort == "next" else by_kana
        matching = self._listed.filter(all_of(conditions(self.facets, self.chosen, self.now)))
        keys = ordered(matching, self.now).values("pk")[self.first - 1 : self.last]
        return list(ordered(SearchDocument.objects.for_cards().filter(pk__in=keys), self.now))

    @cached_property
    def cards(self) -> list[Item]:
        """Cards of this page, ready for `{% card %}`."""
        cards = cards_for(self.documents, language=self.language, ruby=self.address.ruby)
        if not self.query:
            return cards
        marker = Marker(self.plan)
        return [
            marker.mark(card, document)
            for card, document in zip(cards, self.documents, strict=True)
        ]

    # Order and pages

    @property
    def sort(self) -> str:
        """`next`, `kana`, or with words `fit`."""
        return self.address.sort or ("fit" if self.query else self.order)

    @property
    def sentence(self) -> str:
        """The order in words, beside the count."""
        if not self.total:
            return ""
        if self.query and self._found.weak:
            return _("ぴったりのものはなく、ことばの一部が近いものです")
        return {"fit": _("合う順"), "next": _("日にちの近い順"), "kana": _("五十音順")}[self.sort]

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

    # Conditions

    @cached_property
    def panels(self) -> list[Item]:
        """The ticks of each facet (`legend`, `name`, `options`); none that would find nothing."""
        panels = [
            {"legend": facet.label, "name": facet.name, "options": self._options(facet)}
            for facet in self.facets
        ]
        return [panel for panel in panels if panel["options"]]

    def _options(self, facet: Facet) -> list[Item]:
        counts = self._counts.values[facet.name]
        chosen = self.chosen[facet.name]
        return [
            {"value": value, "label": label, "count": counts.get(value, 0), "checked": checked}
            for value, label in facet.choices(self.language)
            if (checked := value in chosen) or counts.get(value)
        ]

    def links(self, facet: Facet) -> list[Item]:
        """A facet as links with counts, one value at a time (for `{% counts %}`)."""
        counts = self._counts.values[facet.name]
        chosen = self.chosen[facet.name]
        values = [
            (value, label) for value, label in facet.choices(self.language) if counts.get(value)
        ]
        everything = {
            "label": _("ぜんぶ"),
            "url": self.address.choosing(facet.name, []).url,
            "count": sum(counts.values()),
            "current": not chosen,
        }
        return [everything] + [
            {
                "label": label,
                "url": self.address.choosing(facet.name, [value]).url,
                "count": counts[value],
                "current": chosen == [value],
            }
            for value, label in values
        ]

    @cached_property
    def chips(self) -> list[Item]:
        """The conditions in force: `label`, and the `url` without it."""
        return [
            {"label": label, "url": self.address.without(facet.name, value).url}
            for facet in self.facets
            for value, label in facet.choices(self.language)
            if value in self.chosen[facet.name]
        ]

    @property
    def clear_url(self) -> str:
        """The list without conditions, the words kept."""
        return self.address.free().url if self.chosen_count else ""

    # When nothing is found

    @cached_property
    def ways(self) -> list[Item]:
        """Doors out of an empty list: each condition that can be taken off, with what is then found."""
        if self.total or not self.chosen_count:
            return []
        counts = self._counts
        ways = [
            self._way(self._named(facet), self.address.choosing(facet.name, []), facet.icon, count)
            for facet in self.facets
            if (count := counts.without[facet.name])
        ]
        if ways or not counts.everything:
            return ways
        return [self._way(_("すべての条件"), self.address.free(), "sliders", counts.everything)]

    def _way(self, condition: str, address: Address, icon: str, count: int) -> Item:
        return {
            "title": _("「%(condition)s」をはずす") % {"condition": condition},
            "url": address.url,
            "icon": icon,
            "count": count,
        }

    def _named(self, facet: Facet) -> str:
        labels = dict(facet.choices(self.language))
        return _("・").join(str(labels[value]) for value in self.chosen[facet.name])

    @cached_property
    def in_japanese(self) -> Item | None:
        """How many Japanese documents hold the words (`count`, `url`), for readers of another language."""
        default = settings.LANGUAGE_CODE
        if not self.query or self.language == default:
            return None
        groups = choosing.find(self._asked(self._plan(default))).groups
        count = counts_of((), {}, groups).total
        address = Address(self.address.path, default, self.query, {})
        return {"count": count, "url": address.url} if count else None
