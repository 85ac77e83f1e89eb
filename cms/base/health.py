"""Is the process up, and can it serve?"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and the cache answer, else 503 with what does not."""
    states = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(states, status=200 if all(states.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM search_searchdocument LIMIT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "1", 5)
        return cache.get("readyz") == "1"
    except OSError:
        return False


def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        *(f"Disallow: /{room}/" for room in ("admin", "portal", "search", "confirm")),
    )
    return HttpResponse(
        "\n".join((*lines, "", f"Sitemap: {settings.BASE_URL}/sitemap.xml", "")),
        content_type="text/plain; charset=utf-8",
    )
