"""Small pages of the site itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache


def display_settings(request: HttpRequest) -> HttpResponse:
    """How to make the site easier to read; nothing is stored by this page."""
    return render(request, "home/settings.html")


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Out of here at once: to a neutral page, with what this site kept in the browser cleared.

    The browser's own history stays; the young lanes say so.
    """
    response = HttpResponseRedirect(settings.EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
