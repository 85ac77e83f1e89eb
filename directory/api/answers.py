"""How every address of the API answers: JSON for all sites, GET and HEAD only, with an ETag."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from directory.exporting.json_files import encoded
from directory.exporting.serving import open_to_all

if TYPE_CHECKING:
    from collections.abc import Callable

type View[**P] = Callable[P, HttpResponse]


class Refused(Exception):
    """The question has no answer: `message` is one Japanese sentence, `status` 400 or 404."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answer(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(encoded(data), content_type="application/json", status=status)


def open_api[**P](view: View[P]) -> View[P]:
    """Serve a view to machines anywhere; what it refuses is told in JSON."""

    @wraps(view)
    def served(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(*args, **kwargs)
        except Refused as error:
            response = answer({"status": error.status, "error": str(error)}, error.status)
        return open_to_all(response)

    return require_safe(conditional_page(served))


def read_uuid(text: str) -> UUID | None:
    """The UUID that a text writes in the usual form; None for any other text."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text.lower() else None


@open_api
def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    raise Refused(404, "このアドレスはAPIにありません。/api/hsds/openapi.json に一覧があります。")
