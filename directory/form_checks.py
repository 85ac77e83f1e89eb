"""What a form's field would mean as typed: asked by its script while somebody types.

Nothing is saved and nothing is read from the database; the answer is the field's own form again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from directory.forms import HoursFormField

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest


@require_POST
def check_hours(request: HttpRequest) -> HttpResponse:
    return rendered_again(HoursFormField(), "hours", request)


def rendered_again(field: forms.Field, name: str, request: HttpRequest) -> HttpResponse:
    """The field's HTML for what was posted of it."""
    entry = field.widget.value_from_datadict(request.POST, request.FILES, name)
    return HttpResponse(field.widget.render(name, entry, {"id": f"id_{name}"}))
