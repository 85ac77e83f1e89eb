"""The words of areas, audiences and topics, for the facets of every list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.models import Area, Audience, Topic
from search.terms import register_terms

if TYPE_CHECKING:
    from cms.base.records import Named
    from search.terms import Loader

TERMS: dict[str, type[Named]] = {"area": Area, "audience": Audience, "topic": Topic}


def register_all() -> None:
    """Tell the search room where the words of these tags come from."""
    for name, model in TERMS.items():
        register_terms(name, loader_of(model), model)


def loader_of(model: type[Named]) -> Loader:
    """A function of the language that returns (slug, name) of each term, in order."""

    def load(language: str) -> list[tuple[str, str]]:
        return [(term.slug, term.name_in(language)) for term in model.objects.all()]

    return load
