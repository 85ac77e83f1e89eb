"""Meetups: a series with its rule, the dates it gives, and what is changed on one date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.search.index import Indexed

from cms.base.fields import FeesField
from cms.base.finding import found_by
from cms.base.records import Record, open_to_readers, words
from directory.models import Audience, Checked, Location, Organization, Place, Topic
from events.fields import RuleField
from events.recurrence import Recurrence
from plan.models import Department, Measure
from search.models import Searchable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from search.documents import Document

HORIZON = timedelta(days=396)
"""How far ahead occurrences are materialised: 13 months."""


class EventSeries(Checked, Searchable, Record):
    """A meetup, training, class or open day that happens once or again and again.

    `rule` holds the facts that `events.recurrence.Recurrence.from_facts` reads, without the
    place; dates are those of Asia/Tokyo.
    """

    record_type: ClassVar = "event"
    list_path: ClassVar = "/events/"
    address_to_ask: ClassVar = "organizers__confirmation_email"

    class Kind(models.TextChoices):
        MEETUP = "meetup", "集まり"
        FOOD = "food", "食堂の日"
        TRAINING = "training", "支える人の講座"
        CLASS = "class", "教室"
        PLAYGROUND = "hiroba", "ひろば"
        BRIEFING = "briefing", "説明会"

    class Application(models.TextChoices):
        NONE = "none", "申込みはいりません"
        WANTED = "wanted", "できれば連絡を"
        REQUIRED = "required", "申込みが必要"
        ASK = "ask", "わかりません（聞いてもらう）"

    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.MEETUP)
    name = models.CharField("名前", max_length=100)
    kana = models.CharField("よみがな", max_length=150, blank=True)
    theme = models.CharField(
        "いつものテーマ", max_length=100, blank=True, help_text="日ごとのテーマがないときに出ます。"
    )
    summary = models.CharField("ひとことで", max_length=120, blank=True)
    description = models.TextField("くわしく", blank=True)
    organizers = ParentalManyToManyField(
        Organization, blank=True, related_name="series", verbose_name="ひらく団体"
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="担当の課"
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, verbose_name="いつもの場所"
    )
    location = models.ForeignKey(
        Location, models.SET_NULL, null=True, blank=True, verbose_name="いつもの会場"
    )
    place_note = models.CharField("部屋・階など", max_length=100, blank=True)
    rule = RuleField("開く日", default=dict)
    schedule_note = models.CharField(
        "日にちのひとこと",
        max_length=200,
        blank=True,
        help_text="雨天中止など。日にちのとなりに出ます。",
    )
    fees = FeesField("料金")
    capacity = models.PositiveSmallIntegerField("定員", null=True, blank=True)
    application = models.CharField(
        "申込み", max_length=10, choices=Application, default=Application.NONE
    )
    application_note = models.CharField("申込みのしかた", max_length=200, blank=True)
    application_days = models.PositiveSmallIntegerField(
        "申込みのしめきり（何日前まで）",
        null=True,
        blank=True,
        help_text="0 は当日まで。書かなければ、しめきりは出ません。",
    )
    online = models.BooleanField("オンラインでも", default=False)
    childcare = models.BooleanField("こどもをあずけられる", default=False)
    phone = models.CharField("電話（公開）", max_length=30, blank=True)
    email = models.EmailField("メール（公開）", blank=True)
    website = models.URLField("ホームページ", blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="写真",
    )
    image_alt = models.CharField("写真の説明", max_length=200, blank=True)
    keeper = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="なおす団体",
        help_text="いっしょにひらくとき、内容をなおす団体。書かなければ、ひらく団体のどれもなおせます。",
    )
    audiences = ParentalManyToManyField(Audience, blank=True, verbose_name="対象")
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name="テーマ")
    measures = ParentalManyToManyField(Measure, blank=True, verbose_name="市の取組")
    sequence = models.PositiveIntegerField(default=0, editable=False)

    search_fields: ClassVar = found_by("name", "kana", "theme", "summary", "organizers__name")
    translatable_fields = words(
        "name", "theme", "summary", "description", "place_note", "schedule_note",
        "application_note", "image_alt",
    )  # fmt: skip
    preview_template = "events/series.html"
    facts_of_others = ("place", "location", "location__area", "department")
    relations_shown: ClassVar = {
        "organizers": (),
        "audiences": (),
        "topics": (),
        "measures": ("edition",),
    }

    class Meta(Record.Meta):
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "集まり"
        verbose_name_plural = "集まり"

    def __str__(self) -> str:
        return self.name

    def prepare_documents(self) -> None:
        """The dates of the rule, in the transaction of the record."""
        from events.materialise import rebuild_source

        rebuild_source(self)

    def to_search_documents(self) -> list[Document]:
        from events.documents import event_documents

        return event_documents(self, timezone.now())

    @classmethod
    def documents_in_bulk(
        cls, records: Sequence[EventSeries], now: datetime
    ) -> list[list[Document]]:
        from events.documents import series_documents_in_bulk

        return series_documents_in_bulk(records, now)

    def groups_to_ask(self) -> list[Organization]:
        return [group.source for group in self.organizers.all()]

    def facts_to_confirm(self, now: datetime) -> list[dict[str, Any]]:
        from events.confirmation_facts import series_facts

        return series_facts(self, now)

    @property
    def recurrence(self) -> Recurrence:
        """The rule with what was changed on single dates."""
        changes = self.changes.all() if self.pk else ()
        return Recurrence.from_facts(self.rule, [change.as_override() for change in changes])

    @property
    def rule_in_words(self) -> str:
        """「毎月 第2・第4火曜日」; empty without a rule. Japanese in every language."""
        return Recurrence.from_facts(self.rule).describe() if self.rule else ""

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        from events.views import series_context

        return series_context(self, request, timezone.now())


class EditOfDate(models.Model):
    """What is stored of one date beside the rule: part of no revision, and acting at once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The edit, the dates, the calendar's SEQUENCE and the documents: one transaction."""
        from events.materialise import rebuild_after_change

        with transaction.atomic():
            super().save(*args, **kwargs)
            rebuild_after_change(self.series)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from events.materialise import rebuild_after_change

        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            rebuild_after_change(self.series)
        return gone


class OccurrenceChange(Indexed, EditOfDate):
    """What one date has of its own: cancelled, moved, another place or a theme. Acts at once.

    `original_date` names the date that the rule gives; `sitting` is the start (14:00) of one of two
    sittings on a day; empty, the change holds for all of them, unless one says something else.
    """

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", "中止"
        MOVED = "moved", "日にちの変更"
        PLACE = "place", "場所の変更"
        THEME = "theme", "テーマ"

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="changes")
    original_date = models.DateField("もとの日")
    sitting = models.CharField("回", max_length=5, blank=True)
    kind = models.CharField("種類", max_length=10, choices=Kind)
    date = models.DateField("新しい日", null=True, blank=True)
    start = models.TimeField("はじまり", null=True, blank=True)
    end = models.TimeField("おわり", null=True, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    theme = models.CharField("テーマ", max_length=100, blank=True)
    reason = models.CharField("わけ", max_length=200, blank=True)
    recorded_at = models.DateTimeField("記録した日時", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="記録した人",
    )

    search_fields: ClassVar = found_by("series__name", "place", "theme", "reason")

    class Meta:
        ordering: ClassVar = ["original_date", "sitting", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "original_date", "sitting", "kind"],
                name="events_one_change_of_a_kind",
            )
        ]
        verbose_name = "その日だけの変更"
        verbose_name_plural = "その日だけの変更"

    def __str__(self) -> str:
        return f"{self.series} {self.original_date} {self.sitting} {self.get_kind_display()}"

    def as_override(self) -> dict[str, Any]:
        """As `Recurrence.from_facts` takes it: only what is set."""
        facts = {
            name: getattr(self, name)
            for name in (
                "original_date",
                "sitting",
                "kind",
                "date",
                "start",
                "end",
                "place",
                "theme",
                "reason",
            )
        }
        return {name: value for name, value in facts.items() if value not in (None, "")}


class OccurrenceNote(EditOfDate):
    """What is said of one date beside its rule: who it is for, how many, whether it is full.

    `sitting` is the start (14:00) of one of two sittings on
    a day; empty, the note holds for all of them.
    """

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="notes")
    original_date = models.DateField("もとの日")
    sitting = models.CharField("回", max_length=5, blank=True)
    audience = models.CharField("この日の対象", max_length=100, blank=True)
    note = models.CharField("この日のひとこと", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("この日の定員", null=True, blank=True)
    is_full = models.BooleanField("満員", default=False)
    recorded_at = models.DateTimeField("記録した日時", auto_now=True)

    class Meta:
        ordering: ClassVar = ["original_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "original_date", "sitting"],
                name="events_one_note_of_a_date",
            )
        ]
        verbose_name = "その日のひとこと"
        verbose_name_plural = "その日のひとこと"

    def __str__(self) -> str:
        return f"{self.series} {self.original_date}"


class OrganizerAbsence(EditOfDate):
    """One of several organisers takes no part in one date; the others hold it."""

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="absences")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    original_date = models.DateField("もとの日")
    reason = models.CharField("わけ", max_length=200, blank=True)
    recorded_at = models.DateTimeField("記録した日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["original_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "organization", "original_date"],
                name="events_one_absence_of_a_date",
            )
        ]
        verbose_name = "参加しない団体"
        verbose_name_plural = "参加しない団体"

    def __str__(self) -> str:
        return f"{self.series} {self.original_date} {self.organization}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The date is told again to subscribers, and so is one that it stood at before."""
        before = self._stored()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before != self._stored():
                self._tell_again({self.original_date, *(row.original_date for row in before)})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            self._tell_again({self.original_date})
        return gone

    def _stored(self) -> list[Any]:
        """Who is told to be missing from which date; the reason is for the organisers alone."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        return list(rows.values_list("series", "organization", "original_date", named=True))

    def _tell_again(self, days: set[date]) -> None:
        from events.materialise import raise_sequence

        raise_sequence(self.series, days)


DATE_OF_KEY = len("2026-12-06-")


class OccurrenceQuerySet(models.QuerySet):
    def public(
        self, now: datetime | None = None, of: models.QuerySet[EventSeries] | None = None
    ) -> Self:
        """The dates of series that a reader may see at `now`, or of those among `of`.

        Asked date by date: a database that began with the series would read all their dates.
        """
        series = EventSeries.objects.all() if of is None else of
        readable = series.filter(open_to_readers(now or timezone.now()), pk=OuterRef("series_id"))
        return self.filter(Exists(readable))

    def not_over(self, now: datetime) -> Self:
        return self.filter(ends_at__gt=now)


class Occurrence(models.Model):
    """One date of a series, materialised from `Recurrence.occurrences()`; never edited by hand.

    `key` is the date in the address: the original date, with the start added where a day has
    two sittings (2026-12-06, 2026-12-06-1400); it stays when the date is moved.
    """

    class Status(models.TextChoices):
        HELD = "held", "開催"
        MOVED = "moved", "日にちの変更"
        CANCELLED = "cancelled", "中止"

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="occurrences")
    key = models.CharField(max_length=15)
    original_date = models.DateField()
    date = models.DateField("日にち")
    starts_at = models.DateTimeField("はじまり")
    ends_at = models.DateTimeField("おわり")
    all_day = models.BooleanField("時間は決まっていない", default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.HELD)
    theme = models.CharField("テーマ", max_length=100, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    reason = models.CharField("わけ", max_length=200, blank=True)
    audience = models.CharField("この日の対象", max_length=100, blank=True)
    note = models.CharField("この日のひとこと", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("この日の定員", null=True, blank=True)
    is_full = models.BooleanField("満員", default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="events_occurrence_key")
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_at"], name="events_occurrence_start"),
            models.Index(fields=["ends_at", "series"], name="events_occurrence_over"),
            models.Index(fields=["date", "starts_at", "series"], name="events_occurrence_month"),
        ]
        verbose_name = "開催日"
        verbose_name_plural = "開催日"

    def __str__(self) -> str:
        return f"{self.series} {self.date}"

    @property
    def uid(self) -> str:
        """The iCalendar UID of this date: the same in every language and wherever it is moved.

        Each date is a VEVENT of its own: rules such as "8月休み, a holiday moves it" are no RRULE.
        """
        return f"{self.series.public_id}-{self.key}@{settings.CALENDAR_DOMAIN}"

    @property
    def sitting(self) -> str:
        """The start (14:00) that the rule gives, where its day has several sittings; else empty."""
        clock = self.key[DATE_OF_KEY:]
        return f"{clock[:2]}:{clock[2:]}" if clock else ""

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED


def horizon(today: date) -> date:
    """The last day for which dates are kept, seen from `today`."""
    return today + HORIZON
