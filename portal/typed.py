"""What somebody typed while the session ended: kept in this browser alone, given back after signing in.

It rests for an hour in a signed cookie below /portal/, so that the site stores nothing for people
who are not signed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.http import QueryDict

from portal.session import COOKIE_PATH

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE: Final = "portal_typed"
SECONDS: Final = 60 * 60
MOST_BYTES: Final = 3800
"""A browser keeps about 4 KB for one cookie; a longer text is only shown to be copied."""
NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "seen", "rule", "image", "look", "once"})
"""Fields of a form that are no words of anybody."""


def typed_words(request: HttpRequest) -> list[str]:
    """The words of a form that arrived without a session, to be shown and copied."""
    lists = request.POST.lists()
    return [text for name, texts in lists if name not in NOT_TYPED for text in texts if text]


def keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Keeps the form that was sent, where it is short enough; tells whether it was."""
    lists = {name: texts for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"}
    kept = signing.dumps([request.path, lists], salt=COOKIE, compress=True)
    if len(kept) > MOST_BYTES:
        return False
    response.set_cookie(
        COOKIE,
        kept,
        max_age=SECONDS,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return True


def path_of(request: HttpRequest) -> str:
    """The address of the form that waits to be given back; empty where none does."""
    return _kept(request)[0]


def given_back(request: HttpRequest) -> QueryDict | None:
    """The form that waits at this address, as it was sent."""
    path, lists = _kept(request)
    if path != request.path:
        return None
    data = QueryDict(mutable=True)
    for name, texts in lists.items():
        data.setlist(name, texts)
    return data


def forget(response: HttpResponse) -> None:
    """Nothing waits in this browser any more."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def _kept(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    try:
        path, lists = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=SECONDS)
    except signing.BadSignature:
        return "", {}
    return path, lists
