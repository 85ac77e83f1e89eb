"""Facets: one object serves the form, the query, the address, the chips and the counts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from search.engines.asking import OfType, OpenAt, Tagged
from search.models import facet_values
from search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from django.http import QueryDict

    from search.engines.asking import Alike, Condition
    from search.terms import Option

    type Options = Sequence[Option] | Callable[[str], Sequence[Option]]
    type Sum = tuple[str, ...]
    """What is added up: `TOTAL`, `EVERYTHING`, without a facet, or with a value of one."""

TOTAL, EVERYTHING = ("total",), ("everything",)

values_by_name = lru_cache(maxsize=4096)(facet_values)
"""Most documents share their values with others, so each text of values is read once."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A condition that readers choose by ticks; several values of one facet are alternatives.

    `name` is the parameter in addresses, `label` the heading, `options` (value, label) pairs or a
    function of the language that returns them; without any, the terms registered as `tag`.
    `tag` is the tag of the documents (default: `name`); `icon` stands at the offer to remove it.
    One that is `linked` is chosen by links beside the form, which keeps what was chosen.
    """

    name: str
    label: str
    options: Options = ()
    tag: str = ""
    icon: str = "sliders"
    linked: bool = False

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
        if not wanted:
            return []
        return [value for value, _label in self.choices(language) if value in wanted]

    def labelled(self, values: Collection[str], language: str) -> list[Option]:
        """(value, label) of the chosen ones among its values."""
        return [option for option in self.choices(language) if option[0] in values]

    def condition(self, values: Sequence[str], now: datetime) -> Condition:
        """What documents that carry one of the values hold (at least one is given)."""
        return Tagged(self.stored, tuple(values))

    def moments(self, values: Sequence[str], now: datetime) -> dict[str, Condition]:
        """Value → what holds or does not as time goes by; `values` are those chosen."""
        return {}

    def carried(self, alike: Alike) -> Collection[str]:
        """The values that documents carry."""
        return values_by_name(alike.facets).get(self.stored, ())


class TypeFacet(Facet):
    """The type of record."""

    def condition(self, values: Sequence[str], now: datetime) -> Condition:
        return OfType(tuple(values))

    def carried(self, alike: Alike) -> Collection[str]:
        return (alike.record_type,)


class MomentFacet(Facet, ABC):
    """Something that holds or does not as time goes by; one value is chosen at a time."""

    def chosen(self, params: QueryDict, language: str) -> list[str]:
        return super().chosen(params, language)[:1]

    def condition(self, values: Sequence[str], now: datetime) -> Condition:
        return self.moments(values, now)[values[0]]

    @abstractmethod
    def moments(self, values: Sequence[str], now: datetime) -> dict[str, Condition]:
        """Value → what holds of the documents at `now` (aware)."""

    def carried(self, alike: Alike) -> Collection[str]:
        named = (held.partition("=") for held in alike.holds)
        return [value for name, _equals, value in named if name == self.name]


class OpenFacet(MomentFacet):
    """Open at this moment."""

    def moments(self, values: Sequence[str], now: datetime) -> dict[str, Condition]:
        return {"1": OpenAt(now)}


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


def counts_of(
    facets: Sequence[Facet],
    chosen: Mapping[str, Sequence[str]],
    groups: Iterable[Alike],
) -> Counts:
    """Add up groups of documents, which are far fewer than documents.

    A group counts for a value where at most the condition of that value's own facet keeps it out.
    A record that stands in several groups counts once for each sum.
    """
    asked = {name: set(values) for name, values in chosen.items() if values}
    sums: Counter[Sum] = Counter()
    seen: set[tuple[Sum, str, str]] = set()
    for alike in groups:
        carried = {facet.name: facet.carried(alike) for facet in facets}
        missing = [name for name, wanted in asked.items() if wanted.isdisjoint(carried[name])]
        for wanted in _sums(carried, asked, missing):
            if not alike.record:
                sums[wanted] += alike.count
            elif (once := (wanted, alike.record_type, alike.record)) not in seen:
                seen.add(once)
                sums[wanted] += 1
    return _named(facets, sums)


def _sums(
    carried: Mapping[str, Collection[str]], asked: Collection[str], missing: Sequence[str]
) -> Iterator[Sum]:
    """The sums to which a group of documents adds."""
    yield EVERYTHING
    if not missing:
        yield TOTAL
    if len(missing) <= 1:
        yield from (("without", name) for name in missing or asked)
        for name in missing or carried:
            yield from (("value", name, value) for value in carried[name])


def _named(facets: Sequence[Facet], sums: Counter[Sum]) -> Counts:
    values: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    without: Counter[str] = Counter()
    for (kind, *rest), count in sums.items():
        if kind == "value":
            values[rest[0]][rest[1]] = count
        elif kind == "without":
            without[rest[0]] = count
    return Counts(sums[TOTAL], sums[EVERYTHING], values, without)


def conditions(
    facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]], now: datetime
) -> tuple[Condition, ...]:
    """What a result must hold for what was chosen."""
    return tuple(
        facet.condition(chosen[facet.name], now) for facet in facets if chosen.get(facet.name)
    )


def of_the_moment(
    facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]], now: datetime
) -> dict[str, Condition]:
    """「open=1」 → each condition of this moment whose count is wanted."""
    return {
        f"{facet.name}={value}": condition
        for facet in facets
        for value, condition in facet.moments(chosen.get(facet.name, ()), now).items()
    }
