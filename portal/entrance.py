"""Signing in by a one-time link, asking for one by mail, and signing out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal import mailing, session, typed, views
from portal.access import private
from portal.forms import SignInForm
from portal.links import LinkState, state_of, use_link

ENDED_STATUS = 410


@private
def entrance(request: HttpRequest) -> HttpResponse:
    """/portal/: the desk for a member, else the page that mails a link."""
    if session.signed_in_member(request) is not None:
        return views.home(request)
    if request.method != "POST":
        return render(request, "portal/sign_in.html", {"form": SignInForm()})
    form = SignInForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/sign_in.html", {"form": form}, status=422)
    email = form.cleaned_data["email"]
    if not mailing.may_ask(email, timezone.now()):
        words = {"form": form, "too_often": True}
        return render(request, "portal/sign_in.html", words, status=429)
    mailing.ask_for_link(email)
    return render(request, "portal/link_sent.html", {"email": email})


@private
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for one press before the link is spent, since mail programs open links themselves."""
    now = timezone.now()
    if request.method == "POST":
        member = use_link(token, now)
        if member is not None:
            response = redirect(typed.path_of(request) or "portal:desk")
            session.start(request, response, member)
            return response
    state = state_of(token, now)
    if state is LinkState.GOOD:
        return render(request, "portal/link.html")
    words = {
        "state": state.value,
        "form": SignInForm(),
        "member": session.signed_in_member(request),
    }
    return render(request, "portal/link_ended.html", words, status=ENDED_STATUS)


@private
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session at a press; a link to here ends nothing."""
    response = redirect("portal:desk")
    if request.method == "POST":
        session.end(request, response)
        typed.forget(response)
    return response
