"""Words for the values of tags: rooms register where they come from, search only shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from search.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import Model

type Option = tuple[str, str]
type Term = tuple[str, Mapping[str, str]]
"""A value, and its label in each language: one row says it in all of them."""
type Loader = Callable[[], Sequence[Term]]

_terms: Kept[Term] = Kept("terms")


def register_terms(name: str, loader: Loader, *models: type[Model]) -> None:
    """Say where the words of a tag come from; call it in `AppConfig.ready()`.

    `loader()` returns the terms in the order in which they are shown; what it says is kept until
    a row of one of `models` is saved or deleted.
    """
    _terms.register(name, lambda _language: loader(), *models)


def terms(name: str, language: str) -> list[Option]:
    """(value, label) of each value of a tag, in order; nothing where no room registered it."""
    return [(value, labels[language]) for value, labels in _terms.of(name, settings.LANGUAGE_CODE)]
