"""Model fields of the directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from directory.hours import Hours, HoursError


class HoursField(models.JSONField):
    """Opening hours as the facts that `directory.hours.Hours.from_facts` reads."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        try:
            Hours.from_facts(value or {})
        except HoursError as error:
            raise ValidationError(str(error)) from error

    def formfield(self, **kwargs: Any) -> forms.Field:
        from directory.forms import HoursFormField

        return HoursFormField(
            required=not self.blank, label=self.verbose_name, help_text=self.help_text
        )
