"""Invariants of records as system checks, so that they are kept without anyone remembering them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import models
from modelcluster.fields import ParentalManyToManyField

from cms.base.pages import BasePage
from cms.base.records import Record


@register("records")
def relations_of_draftable_records_are_parental(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Rule 3: a plain ManyToManyField of a draftable record is silently lost in the admin form."""
    return [
        Error(
            f"{model._meta.label}.{field.name} is a plain many-to-many relation of a draftable record.",
            hint="Use ParentalManyToManyField, or child rows with a ParentalKey.",
            obj=model,
            id="records.E001",
        )
        for model in apps.get_models()
        if issubclass(model, Record | BasePage)
        for field in model._meta.local_many_to_many
        if isinstance(field, models.ManyToManyField)
        and not isinstance(field, ParentalManyToManyField)
    ]


@register("records")
def records_name_their_words(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Rule 1: what is not named as words is a fact of the source row."""
    return [
        Error(
            f"{model._meta.label} does not say which of its fields are words.",
            hint="Set `translatable_fields = words(…)`.",
            obj=model,
            id="records.E002",
        )
        for model in apps.get_models()
        if issubclass(model, Record) and not getattr(model, "translatable_fields", None)
    ]
