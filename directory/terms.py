"""The words of areas, audiences and topics, for the facets of every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from directory.models import Area, Audience, Topic
from search.terms import register_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from search.terms import Loader, Term


def districts() -> QuerySet[Area]:
    """The areas that lists are narrowed by."""
    return Area.objects.filter(kind=Area.Kind.DISTRICT)


def register_all() -> None:
    """Tell the search room where the words of these tags come from."""
    register_terms("area", loader_of(districts), Area)
    register_terms("audience", loader_of(Audience.objects.all), Audience)
    register_terms("topic", loader_of(Topic.objects.all), Topic)


def loader_of(rows: Callable[[], QuerySet[Any]]) -> Loader:
    """A function that returns (slug, language → name) of each term, in order."""

    def load() -> list[Term]:
        languages = [code for code, _label in settings.LANGUAGES]
        return [
            (term.slug, {language: term.name_in(language) for language in languages})
            for term in rows()
        ]

    return load
