"""The tables of the search that editors keep. None of them is public, none has drafts."""

from __future__ import annotations

from typing import ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from search.concepts import split_phrases
from search.query import LONGEST_QUERY

LONGEST_TERM: Final = 40
"""Longer words say too much about one person, or are no words."""
NAMED: Final = 3


class ShippedLine(models.Model):
    """A synonym line of the shipped file that was taken over once.

    It is known again by its first phrase, `name`, and stays when an editor deletes the line that
    was made of it, so that no later version brings that back.
    """

    name = models.CharField("はじめのことば", max_length=200, unique=True)
    phrases = models.TextField("ことば")

    class Meta:
        verbose_name = "はじめからある言いかえ"
        verbose_name_plural = "はじめからある言いかえ"

    def __str__(self) -> str:
        return self.name


class ConceptLine(models.Model):
    """Phrases that mean the same, parted by 、; in force at once where `is_on`."""

    phrases = models.TextField("ことば")
    note = models.TextField("わけ", blank=True)
    is_on = models.BooleanField("使う", default=True)
    shipped = models.OneToOneField(
        ShippedLine, models.SET_NULL, null=True, blank=True, editable=False, related_name="line"
    )
    changed_at = models.DateTimeField("更新", auto_now=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = "言いかえ"
        verbose_name_plural = "言いかえ"

    def __str__(self) -> str:
        said = split_phrases(self.phrases)
        rest = f"　ほか{len(said) - NAMED}" if len(said) > NAMED else ""
        return "、".join(said[:NAMED]) + rest

    @property
    def is_touched(self) -> bool:
        """Whether an editor made it or changed it since it was taken over."""
        if self.shipped is None or not self.is_on or self.note:
            return True
        return self.phrases != self.shipped.phrases

    @property
    def origin(self) -> str:
        """Where it came from, for people."""
        if self.shipped is None:
            return "加えたもの"
        return "はじめから（直した）" if self.is_touched else "はじめから"


class ExpectedFind(models.Model):
    """「これが見つかるはず」: a query, and the records that stand among its first `within`."""

    query = models.CharField("さがすことば", max_length=LONGEST_QUERY)
    locale = models.CharField("言語", max_length=15, default="ja")
    records = models.JSONField("見つかるはずのもの", default=list)
    within = models.PositiveSmallIntegerField(
        "何番目までに",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    note = models.TextField("わけ", blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = "検索の確かめ"
        verbose_name_plural = "検索の確かめ"

    def __str__(self) -> str:
        return self.query


class UnansweredTerm(models.Model):
    """Words that found nothing fitting, asked at least five times; nothing about who asked."""

    term = models.CharField("ことば", max_length=LONGEST_TERM)
    language = models.CharField("言語", max_length=15)
    count = models.PositiveIntegerField("回数", default=0)
    first_day = models.DateField("はじめの日")
    last_day = models.DateField("さいごの日")
    dismissed_at = models.DateTimeField("片づけた日", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "language"], name="search_unanswered_once")
        ]
        ordering: ClassVar = ["-count", "-last_day", "pk"]
        verbose_name = "見つからなかったことば"
        verbose_name_plural = "見つからなかったことば"

    def __str__(self) -> str:
        return self.term
