"""What residents look for: a place to be, a cafeteria, a desk, a telephone line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField

from cms.base.fields import ChoiceSetField, FeesField
from cms.base.finding import found_by
from cms.base.records import Record, words
from directory.fields import HoursField, HsdsIdField
from directory.hours import Hours
from directory.models.checked import Checked
from directory.models.organization import Organization
from directory.models.terms import Audience, Topic
from directory.models.venue import Location
from plan.models import Department, Measure
from search.models import Searchable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from search.documents import Document

MODES = (
    ("visit", "行って話す"),
    ("phone", "電話"),
    ("home", "家に来てもらう"),
    ("line", "LINE"),
    ("online", "オンライン"),
    ("mail", "メール・文字"),
)
LANGUAGES = (
    ("ja", "日本語"),
    ("ja-x-easy", "やさしい日本語"),
    ("en", "英語"),
    ("zh", "中国語"),
    ("ko", "韓国語"),
    ("pt", "ポルトガル語"),
    ("es", "スペイン語"),
    ("tl", "タガログ語"),
    ("vi", "ベトナム語"),
    ("jsl", "手話"),
)


class Place(Checked, Searchable, Record):
    """A service at none, one or several venues, given by an organization or a department."""

    record_type: ClassVar = "place"
    list_path: ClassVar = "/places/"
    address_to_ask: ClassVar = "organization__confirmation_email"

    class Kind(models.TextChoices):
        HANGOUT = "hangout", "居場所"
        FOOD = "food", "食堂"
        DESK = "desk", "相談窓口"
        PHONE = "phone", "電話相談"
        PLAYGROUND = "hiroba", "広場"
        CENTER = "center", "支援センター"
        STUDY = "study", "学習の場"
        RESPITE = "respite", "休む・あずける"
        HELP = "help", "家に来る手助け"

    hsds_id = HsdsIdField("service")
    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.HANGOUT)
    name = models.CharField("名前", max_length=100)
    kana = models.CharField("よみがな", max_length=150, blank=True)
    alternate_name = models.CharField("通称", max_length=100, blank=True)
    summary = models.CharField("ひとことで", max_length=120, blank=True)
    description = models.TextField("くわしく", blank=True)
    access_note = models.TextField("行くときのこと", blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, verbose_name="運営する団体"
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="担当の課"
    )
    locations = ParentalManyToManyField(Location, blank=True, verbose_name="会場")
    hours = HoursField("開いている時間", default=dict, blank=True)
    hours_note = models.CharField(
        "時間のひとこと",
        max_length=200,
        blank=True,
        help_text="表のとなりに出ます。表のかわりにはなりません。",
    )
    phone = models.CharField("電話（公開）", max_length=30, blank=True)
    phone_note = models.CharField("電話のこと（内線・つながる時間）", max_length=100, blank=True)
    email = models.EmailField("メール（公開）", blank=True)
    website = models.URLField("ホームページ", blank=True)
    private_contact = models.TextField(
        "連絡先（公開しない）", blank=True, help_text="市の担当だけが見ます。どこにも出ません。"
    )
    modes = ChoiceSetField("話し方・使い方", options=MODES)
    languages = ChoiceSetField("ことば", options=LANGUAGES)
    fees = FeesField("料金")
    min_age = models.PositiveSmallIntegerField("何歳から", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("何歳まで", null=True, blank=True)
    anonymous = models.BooleanField("名前を言わなくてOK", default=False)
    no_booking = models.BooleanField("予約なしでOK", default=False)
    referral_needed = models.BooleanField("紹介がいる", default=False)
    audiences = ParentalManyToManyField(Audience, blank=True, verbose_name="対象")
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name="テーマ")
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")

    search_fields: ClassVar = found_by("name", "kana", "alternate_name", "summary", "phone")
    translatable_fields = words("name", "summary", "description", "access_note", "hours_note")
    preview_template = "directory/place_detail.html"
    facts_of_others = ("organization", "department")
    relations_shown: ClassVar = {
        "locations": ("area",),
        "audiences": (),
        "topics": (),
        "measures": ("edition",),
    }

    class Meta(Record.Meta):
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "居場所・相談先"
        verbose_name_plural = "居場所・相談先"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.min_age is not None and self.max_age is not None and self.min_age > self.max_age:
            raise ValidationError({"max_age": "「何歳まで」は「何歳から」より大きくしてください。"})

    @property
    def opening(self) -> Hours:
        """The rule of the hours."""
        return Hours.from_facts(self.hours)

    @property
    def provider(self) -> Organization | Department | None:
        """Who gives it: the organization, or else the department."""
        return self.organization or self.department

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        from directory.views import place_context

        return place_context(self, request, timezone.now())

    def to_search_documents(self) -> list[Document]:
        from directory.documents import place_documents

        now = timezone.now()
        return place_documents(self.for_readers(now), now)

    @classmethod
    def documents_in_bulk(cls, records: Sequence[Place], now: datetime) -> list[list[Document]]:
        from directory.beside import beside_many
        from directory.documents import place_documents

        standing = beside_many(records, now)
        return [
            place_documents(record.for_readers(now), now, standing[record.public_id])
            for record in records
        ]

    def groups_to_ask(self) -> list[Organization]:
        return [self.organization.source] if self.organization else []

    def facts_to_confirm(self, now: datetime) -> list[dict[str, Any]]:
        from directory.confirmation_facts import place_facts

        return place_facts(self.for_readers(now), now)

    def fee_is_free(self) -> bool:
        """True where fees are stated and none asks for money."""
        return bool(self.fees) and all(fee["yen"] == 0 for fee in self.fees)
