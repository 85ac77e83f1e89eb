"""Invitations: how a group grows by itself, and how one person hands over to the next."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from directory.models import Organization
from portal.models.members import Member

if TYPE_CHECKING:
    from datetime import datetime


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime) -> Self:
        """Those that can still be accepted at `now` (aware)."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """A member asks somebody to join. Only the hash of the mailed token is kept; it works once; before
    the mail is written it is the hash of no token.

    With `succeeds` the member who invited leaves when the other has come.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="invitations", verbose_name="団体"
    )
    name = models.CharField("名前", max_length=60)
    email = models.EmailField("メール")
    succeeds = models.BooleanField("引きつぐ", default=False)
    invited_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name="さそった人"
    )
    token_hash = models.CharField(
        max_length=64, unique=True, default=secrets.token_hex, editable=False
    )
    created_at = models.DateTimeField("さそった日時", auto_now_add=True)
    expires_at = models.DateTimeField("いつまで")
    accepted_at = models.DateTimeField("入った日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        verbose_name = "メンバーへのさそい"
        verbose_name_plural = "メンバーへのさそい"

    def __str__(self) -> str:
        return f"{self.name}（{self.organization}）"
