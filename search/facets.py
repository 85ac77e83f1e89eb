"""Facets: one object serves the form, the query, the address, the chips and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from search.models import SearchDocument, SearchOpening, facet_values
from search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from django.http import QueryDict

    from search.models import SearchDocumentQuerySet
    from search.terms import Option

    type Options = Sequence[Option] | Callable[[str], Sequence[Option]]
    type Group = Mapping[str, Any]
    """Documents alike in all that facets ask for: their `facets`, `columns`, and `count`."""

values_by_name = lru_cache(maxsize=4096)(facet_values)
"""Most documents share their values with others, so each text of values is read once."""


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

    def columns(self, now: datetime) -> dict[str, Any]:
        """What a group of documents must be alike in besides their tags: name → expression."""
        return {}

    def carried(self, group: Group) -> Collection[str]:
        """The values that the documents of a group carry."""
        return values_by_name(group["facets"]).get(self.stored, ())


class TypeFacet(Facet):
    """The type of record."""

    def narrow(
        self, documents: SearchDocumentQuerySet, values: list[str], now: datetime
    ) -> SearchDocumentQuerySet:
        return documents.of_type(*values)

    def columns(self, now: datetime) -> dict[str, Any]:
        return {"of_type": F("record_type")}

    def carried(self, group: Group) -> Collection[str]:
        return (group["of_type"],)


class NowFacet(Facet):
    """Something that holds or does not as time goes by; its one value is the first option."""

    def holds(self, now: datetime) -> Q:
        """The condition on documents."""
        raise NotImplementedError

    def narrow(
        self, documents: SearchDocumentQuerySet, values: list[str], now: datetime
    ) -> SearchDocumentQuerySet:
        return documents.filter(self.holds(now))

    def columns(self, now: datetime) -> dict[str, Any]:
        return {f"holds_{self.name}": ExpressionWrapper(self.holds(now), BooleanField())}

    def carried(self, group: Group) -> Collection[str]:
        return (self.options[0][0],) if group[f"holds_{self.name}"] else ()


class OpenFacet(NowFacet):
    """Open at this moment."""

    def holds(self, now: datetime) -> Q:
        times = SearchOpening.objects.filter(opens_at__lte=now, closes_at__gt=now)
        return Q(pk__in=times.values("document"))


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


@dataclass(frozen=True)
class Counts:
    """How many documents hold all conditions, and what other conditions would find.

    `values`: facet → value → how many that value would find beside the conditions of the other
    facets; `without`: chosen facet → how many there were without its condition; `everything`:
    how many without any condition.
    """

    total: int = 0
    everything: int = 0
    values: dict[str, Counter[str]] = field(default_factory=dict)
    without: Counter[str] = field(default_factory=Counter)


def counted(
    facets: Sequence[Facet],
    chosen: Mapping[str, Sequence[str]],
    documents: SearchDocumentQuerySet,
    now: datetime,
) -> Counts:
    """Count the documents that words and type find. One query, however many facets there are.

    The database groups documents that are alike in everything facets ask for, which are far
    fewer than documents; a group then counts where at most one condition keeps it out.
    """
    columns = {name: what for facet in facets for name, what in facet.columns(now).items()}
    alike = documents.order_by().annotate(**columns).values("facets", *columns)
    return counts_of(facets, chosen, alike.annotate(count=Count("pk")))


def counts_of(
    facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]], groups: Iterable[Group]
) -> Counts:
    """Add up groups of documents."""
    asked = {name: set(values) for name, values in chosen.items() if values}
    values: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    without: Counter[str] = Counter()
    total = everything = 0
    for group in groups:
        count = group["count"]
        everything += count
        carried = {facet.name: facet.carried(group) for facet in facets}
        missing = [name for name, wanted in asked.items() if wanted.isdisjoint(carried[name])]
        if len(missing) > 1:
            continue
        if not missing:
            total += count
        for name in missing or asked:
            without[name] += count
        for name in missing or carried:
            for value in carried[name]:
                values[name][value] += count
    return Counts(total, everything, values, without)


def narrowed(
    facets: Sequence[Facet],
    chosen: Mapping[str, list[str]],
    documents: SearchDocumentQuerySet,
    now: datetime,
) -> SearchDocumentQuerySet:
    """The documents that hold the chosen conditions."""
    for facet in facets:
        if chosen.get(facet.name):
            documents = facet.narrow(documents, chosen[facet.name], now)
    return documents


def all_documents(now: datetime) -> SearchDocumentQuerySet:
    """What readers may see at `now` and what is not over."""
    return SearchDocument.objects.public(now).not_over(now)
