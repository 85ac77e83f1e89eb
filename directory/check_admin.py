"""Where checks stand in the admin: the work list, the bar on a record's edit page, the list's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.base.looking_first import LookFirstEditView
from directory import check_desk, check_views
from directory.models import TemporaryStatus
from directory.models.checked import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model
    from django.http import HttpRequest
    from django.urls import URLPattern


class CheckedEditView(LookFirstEditView):
    """The form of a record below a bar: when it was checked, one press to check it now."""

    template_name = "check_desk/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = super().get_context_data(**kwargs)
        if not self.request.user.has_perm("directory.add_check"):
            return words
        source = self.object.source
        return words | {
            "check_row": check_desk.row_of(source, timezone.now()),
            "status_url": status_url(source),
        }


def status_url(record: Any) -> str:
    """The form of a temporary closure or alert, with the record chosen."""
    add = reverse(TemporaryStatus.snippet_viewset.get_url_name("add"))
    return f"{add}?{urlencode({'record': record.key})}"


def admin_urls() -> list[URLPattern]:
    return [
        path("checks/", check_views.work_list, name="checks"),
        path("checks/confirm/", check_views.confirm, name="check_confirm"),
        path("checks/undo/", check_views.undo, name="check_undo"),
        path("checks/ask/", check_views.ask, name="check_ask"),
        path("checks/corrections/<int:pk>/", check_views.resolve, name="correction_resolve"),
        path("checks/statuses/<int:pk>/end/", check_views.end_status, name="status_end"),
    ]


class ChecksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("directory.add_check")


def menu_item() -> MenuItem:
    return ChecksMenuItem("確かめる", reverse("checks"), icon_name="circle-check", order=105)


def confirm_button(
    snippet: Model, user: AbstractBaseUser, next_url: str | None = None
) -> Iterator[Button]:
    """From the list of records: one press says that nothing has changed."""
    if isinstance(snippet, Checked) and user.has_perm("directory.add_check"):
        query = urlencode({"record": snippet.key})
        yield Button(
            "変わりありません（確認した）",
            icon_name="circle-check",
            priority=23,
            attrs={
                "data-controller": "w-action",
                "data-action": "w-action#post",
                "data-w-action-url-value": f"{reverse('check_confirm')}?{query}",
            },
        )
