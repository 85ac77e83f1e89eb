"""A venue where places are and meetups happen; not listed by itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from wagtail.models import RevisionMixin

from cms.base.fields import ChoiceSetField
from cms.base.records import PUBLIC_ID, new_public_id
from directory.models.terms import Area

ACCESSIBILITY = (
    ("step-free", "入口に段差がない"),
    ("slope", "スロープがある"),
    ("elevator", "エレベーターがある"),
    ("toilet", "だれでもトイレがある"),
    ("ostomate", "オストメイトに対応"),
    ("wheelchair", "車いすで入れる"),
    ("parking", "車いす用の駐車場がある"),
    ("nursing", "授乳・おむつがえができる"),
    ("hearing", "筆談・手話で話せる"),
    ("quiet", "静かに休める部屋がある"),
)


class Location(RevisionMixin, models.Model):
    """Address, position and access of a venue. Positions are WGS 84 degrees.

    A hidden position (a home, a shelter) leaves the site through no output.
    """

    class Precision(models.TextChoices):
        EXACT = "exact", "正確な場所"
        TOWN = "town", "町のあたり"
        HIDDEN = "hidden", "場所を公開しない"

    public_id = models.CharField(
        "公開ID", max_length=60, unique=True, default=new_public_id, validators=[PUBLIC_ID]
    )
    name = models.CharField("会場の名前", max_length=100)
    kana = models.CharField("よみがな", max_length=150, blank=True)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    town = models.CharField("町名", max_length=50, blank=True)
    address = models.CharField("住所", max_length=150, blank=True)
    building = models.CharField("方書（建物・階・部屋）", max_length=100, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, verbose_name="行政地域")
    lat = models.FloatField(
        "緯度", null=True, blank=True, validators=[MinValueValidator(20), MaxValueValidator(46)]
    )
    lng = models.FloatField(
        "経度", null=True, blank=True, validators=[MinValueValidator(122), MaxValueValidator(154)]
    )
    precision = models.CharField(
        "場所の正確さ", max_length=10, choices=Precision, default=Precision.EXACT
    )
    access = models.TextField("行き方", blank=True)
    parking = models.CharField("駐車・駐輪", max_length=100, blank=True)
    accessibility = ChoiceSetField("バリアフリー・設備", options=ACCESSIBILITY)

    class Meta:
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "会場"
        verbose_name_plural = "会場"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A venue acts at once: what stands in it is written to the search documents again."""
        from directory.signals import venue_changed

        with transaction.atomic():
            super().save(*args, **kwargs)
            venue_changed.send(sender=Location, location=self)

    @property
    def public_address(self) -> str:
        """What readers are told of where it is: the address, or only the town, or nothing."""
        if self.precision == self.Precision.HIDDEN:
            return ""
        if self.precision == self.Precision.TOWN:
            return f"鎌倉市{self.town}のあたり" if self.town else ""
        return " ".join(part for part in (self.address, self.building) if part)

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude), or None where it is unknown or hidden."""
        if self.precision == self.Precision.HIDDEN or self.lat is None or self.lng is None:
            return None
        return self.lat, self.lng
