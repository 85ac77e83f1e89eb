"""Members of peer-support groups: they have no admin, only their group's desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from directory.models import Organization


class Member(models.Model):
    """A person who keeps a group's entries. Signs in by a mailed link and has no password."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="portal_members", verbose_name="団体"
    )
    name = models.CharField("名前", max_length=60)
    email = models.EmailField("メール", unique=True)
    active = models.BooleanField("使える", default=True)
    created_at = models.DateTimeField("登録日", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["organization", "name"]
        verbose_name = "団体のメンバー"
        verbose_name_plural = "団体のメンバー"

    def __str__(self) -> str:
        return f"{self.name}（{self.organization}）"


class SignInLink(models.Model):
    """A one-time link. Only the hash of its token is kept; using it once spends it.

    `email` is the address it was made for: it ends when the member gets another one.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="links")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "サインインのリンク"
        verbose_name_plural = "サインインのリンク"

    def __str__(self) -> str:
        return f"{self.member} {self.created_at:%Y-%m-%d}"


class GroupStanding(models.Model):
    """How far the city trusts a group: what a trusted one sends stands at once, reviewed after."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, related_name="standing", verbose_name="団体"
    )
    trusted = models.BooleanField("すぐに公開してよい", default=False)
    note = models.CharField("メモ（公開しません）", max_length=200, blank=True)

    class Meta:
        verbose_name = "団体の信頼"
        verbose_name_plural = "団体の信頼"

    def __str__(self) -> str:
        return str(self.organization)
