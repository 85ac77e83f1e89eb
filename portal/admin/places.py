"""Where proposals stand in the admin: the menu, the addresses, and the panel on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.admin import views
from portal.proposing import reviewing

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern


def admin_urls() -> list[URLPattern]:
    return [
        path("proposals/", views.proposal_list, name="proposals"),
        path("proposals/<int:pk>/", views.proposal_page, name="proposal"),
    ]


class ProposalsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.MAY_SEE)


def menu_item() -> MenuItem:
    return ProposalsMenuItem("団体からの申し出", reverse("proposals"), icon_name="mail", order=106)


class ProposalsPanel(Component):
    """確かめるもの 3件（きょうまで 1件・しめきりをすぎた 1件）; nothing while nothing waits."""

    name = "proposals"
    order = 40
    template_name = "proposal_desk/panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": reviewing.waiting(timezone.localdate())}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For those who may see proposals."""
    if request.user.has_perm(views.MAY_SEE):
        panels.append(ProposalsPanel())
