"""Words for the values of tags: rooms register where they come from, search only shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

type Option = tuple[str, str]
type Loader = Callable[[str], Sequence[Option]]

_terms: Kept[Option] = Kept("terms")


def register_terms(name: str, loader: Loader, *models: type[Model]) -> None:
    """Say where the words of a tag come from; call it in `AppConfig.ready()`.

    `loader(language)` returns (value, label) in the order in which they are shown; what it says
    is kept until a row of one of `models` is saved or deleted.
    """
    _terms.register(name, loader, *models)


def terms(name: str, language: str) -> list[Option]:
    """(value, label) of each value of a tag, in order; nothing where no room registered it."""
    return _terms.of(name, language)
