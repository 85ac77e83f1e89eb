"""The session of a signed-in member: apart from the staff's, its cookie known below /portal/ only.

It rests in Django's session store under a cookie of its own, so that a member who is also staff
signs in and out of each without touching the other, and public pages never see the cookie.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.middleware.csrf import rotate_token

from portal.models import Member

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest, HttpResponse

COOKIE = "portal"
COOKIE_PATH = "/portal/"


def start(request: HttpRequest, response: HttpResponse, member: Member) -> None:
    """Signs `member` in with a session under a new key; one that was there before ends."""
    _session(request.COOKIES.get(COOKIE)).flush()
    session = _session(None)
    session["member"] = member.pk
    session["email"] = member.email
    session.save()
    rotate_token(request)
    response.set_cookie(
        COOKIE,
        session.session_key,
        max_age=settings.SESSION_COOKIE_AGE,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Signs out: the session is forgotten here and its cookie there."""
    _session(request.COOKIES.get(COOKIE)).flush()
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def signed_in_member(request: HttpRequest) -> Member | None:
    """The member of this session; nobody once taken out or given another mail address."""
    key = request.COOKIES.get(COOKIE)
    if not key:
        return None
    session = _session(key)
    return (
        Member.objects.select_related("organization")
        .filter(pk=session.get("member"), email=session.get("email", ""), active=True)
        .first()
    )


def _session(key: str | None) -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
