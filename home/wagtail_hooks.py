"""The dashboard: what an editor does most, and what waits to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from directory.check_desk import waiting
from directory.models import Organization, Place
from events.models import EventSeries
from home.models import NewsIndexPage
from navigator.models import Benefit

if TYPE_CHECKING:
    from django.http import HttpRequest

RECORDS = (Place, EventSeries, Organization, Benefit)


class WorkPanel(Component):
    """Ways to the records an editor may add, and the records whose check is overdue."""

    name = "work"
    template_name = "admin_forms/work_panel.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        may_check = request.user.has_perm("directory.add_check")
        return {
            "ways": ways(request),
            "waiting": waiting(timezone.now()) if may_check else None,
        }


def ways(request: HttpRequest) -> list[dict[str, str]]:
    """Links to the forms that this person may open."""
    links = [
        {
            "label": f"{model._meta.verbose_name}をのせる",
            "url": reverse(model.snippet_viewset.get_url_name("add")),
        }
        for model in RECORDS
        if request.user.has_perm(
            f"{model._meta.app_label}.{get_permission_codename('add', model._meta)}"
        )
    ]
    news = NewsIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if news and news.permissions_for_user(request.user).can_add_subpage():
        url = reverse("wagtailadmin_pages:add", args=("home", "articlepage", news.pk))
        links.append({"label": "お知らせを書く", "url": url})
    return links


@hooks.register("construct_homepage_panels")
def add_work_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WorkPanel())
