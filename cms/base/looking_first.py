"""Forms that can be looked at before they are saved: buttons that fill or check, and save nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.snippets.views.snippets import CreateView, EditView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOOK_FIRST = "look-first"
"""The name of those buttons; their value is `<field>:<action>`, which the field's widget reads."""


class LookFirst:
    """Pressing such a button shows the form again as typed: no errors, nothing saved or lost."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if LOOK_FIRST not in request.POST:
            return super().post(request, *args, **kwargs)
        self.form = self.get_form()
        self.form.look_first()
        return self.render_to_response(self.get_context_data())


class LookFirstCreateView(LookFirst, CreateView):
    pass


class LookFirstEditView(LookFirst, EditView):
    pass
