"""Where the groups' board stands in the admin: the menu, the addresses, and what was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.admin import board_views
from portal.models import BoardReport

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern


def admin_urls() -> list[URLPattern]:
    return [
        path("board/", board_views.thread_list, name="board"),
        path("board/<int:pk>/", board_views.thread, name="board_thread"),
    ]


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(board_views.MAY_HIDE)


def menu_item() -> MenuItem:
    return BoardMenuItem("団体の掲示板", reverse("board"), icon_name="comment", order=107)


class ReportsPanel(Component):
    """掲示板についての知らせ 2件; nothing while nobody is troubled."""

    name = "board_reports"
    order = 41
    template_name = "board_desk/panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": BoardReport.objects.filter(done_at=None).count()}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For those who may take posts out of sight."""
    if request.user.has_perm(board_views.MAY_HIDE):
        panels.append(ReportsPanel())
