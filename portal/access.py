"""What holds for every page of the portal: who may see it, and that nobody else keeps it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal import typed
from portal.forms import SignInForm
from portal.session import signed_in_member
from portal.together.keeping import KeptByAnother

if TYPE_CHECKING:
    from collections.abc import Callable

type View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page that no cache keeps, no search lists and no other site learns the address of."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return require_http_methods(["GET", "HEAD", "POST"])(answer)


def for_members(view: View) -> View:
    """A private page that gets the signed-in `member`; others are asked to sign in.

    What the member's group does not have is answered as what does not exist (Http404); of a common
    meetup that another group edits (KeptByAnother) it is told who does.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member = signed_in_member(request)
        if member is None:
            return _asked_to_sign_in(request)
        try:
            return view(request, *args, member=member, **kwargs)
        except Http404:
            return render(request, "portal/missing.html", {"member": member}, status=404)
        except KeptByAnother as kept:
            words = {"member": member, "together": kept.together}
            return render(request, "portal/kept_by_another.html", words, status=403)

    return private(answer)


def _asked_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The page that mails a link; a form that was sent waits in this browser to be given back."""
    ended = request.method == "POST"
    words = {"form": SignInForm(), "typed": typed.typed_words(request), "ended": ended}
    response = render(request, "portal/sign_in.html", words, status=403)
    if ended:
        typed.keep(request, response)
    return response
