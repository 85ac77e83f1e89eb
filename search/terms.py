"""Words for the values of tags: rooms register where they come from, search only shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

type Option = tuple[str, str]
type Loader = Callable[[str], Sequence[Option]]

SECONDS_KEPT = 300
"""Other processes see a renamed term at the latest after this time."""
_loaders: dict[str, Loader] = {}


def register_terms(name: str, loader: Loader, *models: type[Model]) -> None:
    """Say where the words of a tag come from; call it in `AppConfig.ready()`.

    `loader(language)` returns (value, label) in the order in which they are shown; what it says
    is kept until a row of one of `models` is saved or deleted.
    """
    _loaders[name] = loader

    def forget(**kwargs: Any) -> None:
        forget_terms(name)
        transaction.on_commit(lambda: forget_terms(name))

    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, weak=False, dispatch_uid=f"terms-{name}")


def terms(name: str, language: str) -> list[Option]:
    """(value, label) of each value of a tag, in order; nothing where no room registered it."""
    loader = _loaders.get(name)
    if loader is None:
        return []
    return cache.get_or_set(_key(name, language), lambda: list(loader(language)), SECONDS_KEPT)


def forget_terms(name: str) -> None:
    cache.delete_many([_key(name, language) for language, _label in settings.LANGUAGES])


def _key(name: str, language: str) -> str:
    return f"search-terms-{name}-{language}"
