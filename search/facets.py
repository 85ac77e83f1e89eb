"""Facets: one object serves the form, the query, the address, the chips and the counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from search.models import SearchDocument, SearchOpening, SearchTag
from search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import QueryDict

    from search.models import SearchDocumentQuerySet
    from search.terms import Option

    type Options = Sequence[Option] | Callable[[str], Sequence[Option]]

TALLIED = ("facet", "value", "count")


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A condition that readers choose by ticks; several values of one facet are alternatives.

    `name` is the parameter in addresses, `label` the heading, `options` (value, label) pairs or a
    function of the language that returns them; without any, the terms registered as `tag`.
    `tag` is the tag of the documents (default: `name`); `icon` stands at the offer to remove it.
    """

    name: str
    label: str
    options: Options = ()
    tag: str = ""
    icon: str = "sliders"

    def choices(self, language: str) -> list[Option]:
        """(value, label) of each value, in the order of the form."""
        if callable(self.options):
            return list(self.options(language))
        return list(self.options) or terms(self.stored, language)

    @property
    def stored(self) -> str:
        """The name of the tag in the documents."""
        return self.tag or self.name

    def chosen(self, params: QueryDict, language: str) -> list[str]:
        """The values of an address that exist, each once, in the order of the form."""
        wanted = set(params.getlist(self.name))
        return [value for value, _label in self.choices(language) if value in wanted]

    def narrow(
        self, documents: SearchDocumentQuerySet, values: list[str], now: datetime
    ) -> SearchDocumentQuerySet:
        """The documents that carry one of the values (any number, at least one)."""
        return documents.referring(**{self.stored: values})

    def tally(self, documents: SearchDocumentQuerySet, now: datetime) -> QuerySet[Any]:
        """How many of the documents carry each value: rows of TALLIED."""
        return (
            SearchTag.objects.filter(name=self.stored, document__in=documents.values("pk"))
            .values("value")
            .annotate(facet=Value(self.name), count=Count("pk"))
            .values_list(*TALLIED)
        )


class TypeFacet(Facet):
    """The type of record."""

    def narrow(
        self, documents: SearchDocumentQuerySet, values: list[str], now: datetime
    ) -> SearchDocumentQuerySet:
        return documents.of_type(*values)

    def tally(self, documents: SearchDocumentQuerySet, now: datetime) -> QuerySet[Any]:
        return (
            documents.order_by()
            .values(value=F("record_type"))
            .annotate(facet=Value(self.name), count=Count("pk"))
            .values_list(*TALLIED)
        )


class OpenFacet(Facet):
    """Open at this moment; its one value is "1"."""

    def narrow(
        self, documents: SearchDocumentQuerySet, values: list[str], now: datetime
    ) -> SearchDocumentQuerySet:
        times = SearchOpening.objects.filter(
            document=OuterRef("pk"), opens_at__lte=now, closes_at__gt=now
        )
        return documents.filter(Exists(times))

    def tally(self, documents: SearchDocumentQuerySet, now: datetime) -> QuerySet[Any]:
        return tally_all(self.narrow(documents, ["1"], now), self.name, "1")


def tally_all(documents: SearchDocumentQuerySet, facet: str, value: str) -> QuerySet[Any]:
    """How many documents there are, as one row of TALLIED."""
    return (
        documents.order_by()
        .values(facet=Value(facet), value=Value(value))
        .annotate(count=Count("pk"))
        .values_list(*TALLIED)
    )


TYPE = TypeFacet(
    name="type",
    label=_("種類"),
    options=(
        ("place", _("場所")),
        ("event", _("集まり")),
        ("benefit", _("制度")),
        ("group", _("団体")),
        ("page", _("読みもの")),
    ),
    icon="book",
)
OPEN = OpenFacet(name="open", label=_("いつ"), options=(("1", _("いま開いている")),), icon="clock")
AUDIENCE = Facet(name="audience", label=_("だれが行く"), icon="people")
EASE = Facet(
    name="ease",
    label=_("行きやすさ"),
    options=(
        ("no-booking", _("予約なしでOK")),
        ("anonymous", _("名前を言わなくてOK")),
        ("free", _("お金がかからない")),
        ("wheelchair", _("車いすで入れる")),
        ("online", _("オンラインで")),
        ("childcare", _("こどもを見てもらえる")),
    ),
    icon="walk",
)
AREA = Facet(name="area", label=_("地域"), icon="pin")
TOPIC = Facet(name="topic", label=_("どんなこと"), icon="talk")


def kinds(options: Options) -> Facet:
    """The facet of kinds, with the kinds of one type of record."""
    return Facet(name="kind", label=_("種類"), options=options, icon="house")


def counted(
    facets: Sequence[Facet],
    chosen: dict[str, list[str]],
    documents: SearchDocumentQuerySet,
    now: datetime,
) -> tuple[int, dict[str, dict[str, int]]]:
    """How many documents hold all conditions, and for each facet how many each value would find.

    A facet's counts keep the conditions of the other facets. One query.
    """
    rows = tally_all(narrowed(facets, chosen, documents, now), "", "").union(
        *(
            facet.tally(narrowed(facets, chosen, documents, now, without=facet), now)
            for facet in facets
        ),
        all=True,
    )
    counts: dict[str, dict[str, int]] = {}
    for name, value, count in rows:
        counts.setdefault(name, {})[value] = count
    return counts.get("", {}).get("", 0), counts


def counts_without(
    facets: Sequence[Facet],
    chosen: dict[str, list[str]],
    documents: SearchDocumentQuerySet,
    now: datetime,
) -> dict[str, int]:
    """For each chosen facet, how many documents there were without it; "": without any. One query."""
    totals = [
        tally_all(narrowed(facets, chosen, documents, now, without=facet), facet.name, "")
        for facet in facets
        if chosen.get(facet.name)
    ]
    rows = tally_all(documents, "", "").union(*totals, all=True)
    return {name: count for name, _value, count in rows}


def narrowed(
    facets: Sequence[Facet],
    chosen: dict[str, list[str]],
    documents: SearchDocumentQuerySet,
    now: datetime,
    without: Facet | None = None,
) -> SearchDocumentQuerySet:
    """The documents that hold the chosen conditions, one facet left out."""
    for facet in facets:
        if facet is not without and chosen.get(facet.name):
            documents = facet.narrow(documents, chosen[facet.name], now)
    return documents


def all_documents(now: datetime) -> SearchDocumentQuerySet:
    """What readers may see at `now` and what is not over."""
    return SearchDocument.objects.public(now).not_over(now)
