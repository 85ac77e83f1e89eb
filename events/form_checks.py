"""What a rule would mean as typed: asked by the form's script while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from directory.form_checks import rendered_again
from events.forms import RuleFormField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def check_rule(request: HttpRequest) -> HttpResponse:
    return rendered_again(RuleFormField(), "rule", request)
