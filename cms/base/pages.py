"""What every page shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.base.records import open_to_readers

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


def public_pages(pages: PageQuerySet, now: datetime) -> PageQuerySet:
    """The pages that a reader may see at `now`; a translation only while its source is public."""
    source = Page.objects.filter(
        open_to_readers(now),
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
    )
    return pages.filter(open_to_readers(now), Exists(source))


class BasePageQuerySet(PageQuerySet):
    def public(self, now: datetime | None = None) -> Self:
        """The pages that a reader may see at `now` (aware; default: this moment)."""
        return public_pages(self, now or timezone.now())


class BasePage(Page):
    """A page with a short description for search results, feeds and shared links."""

    record_type: ClassVar[str] = "page"

    summary = models.TextField(
        "短い説明",
        blank=True,
        max_length=200,
        help_text="検索結果や一覧に出ます。80字くらいまでの短い文にしてください。",
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        return str(self.translation_key)

    @property
    def is_source(self) -> bool:
        return self.locale.language_code == settings.LANGUAGE_CODE

    @property
    def language(self) -> str:
        return self.locale.language_code

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"page": self, "now": timezone.now()}
