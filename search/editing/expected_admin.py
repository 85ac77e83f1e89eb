"""検索の確かめ in the admin: every row as it is right now, and the form of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.auth import permission_required
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.base.admin import RecordForm
from cms.base.languages import in_language
from cms.base.looking_first import LookFirstCreateView, LookFirstEditView
from search.editing.expected import verdicts
from search.editing.record_field import RecordsField
from search.models import ConceptLine, ExpectedFind

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

CHANGE = "search.change_expectedfind"


class ExpectedForm(RecordForm):
    records = RecordsField(
        label="見つかるはずのもの", help_text="さがしてえらぶか、公開のページのアドレスを貼ります。"
    )


class ExpectedCreateView(LookFirstCreateView):
    def get_initial(self) -> dict[str, Any]:
        """Opens with the query of `?query=`, in the language of `?locale=`."""
        known = dict(settings.LANGUAGES)
        locale = self.request.GET.get("locale", "")
        return {
            "query": self.request.GET.get("query", ""),
            "locale": locale if locale in known else settings.LANGUAGE_CODE,
            "within": 10,
        }


@permission_required(CHANGE)
def report(request: HttpRequest) -> HttpResponse:
    """Runs every row now; says which hold, and what is found where one does not."""
    judged = verdicts(timezone.now())
    rows = [
        {
            "verdict": one,
            "language": dict(settings.LANGUAGES).get(one.row.locale, one.row.locale),
            "edit_url": reverse(
                ExpectedFind.snippet_viewset.get_url_name("edit"), args=[one.row.pk]
            ),
            "search_url": f"{in_language('/search/', one.row.locale)}?{urlencode({'q': one.row.query})}",
            "concept_url": concept_url(one.row.query),
        }
        for one in judged
    ]
    words = {
        "rows": rows,
        "failing": sum(not one.holds for one in judged),
        "add_url": reverse(ExpectedFind.snippet_viewset.get_url_name("add")),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "ホーム"},
            {"url": "", "label": "検索の確かめ"},
        ],
    }
    return render(request, "search_admin/report.html", words)


def concept_url(words: str) -> str:
    """The form of a new synonym line that begins with these words."""
    add = reverse(ConceptLine.snippet_viewset.get_url_name("add"))
    return f"{add}?{urlencode({'phrases': f'{words}、'})}"


class ExpectedViewSet(SnippetViewSet):
    model = ExpectedFind
    icon = "tasks"
    menu_label = "検索の確かめ"
    add_view_class = ExpectedCreateView
    edit_view_class = LookFirstEditView
    copy_view_enabled = False
    search_backend_name = None
    list_display: ClassVar = ["query", "locale", "within"]
    edit_handler = ObjectList(
        [
            FieldPanel("query", help_text="読む人が検索に入れることば。文でもかまいません。"),
            FieldPanel("records"),
            FieldPanel(
                "within", help_text="この番目までに、えらんだものがぜんぶ出れば「見つかる」です。"
            ),
            FieldPanel("locale", widget=forms.Select(choices=settings.LANGUAGES)),
            FieldPanel(
                "note",
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="あとで見る人のためのメモです。公開されません。",
            ),
        ],
        base_form_class=ExpectedForm,
    )

    @property
    def index_view(self) -> Callable[..., HttpResponse]:
        """The list of rows is the report."""
        return report
