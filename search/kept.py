"""Lists that rooms register and that are kept in the cache until a row of theirs changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

SECONDS_KEPT: Final = 300
"""Other processes see a changed row at the latest after this time."""


class Kept[Value]:
    """Lists by name and language. `prefix` parts their cache keys from those of other lists."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._loaders: dict[str, Callable[[str], Sequence[Value]]] = {}

    @property
    def names(self) -> list[str]:
        """What was registered, in that order."""
        return list(self._loaders)

    def register(
        self, name: str, loader: Callable[[str], Sequence[Value]], *models: type[Model]
    ) -> None:
        """`loader(language)` says a list; it is kept until a row of one of `models` changes."""
        self._loaders[name] = loader

        def forget(**kwargs: Any) -> None:
            self.forget(name)
            transaction.on_commit(lambda: self.forget(name))

        for model in models:
            for signal in (post_save, post_delete):
                uid = f"{self._prefix}-{name}"
                signal.connect(forget, sender=model, weak=False, dispatch_uid=uid)

    def of(self, name: str, language: str) -> list[Value]:
        """The list of a name; nothing where no room registered it."""
        loader = self._loaders.get(name)
        if loader is None:
            return []
        key = self._key(name, language)
        return cache.get_or_set(key, lambda: list(loader(language)), SECONDS_KEPT)

    def forget(self, name: str) -> None:
        cache.delete_many([self._key(name, language) for language, _label in settings.LANGUAGES])

    def _key(self, name: str, language: str) -> str:
        return f"search-{self._prefix}-{name}-{language}"
