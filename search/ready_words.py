"""Words that readers are offered to look for: those of the search page, and what rooms add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from search.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

_registered: Kept[str] = Kept("ready-words")


def register_ready_words(
    name: str, loader: Callable[[str], Sequence[str]], *models: type[Model]
) -> None:
    """`loader(language)` says words that are offered elsewhere; kept until a row of `models` changes."""
    _registered.register(name, loader, *models)


def own_words() -> list[str]:
    """The words on the page of the search, in the language of the moment."""
    return [_("食堂"), _("ヤングケアラー"), _("認知症"), _("働きながら介護"), _("電話相談")]


def ready_words(language: str) -> list[str]:
    """Every word that is offered in a language, each once."""
    with override(language):
        own = own_words()
    added = (word for name in _registered.names for word in _registered.of(name, language))
    return list(dict.fromkeys((*own, *added)))
