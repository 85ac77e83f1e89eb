"""The city's plan: editions, measures, and the departments that answer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin
from wagtail.search.index import Indexed

from cms.base.finding import found_by

if TYPE_CHECKING:
    from datetime import date

MEASURE_NUMBER = RegexValidator(r"^\d+-\d+-\d+-\d+$", "「6-3-4-3」の形で書いてください。")


class DepartmentQuerySet(models.QuerySet):
    def active(self, today: date) -> DepartmentQuerySet:
        """The departments that exist on `today` (Asia/Tokyo)."""
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=today),
            Q(active_to__isnull=True) | Q(active_to__gte=today),
        )


class Department(RevisionMixin, Indexed, models.Model):
    """A 課 of the city. Reorganised ones stay, with the date and their successor."""

    name = models.CharField("課の名前", max_length=60, unique=True)
    kana = models.CharField("よみがな", max_length=100, blank=True)
    name_en = models.CharField("名前（英語）", max_length=100, blank=True)
    division = models.CharField("部", max_length=60, blank=True)
    phone = models.CharField("電話", max_length=30, blank=True)
    extension = models.CharField("内線", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    hours = models.CharField("受付時間", max_length=100, blank=True)
    active_from = models.DateField("この日から", null=True, blank=True)
    active_to = models.DateField("この日まで", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="引きついだ課"
    )
    sort_order = models.PositiveSmallIntegerField("並び順", default=0)

    objects = DepartmentQuerySet.as_manager()
    search_fields: ClassVar = found_by("name", "kana", "division", "phone")

    class Meta:
        ordering: ClassVar = ["sort_order", "pk"]
        verbose_name = "課"
        verbose_name_plural = "課"

    def __str__(self) -> str:
        return self.name


class PlanEdition(RevisionMixin, Indexed, models.Model):
    """One published text of the plan; the next edition renumbers its measures."""

    slug = models.SlugField("コード", max_length=40, unique=True)
    title = models.CharField("計画の名前", max_length=120)
    label = models.CharField("版", max_length=60)
    published_on = models.DateField("公表した月", null=True, blank=True)
    current = models.BooleanField("いまの版", default=True)

    search_fields: ClassVar = found_by("title", "label")

    class Meta:
        ordering: ClassVar = ["-published_on", "pk"]
        verbose_name = "計画の版"
        verbose_name_plural = "計画の版"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["current"], condition=Q(current=True), name="plan_one_current_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.label}）"


class Measure(RevisionMixin, Indexed, ClusterableModel):
    """One 取組 of an edition. `detail` is the plan's own text, `summary` the site's plain words."""

    edition = models.ForeignKey(
        PlanEdition, models.CASCADE, related_name="measures", verbose_name="計画の版"
    )
    number = models.CharField("番号", max_length=20, validators=[MEASURE_NUMBER])
    original_number = models.CharField("再掲のもとの番号", max_length=20, blank=True)
    direction = models.CharField("施策の方向性", max_length=80)
    group = models.CharField("区分", max_length=80)
    title = models.CharField("取組内容", max_length=120)
    detail = models.TextField("取組内容の詳細", blank=True)
    summary = models.TextField("わかりやすい説明", blank=True)
    notes = models.TextField("注記", blank=True)
    no_public_service = models.BooleanField(
        "公開サイトでの提供なし", default=False, help_text="担当の課だけをのせます。"
    )
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="次の版の取組"
    )
    sort_order = models.PositiveSmallIntegerField("並び順", default=0)

    search_fields: ClassVar = found_by("number", "title", "detail", "summary", "group")

    class Meta:
        ordering: ClassVar = ["edition", "sort_order"]
        verbose_name = "取組"
        verbose_name_plural = "取組"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="plan_measure_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def reference(self) -> str:
        """What search documents carry for this measure: numbers belong to an edition."""
        return f"{self.edition.slug}:{self.number}"

    @property
    def is_repeated(self) -> bool:
        """【再掲】: the measure stands under another number in the plan too."""
        return bool(self.original_number)


class MeasureDepartment(models.Model):
    """A department that answers for a measure, with what it answers for (みんなの食堂)."""

    measure = ParentalKey(Measure, related_name="measure_departments", on_delete=models.CASCADE)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="課")
    note = models.CharField("受けもち", max_length=100, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["sort_order", "pk"]
        verbose_name = "担当の課"
        verbose_name_plural = "担当の課"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "department"], name="plan_department_once_per_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}（{self.note}）" if self.note else str(self.department)


class Indicator(models.Model):
    """A figure of success for a measure; empty unless the city supplies it."""

    measure = ParentalKey(Measure, related_name="indicators", on_delete=models.CASCADE)
    name = models.CharField("指標", max_length=120)
    unit = models.CharField("単位", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度（西暦）")
    value = models.DecimalField("値", max_digits=14, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["name", "year"]
        verbose_name = "成果指標"
        verbose_name_plural = "成果指標"

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
