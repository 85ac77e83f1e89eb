"""`/search/suggest.json`: one list for each language, the same for everybody, matched on the device."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from cms.base.languages import language_of
from search.suggest.sources import suggestions

if TYPE_CHECKING:
    from django.http import HttpRequest

SECONDS_ON_DEVICE: Final = 300
"""Afterwards a browser asks whether its copy is still the same."""


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The whole list; what is typed never reaches the server."""
    made = suggestions(language_of(request.path), timezone.now())
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    body = made.compressed if zipped else made.content
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if zipped:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    patch_cache_control(answer, public=True, max_age=SECONDS_ON_DEVICE)
    conditional = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return conditional or answer
