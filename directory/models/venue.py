"""A venue where places are and meetups happen; not listed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from wagtail.models import RevisionMixin
from wagtail.search.index import Indexed

from cms.base.fields import ChoiceSetField
from cms.base.finding import found_by
from cms.base.records import PUBLIC_ID, new_public_id
from directory.models.terms import Area

if TYPE_CHECKING:
    from directory.towns import Town

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


class Location(RevisionMixin, Indexed, models.Model):
    """Address, position and access of a venue. Positions are WGS 84 degrees.

    A hidden position (a home, a shelter) leaves the site through no output; of an inexact one only
    its town does, and its address where `address_shown` says so.
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
    area = models.ForeignKey(
        Area,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="行政地域",
        limit_choices_to={"kind": "district"},
    )
    lat = models.FloatField(
        "緯度", null=True, blank=True, validators=[MinValueValidator(20), MaxValueValidator(46)]
    )
    lng = models.FloatField(
        "経度", null=True, blank=True, validators=[MinValueValidator(122), MaxValueValidator(154)]
    )
    precision = models.CharField(
        "場所の正確さ", max_length=10, choices=Precision, default=Precision.EXACT
    )
    address_shown = models.BooleanField(
        "番地と建物も公開する",
        default=False,
        help_text="「町のあたり」のときだけ使います。印がなければ、町の名前だけを出します。",
    )
    access = models.TextField("行き方", blank=True)
    parking = models.CharField("駐車・駐輪", max_length=100, blank=True)
    accessibility = ChoiceSetField("バリアフリー・設備", options=ACCESSIBILITY)

    search_fields: ClassVar = found_by("name", "kana", "town", "address", "building")

    placed_at: Town | None = None
    """The town whose point a save of this object gave it; the admin saves twice."""

    class Meta:
        ordering: ClassVar = ["kana", "name"]
        verbose_name = "会場"
        verbose_name_plural = "会場"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The address is written in one spelling, at its town. A venue acts at once: what stands
        in it is written to the search documents again."""
        from directory.signals import venue_changed
        from directory.towns import Towns, place_at_town

        self.placed_at = place_at_town(self, Towns.kept()) or self.placed_at
        with transaction.atomic():
            super().save(*args, **kwargs)
            venue_changed.send(sender=Location, location=self)

    @property
    def is_told(self) -> bool:
        """Whether readers may know its address and name: not only its town, and not hidden."""
        if self.precision == self.Precision.TOWN:
            return self.address_shown
        return self.precision == self.Precision.EXACT

    @property
    def public_name(self) -> str:
        """The name, empty where it would give away more than the address may."""
        return self.name if self.is_told else ""

    @property
    def public_address(self) -> str:
        """What readers are told of where it is: the address, or only the town, or nothing."""
        if self.precision == self.Precision.HIDDEN:
            return ""
        if self.is_told:
            return " ".join(part for part in (self.address, self.building) if part)
        return f"{settings.MUNICIPALITY_NAME}{self.town}のあたり" if self.town else ""

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude) for readers: of an inexact venue its town's; None where hidden."""
        from directory.towns import public_point

        return public_point(self)
