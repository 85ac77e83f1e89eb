"""The JSON form of a record's fields, in which imports compare and remember them; and in words.

A relation is the key of the row it names (a public id, a slug, the name of a 課), a relation to
several rows the sorted list of keys; every other field is its own value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.base.fields import ChoiceSetField, FeesField, write_fees
from cms.base.records import Named
from directory.exporting.hours_words import hours_lines
from directory.fields import HoursField
from directory.hours import Hours
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Field, Model

type Found = Mapping[tuple[type[Model], str], Model]
"""Rows by their model and key."""


def key_name(model: type[Model]) -> str:
    """The field that names a row of this model in JSON."""
    if issubclass(model, Department):
        return "name"
    return "slug" if issubclass(model, Named) else "public_id"


def key_of(row: Model) -> str:
    return getattr(row, key_name(type(row)))


def stored(record: Model, names: Iterable[str]) -> dict[str, Any]:
    """The JSON form of these fields; relations should be in memory."""
    return {name: _stored(record, record._meta.get_field(name)) for name in names}


def _stored(record: Model, field: Field) -> Any:
    value = getattr(record, field.name)
    if field.many_to_many:
        return sorted(key_of(row) for row in value.all())
    if field.is_relation:
        return key_of(value) if value else None
    return value


def put(record: Model, values: Mapping[str, Any], found: Found) -> None:
    """Set fields from their JSON form; a row that is not in `found` is gone, and left out."""
    for name, value in values.items():
        field = record._meta.get_field(name)
        if field.many_to_many:
            rows = (found.get((field.related_model, key)) for key in value)
            getattr(record, name).set([row for row in rows if row])
        elif field.is_relation:
            setattr(record, name, found.get((field.related_model, value)) if value else None)
        else:
            setattr(record, name, value)


def keys_named(model: type[Model], values: Mapping[str, Any]) -> set[tuple[type[Model], str]]:
    """The rows that the relations among these values name."""
    named = set()
    for name, value in values.items():
        field = model._meta.get_field(name)
        if field.is_relation:
            keys = value if field.many_to_many else [value] if value else []
            named |= {(field.related_model, key) for key in keys}
    return named


def label(model: type[Model], name: str) -> str:
    """What the admin calls a field."""
    return str(model._meta.get_field(name).verbose_name)


def in_words(model: type[Model], name: str, value: Any, found: Found) -> str:
    """A JSON value as an editor reads it; "" for nothing."""
    if value in (None, "", [], {}):
        return ""
    field = model._meta.get_field(name)
    if field.is_relation:
        keys = value if field.many_to_many else [value]
        return "・".join(str(found.get((field.related_model, key), key)) for key in keys)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return _plain_words(field, value)


def _plain_words(field: Field, value: Any) -> str:
    if isinstance(field, HoursField):
        return "\n".join(hours_lines(Hours.from_facts(value), timezone.localdate()))
    if isinstance(field, FeesField):
        return "・".join(write_fees(value))
    if isinstance(field, ChoiceSetField):
        return "・".join(field.labels(value))
    if hasattr(field, "in_words"):
        return field.in_words(value)
    return str(dict(field.flatchoices).get(value, value))
