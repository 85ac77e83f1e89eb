"""System checks of the search room."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import Model

from search.models import Searchable


def is_public_type(model: type[Model]) -> bool:
    """Public record types have an address of their own: they say what they are called there."""
    return isinstance(getattr(model, "record_type", None), str)


@register("search")
def every_public_type_offers_documents(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(
            f"{model._meta.label} has a public address but offers no search documents.",
            hint="Inherit from search.models.Searchable and write to_search_documents().",
            obj=model,
            id="search.E001",
        )
        for model in apps.get_models()
        if is_public_type(model)
        and (
            not issubclass(model, Searchable)
            or model.to_search_documents is Searchable.to_search_documents
        )
    ]
