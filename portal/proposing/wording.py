"""Values of entries in the words that moderators and groups read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

type Writer = Callable[[Any], str]


def shown(writers: Mapping[str, Writer], name: str, value: object) -> str:
    """The value of a field by its writer, else as it stands; empty where nothing is said."""
    if value in (None, "", [], {}):
        return ""
    writer = writers.get(name)
    return writer(value) if writer else str(value)


def names(model: Any) -> Writer:
    """「仲間と話す、きょうだい」 for a slug or a list of them."""

    def write(value: Any) -> str:
        slugs = value if isinstance(value, list) else [value]
        return "、".join(str(term) for term in model.objects.filter(slug__in=slugs))

    return write


def choice(model: Any, field: str) -> Writer:
    """The label of one of the choices of a field."""
    choices = dict(model._meta.get_field(field).choices)
    return lambda value: str(choices.get(value, value))
