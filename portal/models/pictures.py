"""Pictures that groups sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from directory.models import Organization


class GroupPicture(models.Model):
    """Which group a picture came from: no other group may attach it to anything."""

    image = models.OneToOneField(
        "wagtailimages.Image", models.CASCADE, related_name="from_group", verbose_name="写真"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="pictures", verbose_name="団体"
    )
    added_at = models.DateTimeField("のせた日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-added_at"]
        verbose_name = "団体の写真"
        verbose_name_plural = "団体の写真"

    def __str__(self) -> str:
        return f"{self.image}（{self.organization}）"
