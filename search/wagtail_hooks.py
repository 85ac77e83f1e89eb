"""公開の検索 in the admin: 言いかえ, 検索の確かめ, 見つからなかったことば, and a line on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.editing.concept_admin import ConceptViewSet
from search.editing.expected import failing
from search.editing.expected_admin import CHANGE, ExpectedViewSet
from search.editing.unanswered_admin import UnansweredViewSet
from search.models import ExpectedFind, UnansweredTerm
from search.outbox.panel import OutboxPanel

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class SearchGroup(SnippetViewSetGroup):
    menu_label = "公開の検索"
    menu_icon = "search"
    menu_order = 145
    items = (ConceptViewSet, ExpectedViewSet, UnansweredViewSet)


class SearchPanel(Component):
    """Says on the first page that queries fail that should find something."""

    name = "search"
    template_name = "search_admin/panel.html"
    order = 95

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        url = reverse(ExpectedFind.snippet_viewset.get_url_name("list"))
        return {"failing": failing(), "report_url": url}


@hooks.register("construct_homepage_panels")
def add_search_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(CHANGE) and failing():
        panels.append(SearchPanel())


@hooks.register("construct_homepage_panels")
def add_outbox_panel(request: HttpRequest, panels: list[Component]) -> None:
    if settings.ELASTICSEARCH_URL and request.user.has_perm(CHANGE):
        panels.append(OutboxPanel())


@hooks.register("register_permissions")
def unanswered_permissions() -> QuerySet[Permission]:
    """What the form of a group may give away besides the permissions of the viewsets."""
    kind = ContentType.objects.get_for_model(UnansweredTerm)
    codenames = ("view_unansweredterm", "change_unansweredterm")
    return Permission.objects.filter(content_type=kind, codename__in=codenames)


register_snippet(SearchGroup)
