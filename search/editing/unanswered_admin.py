"""見つからなかったことば in the admin: looked through, answered with a synonym line, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from search.editing.answers import answer
from search.editing.concept_admin import expect_url
from search.editing.expected_admin import concept_url
from search.models import UnansweredTerm
from search.query import plan
from search.unanswered import ENOUGH
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

PER_PAGE: Final = 30
TITLES: Final = 3
TITLE: Final = "見つからなかったことば"
VIEW: Final = "search.view_unansweredterm"
CHANGE: Final = "search.change_unansweredterm"


@permission_required(VIEW)
def term_list(request: HttpRequest) -> HttpResponse:
    """The words asked most, with what they find by now; `?put-away=1`: those that were put away."""
    put_away = request.GET.get("put-away") == "1"
    terms = UnansweredTerm.objects.filter(dismissed_at__isnull=not put_away)
    page = Paginator(terms, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    words = {
        "page": page,
        "rows": [_row(term, now) for term in page],
        "enough": ENOUGH,
        "put_away": put_away,
        "put_away_count": UnansweredTerm.objects.exclude(dismissed_at=None).count(),
        "may_change": request.user.has_perm(CHANGE),
        "may_add": request.user.has_perm("search.add_conceptline"),
        "may_expect": request.user.has_perm("search.add_expectedfind"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "ホーム"},
            {"url": "", "label": TITLE},
        ],
    }
    return render(request, "search_admin/unanswered.html", words)


def _row(term: UnansweredTerm, now: datetime) -> dict[str, Any]:
    asked = plan(term.term, concept_lines(), term.language, area_names(term.language))
    query = urlencode({"query": term.term, "locale": term.language})
    return {
        "term": term,
        "language": dict(settings.LANGUAGES).get(term.language, term.language),
        "found": answer(asked, now, TITLES),
        "concept_url": concept_url(term.term),
        "expect_url": f"{expect_url()}?{query}",
    }


@require_POST
@permission_required(CHANGE)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """片づける: it is shown no more, but goes on being counted."""
    term = get_object_or_404(UnansweredTerm, pk=pk)
    UnansweredTerm.objects.filter(pk=pk).update(dismissed_at=timezone.now())
    messages.success(request, f"「{term}」を片づけました。下の「片づけたことば」からもどせます。")
    return redirect("unanswered:list")


@require_POST
@permission_required(CHANGE)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """もどす: it is shown again."""
    term = get_object_or_404(UnansweredTerm, pk=pk)
    UnansweredTerm.objects.filter(pk=pk).update(dismissed_at=None)
    messages.success(request, f"「{term}」をもどしました。")
    return redirect("unanswered:list")


class UnansweredMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


class UnansweredViewSet(ViewSet):
    """Its addresses, and its place in the menu group of the search."""

    name = "unanswered"
    url_prefix = "search/unanswered"
    icon = "help"
    menu_label = TITLE
    menu_item_class = UnansweredMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", term_list, name="list"),
            path("<int:pk>/dismiss/", dismiss, name="dismiss"),
            path("<int:pk>/restore/", restore, name="restore"),
        ]
