"""Awareness pages on the stock Wagtail page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.base.pages import BasePage, public_pages
from cms.base.streams import BodyField
from directory.models import Audience
from home.blocks import BODY_BLOCKS
from plan.models import Department, Measure
from search.models import Searchable

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from search.documents import Document

MOST_READY_WORDS = 4


class FoundPage(Searchable, BasePage):
    """A page of this room, as search sees it."""

    class Meta:
        abstract = True

    @property
    def document_kind(self) -> str:
        return "article"

    @property
    def site_path(self) -> str:
        """The address without language: the slugs below home, "/news/open-day/"."""
        depth_of_home = 2
        slugs = [
            ancestor.slug
            for ancestor in self.get_ancestors(inclusive=True)
            if ancestor.depth > depth_of_home
        ]
        return "/" + "".join(f"{slug}/" for slug in slugs)

    def served_measures(self) -> list[Measure]:
        if not hasattr(self, "measures"):
            return []
        return list(self.measures.select_related("edition"))

    def meant_for(self) -> list[Audience]:
        return list(self.audiences.all()) if hasattr(self, "audiences") else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home import presentation

        context = super().get_context(request, *args, **kwargs)
        words_lang = presentation.notice_language(self, request)
        return context | {"words_lang": words_lang} | self.shown(request, context["now"])

    def shown(self, request: HttpRequest, now: datetime) -> dict[str, Any]:
        """What the page shows beside its own words."""
        return {}

    def to_search_documents(self) -> list[Document]:
        from home.documents import page_documents

        return page_documents(self)


class HomePage(FoundPage):
    """The opening page: who is it for, what is on, where to call."""

    heading = models.CharField("大きなことば", max_length=60)
    lead = models.TextField("はじめのことば", max_length=200)
    search_label = models.CharField(
        "検索らんの見出し", max_length=60, default="気になることを、そのままのことばで"
    )
    ready_words = models.TextField(
        "よくさがされることば", blank=True, help_text="1行に1つ。4つまで出ます。"
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("search_label"),
        FieldPanel("ready_words"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "ホーム"
        verbose_name_plural = "ホーム"

    @property
    def words_offered(self) -> list[str]:
        """The words that readers are offered to look for."""
        return self.ready_words.splitlines()[:MOST_READY_WORDS]

    def shown(self, request: HttpRequest, now: datetime) -> dict[str, Any]:
        from home.presentation import home_context

        return home_context(self, request, now)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page at an address below home, asked of the clock: a job may not have come by yet.

        Where a page has no public translation, its Japanese page answers at the same address.
        """
        if not path_components:
            return super().route(request, path_components)
        page = self._public_page_at("/".join(path_components) + "/", timezone.now())
        if page is None:
            raise Http404
        return RouteResult(page)

    def _public_page_at(self, rest: str, now: datetime) -> Page | None:
        """The public page whose address ends in `rest`: in this language, or else in Japanese."""
        source_home = Page.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        ).values("url_path")
        here = Q(url_path=self.url_path + rest)
        in_source = Q(url_path=Concat(Subquery(source_home), Value(rest)))
        found = list(public_pages(Page.objects.filter(here | in_source), now))
        found.sort(key=lambda page: page.locale_id != self.locale_id)
        return found[0].specific if found else None


class CampaignPage(FoundPage):
    """An awareness page; one for each lane, and any number of campaigns beside them."""

    class Lane(models.TextChoices):
        YOUNG = "young", "こども・若者"
        YOUNG_ADULT = "young-adult", "若者（18歳から）"
        FAMILY = "family", "家族"
        WORKING = "working", "働きながら"
        CITIZENS = "citizens", "まわりの人"
        EMPLOYERS = "employers", "事業所"
        INSTITUTIONS = "institutions", "学校・関係機関"

    lane = models.CharField("入口", max_length=15, choices=Lane, blank=True)
    lane_title = models.CharField("入口の名前", max_length=40, blank=True)
    lane_text = models.CharField("入口のことば", max_length=80, blank=True)
    lead = models.TextField("はじめのことば", max_length=300)
    quick_exit = models.BooleanField("「すぐ閉じる」を出す", default=False)
    audiences = ParentalManyToManyField(Audience, blank=True, verbose_name="対象")
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")
    body = BodyField(BODY_BLOCKS, verbose_name="本文", blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("lane"),
                FieldPanel("lane_title"),
                FieldPanel("lane_text"),
                FieldPanel("quick_exit"),
            ],
            heading="入口",
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("audiences"),
        FieldPanel("measures"),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = "キャンペーンのページ"
        verbose_name_plural = "キャンペーンのページ"

    def shown(self, request: HttpRequest, now: datetime) -> dict[str, Any]:
        from home.presentation import campaign_context

        return campaign_context(self, request, now)


class NewsIndexPage(FoundPage):
    """お知らせ: the list of dated articles below it."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.ArticlePage"]

    class Meta:
        verbose_name = "お知らせの一覧"
        verbose_name_plural = "お知らせの一覧"

    def shown(self, request: HttpRequest, now: datetime) -> dict[str, Any]:
        from home.presentation import news_context

        return news_context(request, now)


class ArticlePage(FoundPage):
    """A dated article or notice below お知らせ, or a standing page below home."""

    date = models.DateField(
        "日付", null=True, blank=True, help_text="お知らせの一覧に出る日付です。"
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="担当の課"
    )
    sample = models.BooleanField("見本", default=False)
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")
    body = BodyField(BODY_BLOCKS, verbose_name="本文", blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("department"),
        FieldPanel("sample"),
        FieldPanel("body"),
        FieldPanel("measures"),
    ]
    parent_page_types: ClassVar = ["home.HomePage", "home.NewsIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = "記事"
        verbose_name_plural = "記事"

    @property
    def document_kind(self) -> str:
        return "news" if self.date else "article"

    def shown(self, request: HttpRequest, now: datetime) -> dict[str, Any]:
        from home.presentation import article_context

        return article_context(self, request)
