"""Benefits: allowances, services and reductions that carers and those they care for can use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField

from cms.base.finding import found_by
from cms.base.records import Record, words
from directory.models import Audience, Checked, Place, Topic
from plan.models import Department, Measure
from search.models import Searchable

if TYPE_CHECKING:
    from django.http import HttpRequest

    from search.documents import Document


class Benefit(Checked, Searchable, Record):
    """One 制度: what one gets, from whom, and at which desk one asks."""

    record_type: ClassVar = "benefit"
    list_path: ClassVar = "/support/"
    months_between_checks: ClassVar = 12

    class Kind(models.TextChoices):
        MONEY = "money", "手当・お金"
        REDUCTION = "reduction", "安くなる・戻る"
        SERVICE = "service", "手助け・サービス"
        LEAVE = "leave", "仕事の休み"
        EQUIPMENT = "equipment", "道具・貸出し"
        STUDY = "study", "学び・進学"

    class Provider(models.TextChoices):
        CITY = "city", "鎌倉市"
        PREFECTURE = "prefecture", "神奈川県"
        NATION = "nation", "国"
        INSURANCE = "insurance", "介護保険・健康保険"
        COUNCIL = "council", "社会福祉協議会"
        EMPLOYER = "employer", "勤め先"

    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.SERVICE)
    provider = models.CharField(
        "出すところ", max_length=12, choices=Provider, default=Provider.CITY
    )
    name = models.CharField("名前", max_length=100)
    kana = models.CharField("よみがな", max_length=150, blank=True)
    gets = models.CharField(
        "もらえるもの・使えるもの",
        max_length=60,
        blank=True,
        help_text="券の左に大きく出ます。例：月2,000円",
    )
    summary = models.CharField("ひとことで", max_length=120, blank=True)
    description = models.TextField("くわしく", blank=True)
    who = models.TextField("だれが使えるか", blank=True)
    documents = models.TextField("持っていくもの", blank=True, help_text="1行に1つ")
    deadline = models.CharField("いつまでに", max_length=100, blank=True)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="担当の課"
    )
    desk = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, verbose_name="聞くところ"
    )
    source_url = models.URLField("もとのページ", blank=True)
    audiences = ParentalManyToManyField(Audience, blank=True, verbose_name="対象")
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name="テーマ")
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")

    search_fields: ClassVar = found_by("name", "kana", "summary", "gets", "who")
    translatable_fields = words(
        "name", "gets", "summary", "description", "who", "documents", "deadline"
    )
    preview_template = "navigator/benefit_detail.html"
    facts_of_others = ("department", "desk")

    class Meta(Record.Meta):
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "制度"
        verbose_name_plural = "制度"

    def __str__(self) -> str:
        return self.name

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        from navigator.views import benefit_context

        return benefit_context(self, request, timezone.now())

    def to_search_documents(self) -> list[Document]:
        from navigator.documents import benefit_documents

        return benefit_documents(self.for_readers(timezone.now()))
