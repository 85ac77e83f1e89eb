"""Terms that records are tagged with: one name per language in the row itself."""

from __future__ import annotations

from django.db import models

from cms.base.records import Named


class Area(Named):
    """A part of the city: 行政地域, 小学校区 or 町丁目; or a station, a point to start from."""

    class Kind(models.TextChoices):
        DISTRICT = "district", "行政地域"
        SCHOOL = "school", "小学校区"
        TOWN = "town", "町丁目"
        STATION = "station", "駅"

    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.DISTRICT)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="ふくまれる地域"
    )
    lat = models.FloatField("緯度", null=True, blank=True)
    lng = models.FloatField("経度", null=True, blank=True)

    class Meta(Named.Meta):
        verbose_name = "地域"
        verbose_name_plural = "地域"


class Audience(Named):
    """Who it is for: young carer, working carer, the person cared for …"""

    synonyms = models.TextField(
        "ふだんのことば", blank=True, help_text="1行に1つ。検索で同じ意味としてあつかいます。"
    )

    class Meta(Named.Meta):
        verbose_name = "対象"
        verbose_name_plural = "対象"


class Topic(Named):
    """What it is about: 認知症, 障害, 子育て, お金 …"""

    synonyms = models.TextField(
        "ふだんのことば", blank=True, help_text="1行に1つ。検索で同じ意味としてあつかいます。"
    )

    class Meta(Named.Meta):
        verbose_name = "テーマ"
        verbose_name_plural = "テーマ"
