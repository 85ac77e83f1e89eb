"""団体: groups and other organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from cms.base.finding import found_by
from cms.base.records import Record, words
from directory.fields import HsdsIdField
from directory.models.checked import Checked
from directory.models.terms import Area, Audience, Topic
from plan.models import Measure
from search.models import Searchable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from search.documents import Document


class Organization(Checked, Searchable, Record):
    """A peer-support group, cafeteria circle or other body. Contacts are private by default."""

    record_type: ClassVar = "group"
    list_path: ClassVar = "/groups/"
    address_to_ask: ClassVar = "confirmation_email"

    class Kind(models.TextChoices):
        PEER = "peer", "おなじ立場の人の会"
        FAMILY = "family", "家族会"
        FOOD = "food", "食堂をひらく団体"
        SUPPORT = "support", "支援団体"
        NPO = "npo", "NPO法人"
        COUNCIL = "council", "社会福祉協議会"
        PUBLIC = "public", "公的な機関"

    hsds_id = HsdsIdField("organization")
    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.PEER)
    name = models.CharField("名前", max_length=100)
    kana = models.CharField("よみがな", max_length=150, blank=True)
    alternate_name = models.CharField("通称", max_length=100, blank=True)
    summary = models.CharField("ひとことで", max_length=120, blank=True)
    description = models.TextField("どんな会か", blank=True)
    first_visit = models.TextField("はじめての方へ", blank=True)
    members = models.CharField("人数・顔ぶれ", max_length=100, blank=True)
    phone = models.CharField("電話（公開）", max_length=30, blank=True)
    email = models.EmailField("メール（公開）", blank=True)
    website = models.URLField("ホームページ", blank=True)
    private_contact = models.TextField(
        "連絡先（公開しない）", blank=True, help_text="市の担当だけが見ます。どこにも出ません。"
    )
    confirmation_email = models.EmailField(
        "確認のメールの送り先（公開しない）",
        blank=True,
        help_text="団体と、その居場所・集まりに変わりがないかを、このアドレスに聞きます。"
        "どこにも出ません。",
    )
    area = models.ForeignKey(
        Area,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="地域",
        limit_choices_to={"kind": "district"},
    )
    audiences = ParentalManyToManyField(Audience, blank=True, verbose_name="対象")
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name="テーマ")
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")

    search_fields: ClassVar = found_by("name", "kana", "alternate_name", "summary", "phone")
    translatable_fields = words("name", "summary", "description", "first_visit", "members")
    preview_template = "directory/group_detail.html"
    facts_of_others = ("area",)
    relations_shown: ClassVar = {"audiences": (), "topics": (), "measures": ("edition",)}

    class Meta(Record.Meta):
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "団体"
        verbose_name_plural = "団体"

    def __str__(self) -> str:
        return self.name

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        from directory.views import group_context

        return group_context(self, request, timezone.now())

    def to_search_documents(self) -> list[Document]:
        from directory.documents import group_documents

        return group_documents(self, timezone.now())

    @classmethod
    def documents_in_bulk(
        cls, records: Sequence[Organization], now: datetime
    ) -> list[list[Document]]:
        from directory.beside import beside_many
        from directory.documents import group_documents

        standing = beside_many(records, now)
        return [group_documents(record, now, standing[record.public_id]) for record in records]

    def groups_to_ask(self) -> list[Organization]:
        return [self]

    def facts_to_confirm(self, now: datetime) -> list[dict[str, Any]]:
        from directory.confirmation_facts import group_facts

        return group_facts(self, now)


class OrganizationLink(models.Model):
    """A link from one organization to another it works with."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="つながりのある団体"
    )
    note = models.CharField("どんなつながりか", max_length=100, blank=True)

    class Meta:
        verbose_name = "団体のつながり"
        verbose_name_plural = "団体のつながり"

    def __str__(self) -> str:
        return f"{self.organization} → {self.to}"
