"""A list that readers narrow down: words, conditions, counts, cards of one page.

    listing = Listing(
        request.GET, language=frame.language, now=now, types=("place",),
        facets=[OPEN, AUDIENCE, EASE, AREA], path="/places/", ruby=frame.ruby,
    )

The number of queries does not depend on what is found: 4 without words, at most 7 with words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from search.addresses import Address
from search.cards import by_date, by_kana, cards_for
from search.engines import database
from search.facets import all_documents, counted, narrowed
from search.highlight import Marker
from search.models import SearchDocument
from search.query import plan
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import QueryDict

    from search.engines.database import Hit
    from search.facets import Counts, Facet
    from search.models import SearchDocumentQuerySet
    from search.query import QueryPlan

    type Item = dict[str, Any]
    type Order = Literal["kana", "next"]

PER_PAGE = 20


class Listing:
    """One page of a list. `now` is aware; `path` has no language prefix.

    `types` are the record types ((): all), `order` the order without words, `where` a further
    condition on documents; `once` shows each record once (a series by its best date) when words
    are looked for.
    """

    def __init__(
        self,
        params: QueryDict,
        *,
        language: str,
        now: datetime,
        types: Sequence[str] = (),
        facets: Sequence[Facet] = (),
        order: Order = "kana",
        per_page: int = PER_PAGE,
        path: str = "/search/",
        ruby: bool = False,
        where: Q | None = None,
        once: bool = False,
    ) -> None:
        self.language, self.now, self.types, self.facets = language, now, types, facets
        self.order, self.per_page, self.once = order, per_page, once
        self.where = where or Q()
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
        areas = area_names(self.language)
        return plan(self.query, concept_lines(), self.language, areas)

    @cached_property
    def _readable(self) -> SearchDocumentQuerySet:
        return self._documents(self.language)

    def _documents(self, language: str) -> SearchDocumentQuerySet:
        """What the list is made of, before words and conditions.

        Words find only documents in the reader's language; a list has each record.
        """
        documents = all_documents(self.now).filter(self.where)
        if self.types:
            documents = documents.of_type(*self.types)
        return documents.filter(locale=language) if self.query else documents.worded_for(language)

    @cached_property
    def _hits(self) -> list[Hit]:
        hits = database.search(self.plan, self._readable, timezone.localdate(self.now))
        if not self.once:
            return hits
        best: dict[tuple[str, str], Hit] = {}
        for hit in hits:
            best.setdefault(hit.record, hit)
        return list(best.values())

    @cached_property
    def _found(self) -> SearchDocumentQuerySet:
        """What the words find, before the conditions."""
        if not self.query:
            return self._readable
        return self._readable.filter(database.among([hit.id for hit in self._hits]))

    @cached_property
    def _matching(self) -> SearchDocumentQuerySet:
        return narrowed(self.facets, self.chosen, self._found, self.now)

    @cached_property
    def _counts(self) -> Counts:
        return counted(self.facets, self.chosen, self._found, self.now)

    @property
    def total(self) -> int:
        return self._counts.total

    @cached_property
    def documents(self) -> list[SearchDocument]:
        """The documents of this page, in order."""
        shown = slice(self.first - 1, self.last)
        if not self.total:
            return []
        if not self.query or self.sort == "next":
            ordered = by_date if self.sort == "next" else by_kana
            keys = ordered(self._matching, self.now).values("pk")[shown]
            return list(ordered(SearchDocument.objects.for_cards().filter(pk__in=keys), self.now))
        kept = set(self._matching.values_list("pk", flat=True)) if self.chosen_count else None
        ids = [hit.id for hit in self._hits if kept is None or hit.id in kept][shown]
        by_id = SearchDocument.objects.for_cards().in_bulk(ids)
        return [by_id[key] for key in ids if key in by_id]

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
        if self.query and self._hits[0].weak:
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
        wanted = plan(self.query, concept_lines(), default, area_names(default))
        hits = database.search(wanted, self._documents(default))
        count = len({hit.record for hit in hits}) if self.once else len(hits)
        address = Address(self.address.path, default, self.query, {})
        return {"count": count, "url": address.url} if count else None
