"""The group's desk: signing in by a one-time link, and the page behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.links import is_good, use_link
from portal.models import Member

SESSION_KEY = "portal_member"


def signed_in_member(request: HttpRequest) -> Member | None:
    """The member of this session; nobody once the member may not come in any more."""
    member_id = request.session.get(SESSION_KEY)
    if member_id is None:
        return None
    return Member.objects.select_related("organization").filter(pk=member_id, active=True).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for one press before the link is spent, since mail programs open links themselves."""
    now = timezone.now()
    if request.method == "POST":
        member = use_link(token, now)
        if member is not None:
            request.session.flush()
            request.session[SESSION_KEY] = member.pk
            return redirect("portal:desk")
    elif is_good(token, now):
        return _private(render(request, "portal/sign_in.html"))
    return _private(render(request, "portal/link_spent.html", status=410))


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in member's group."""
    member = signed_in_member(request)
    if member is None:
        return _private(render(request, "portal/signed_out.html", status=403))
    return _private(render(request, "portal/desk.html", {"member": member}))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    request.session.flush()
    return redirect("portal:desk")


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is not handed on to other sites or to searches."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
