"""Entries of proposals: made of a form that was sent, and given to a form to be read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from cms.base.fields import FeesFormField, write_fees

if TYPE_CHECKING:
    from django.forms import Form

    from portal.proposing.kinds import Entry


def stored(form: Form, name: str) -> Any:
    """A field of a validated form as JSON; what could not be read stays the text that it was.

    Rows are named by their slugs, fees are written in lines as a person types them.
    """
    if name not in form.cleaned_data:
        return form[name].data
    value = form.cleaned_data[name]
    if isinstance(form.fields[name], FeesFormField):
        return "\n".join(write_fees(value))
    if isinstance(value, Model):
        return value.slug
    if hasattr(value, "model"):
        return [row.slug for row in value]
    return value


def as_data(entry: Entry) -> MultiValueDict:
    """An entry as a browser would send it."""
    data = MultiValueDict()
    for name, value in entry.items():
        if isinstance(value, list):
            data.setlist(name, [str(item) for item in value])
        elif isinstance(value, dict):
            data[name] = json.dumps(value, ensure_ascii=False)
        elif value not in (None, False):
            data[name] = str(value)
    return data
