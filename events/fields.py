"""Model fields of the events room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from events.recurrence import Recurrence, RecurrenceError


class RuleField(models.JSONField):
    """When a series meets, as the facts that `events.recurrence.Recurrence.from_facts` reads."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        try:
            Recurrence.from_facts(value or {})
        except RecurrenceError as error:
            raise ValidationError(str(error)) from error

    def in_words(self, value: Any) -> str:
        """「毎月 第2・第4火曜日」, as an editor reads it."""
        return Recurrence.from_facts(value).describe()

    def formfield(self, **kwargs: Any) -> forms.Field:
        from events.forms import RuleFormField

        return RuleFormField(
            required=not self.blank, label=self.verbose_name, help_text=self.help_text
        )
