"""What every directory record shares: drafts, languages, a public id, and who may see it.

The four rules for records (see docs/explanation/records.md):

1. The row in the default language is the source: the only truth for facts. Rows in other
   languages hold words. Unpublishing or deleting the source carries to every translation.
2. Facts that act at once live in tables of their own and are never part of a revision.
3. Relations are child rows or `ParentalManyToManyField` (held by a system check).
4. `.public()` is the only answer to "may a reader see this?", and it asks the clock.
"""

from __future__ import annotations

import secrets
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search.index import Indexed
from wagtail_localize.fields import TranslatableField

from cms.base.finding import found_by
from cms.base.record_states import StatesInMemory

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

ID_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "英小文字・数字・ハイフンで書いてください。"
)


def new_public_id() -> str:
    """Eight letters and digits that are easy to read aloud: no vowel-like twins, no words."""
    return "".join(secrets.choice(ID_LETTERS) for _ in range(8))


def words(*names: str) -> list[TranslatableField]:
    """Declare the fields that a translation holds; every other field is a fact."""
    return [TranslatableField(name) for name in names]


def open_to_readers(now: datetime) -> Q:
    """Live, its time to go live reached, not expired: asked of the clock, not of a job."""
    return (
        Q(live=True)
        & (Q(go_live_at__isnull=True) | Q(go_live_at__lte=now))
        & (Q(expire_at__isnull=True) | Q(expire_at__gt=now))
    )


class RecordQuerySet(models.QuerySet):
    def sources(self) -> Self:
        """The rows in the default language, which hold the facts."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def public(self, now: datetime | None = None) -> Self:
        """The rows that a reader may see at `now` (aware; default: this moment).

        A translation is public only while its source is.
        """
        now = now or timezone.now()
        source = self.model._base_manager.filter(
            open_to_readers(now),
            translation_key=OuterRef("translation_key"),
            locale__language_code=settings.LANGUAGE_CODE,
        )
        return self.filter(open_to_readers(now), Exists(source))


class Record(
    StatesInMemory,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    Indexed,
    ClusterableModel,
):
    """A draftable, translatable directory record with an id for addresses and exports."""

    record_type: ClassVar[str]
    translatable_fields: ClassVar[list[TranslatableField]]

    public_id = models.CharField(
        "公開ID", max_length=60, default=new_public_id, validators=[PUBLIC_ID], editable=False
    )
    sample = models.BooleanField(
        "見本", default=False, help_text="市が確かめるまでの例です。公開ページに「見本」と出ます。"
    )
    created_at = models.DateTimeField("登録日", auto_now_add=True)
    updated_at = models.DateTimeField("更新日", auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="%(app_label)s_%(class)s_one_per_locale"
            ),
            models.UniqueConstraint(
                fields=["public_id", "locale"], name="%(app_label)s_%(class)s_public_id"
            ),
        ]

    def save(self, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(**kwargs)
            self._carry_withdrawal()

    def _carry_withdrawal(self) -> None:
        if not self.is_source:
            return
        row = type(self)._base_manager.values_list("live", "expired").get(pk=self.pk)
        live, expired = row
        if live:
            return
        for translation in self.get_translations().filter(live=True):
            translation.unpublish(set_expired=expired)

    @property
    def is_source(self) -> bool:
        return self.locale.language_code == settings.LANGUAGE_CODE

    def is_open_to_readers(self, now: datetime) -> bool:
        """What `open_to_readers` asks, of this row in hand."""
        begun = self.go_live_at is None or self.go_live_at <= now
        return self.live and begun and (self.expire_at is None or self.expire_at > now)

    def for_readers(self, now: datetime) -> Self:
        """This row to show at `now`: without the records it names that are not public. Not to save."""
        hidden = [
            name
            for name in self.facts_of_others
            if isinstance(named := getattr(self, name, None), Record)
            and not named.is_open_to_readers(now)
        ]
        if not hidden:
            return self
        shown = copy(self)
        for name in hidden:
            setattr(shown, name, None)
        return shown

    @property
    def source(self) -> Self:
        """The row in the default language, which holds the facts."""
        if self.is_source:
            return self
        return type(self)._base_manager.get(
            translation_key=self.translation_key,
            locale__language_code=settings.LANGUAGE_CODE,
        )

    @property
    def language(self) -> str:
        """The language code of this row's words."""
        return getattr(self, "_words_language", self.locale.language_code)

    def worded(self, translation: Self | None) -> Self:
        """This source row with the words of a translation; facts stay those of the source."""
        if translation is None or translation.pk == self.pk:
            return self
        for field in self.translatable_fields:
            value = getattr(translation, field.field_name)
            if value:
                setattr(self, field.field_name, value)
        self._words_language = translation.locale.language_code
        return self

    @classmethod
    def public_in(cls, language: str, public_id: str, now: datetime | None = None) -> Self | None:
        """The public record with this id, worded in `language` where a translation is public.

        Returns None where there is none. `record.language` tells which words it carries.
        """
        rows = {
            row.locale.language_code: row
            for row in cls.objects.public(now)
            .filter(
                public_id=public_id,
                locale__language_code__in={language, settings.LANGUAGE_CODE},
            )
            .select_related("locale", *cls.facts_of_others)
        }
        source = rows.get(settings.LANGUAGE_CODE)
        return source.worded(rows.get(language)) if source else None

    facts_of_others: ClassVar[tuple[str, ...]] = ()
    preview_template: ClassVar[str]

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the public page of this record shows."""
        raise NotImplementedError(f"{type(self).__name__} has no page to preview")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.preview_template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | self.page_context(request)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._keep_public_id_unique()
        super().full_clean(*args, **kwargs)

    def _keep_public_id_unique(self) -> None:
        """A duplicate made in the admin starts a life of its own under a new id."""
        taken = type(self)._base_manager.filter(public_id=self.public_id)
        if self._state.adding and taken.exclude(translation_key=self.translation_key).exists():
            self.public_id = new_public_id()


class Named(Indexed, models.Model):
    """A term with one name per language in the row itself; not a translated row."""

    slug = models.SlugField("コード", max_length=60, unique=True)
    name = models.CharField("名前", max_length=100)
    name_en = models.CharField("名前（英語）", max_length=100, blank=True)
    name_easy = models.CharField("名前（やさしい日本語）", max_length=100, blank=True)
    kana = models.CharField("よみがな", max_length=100, blank=True)
    sort_order = models.PositiveSmallIntegerField("並び順", default=0)

    search_fields: ClassVar = found_by("name", "kana", "name_en", "name_easy")

    class Meta:
        abstract = True
        ordering: ClassVar = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name for readers of `language`; Japanese where there is none."""
        names = {"en": self.name_en, "ja-x-easy": self.name_easy}
        return names.get(language) or self.name
