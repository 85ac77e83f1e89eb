"""Model fields of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from directory.exporting.hsds_ids import hsds_uuid
from directory.hours import Hours, HoursError

if TYPE_CHECKING:
    from uuid import UUID


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


class HsdsIdField(models.UUIDField):
    """The id of a record in HSDS, made of its public id each time the row is written.

    It is stored only so that a record is found by it. `entity` is the HSDS name of the record.
    """

    def __init__(self, entity: str, **kwargs: Any) -> None:
        self.entity = entity
        super().__init__("HSDSのID", **kwargs | {"editable": False, "db_index": True})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        for fixed in ("verbose_name", "editable", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, [self.entity], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> UUID:
        made = hsds_uuid(self.entity, model_instance.public_id)
        setattr(model_instance, self.attname, made)
        return made
