"""What groups tell each other: a board, contacts they chose to share, and forwarded messages."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from directory.models import Organization
from portal.models.members import Member

if TYPE_CHECKING:
    from datetime import date


def open_on(today: date) -> Q:
    """The posts that every group sees on `today` (Asia/Tokyo)."""
    return Q(hidden_at=None, closed_at=None, ends_on__gte=today)


class BoardPost(models.Model):
    """A post that groups see and readers do not, until its last day or until its group ends it."""

    class Kind(models.TextChoices):
        ASK = "ask", "聞きたい・お願い"
        OFFER = "offer", "ゆずる・貸す"
        TOGETHER = "together", "いっしょに"
        NEWS = "news", "お知らせ"

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="board_posts", verbose_name="団体"
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )
    member_name = models.CharField("書いた人の名前", max_length=60)
    kind = models.CharField("種類", max_length=10, choices=Kind)
    title = models.CharField("題", max_length=80)
    words = models.TextField("書いたこと")
    created_at = models.DateTimeField("書いた日時")
    ends_on = models.DateField("いつまで")
    closed_at = models.DateTimeField("終わりにした日時", null=True, blank=True)
    hidden_at = models.DateTimeField("見えなくした日時", null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["ends_on"], name="portal_board_open")]
        verbose_name = "掲示板の書きこみ"
        verbose_name_plural = "掲示板の書きこみ"

    def __str__(self) -> str:
        return f"{self.title}（{self.organization}）"

    def is_open(self, today: date) -> bool:
        """As `open_on`."""
        return self.hidden_at is None and self.closed_at is None and self.ends_on >= today


class BoardAnswer(models.Model):
    """What a group answers under a post, for all groups to see."""

    post = models.ForeignKey(BoardPost, models.CASCADE, related_name="answers")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="団体"
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )
    member_name = models.CharField("書いた人の名前", max_length=60)
    words = models.TextField("書いたこと")
    created_at = models.DateTimeField("書いた日時")
    hidden_at = models.DateTimeField("見えなくした日時", null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        verbose_name = "掲示板の返事"
        verbose_name_plural = "掲示板の返事"

    def __str__(self) -> str:
        return f"{self.post} ← {self.organization}"


class BoardReport(models.Model):
    """A group tells the city that something on the board troubles it."""

    post = models.ForeignKey(BoardPost, models.CASCADE, related_name="reports")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="団体"
    )
    member_name = models.CharField("知らせた人の名前", max_length=60)
    words = models.TextField("こまっていること")
    created_at = models.DateTimeField("知らせた日時")
    done_at = models.DateTimeField("終わった日時", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        verbose_name = "掲示板についての知らせ"
        verbose_name_plural = "掲示板についての知らせ"

    def __str__(self) -> str:
        return f"{self.post} ! {self.organization}"


class BoardVisit(models.Model):
    """When a member last looked at the board, to tell what is new; nobody else sees it."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="board_visit")
    at = models.DateTimeField("見た日時")

    class Meta:
        verbose_name = "掲示板を見た日時"
        verbose_name_plural = "掲示板を見た日時"

    def __str__(self) -> str:
        return str(self.member)


class SharedContact(models.Model):
    """What a group lets other groups see of itself; without a row, nothing but its public page."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, related_name="shared_contact", verbose_name="団体"
    )
    person = models.CharField("窓口の人", max_length=60, blank=True)
    phone = models.CharField("電話", max_length=30, blank=True)
    email = models.EmailField("メール", blank=True)
    note = models.CharField("ひとこと", max_length=200, blank=True)
    takes_messages = models.BooleanField("ほかの団体からのことばを受けとる", default=True)
    updated_at = models.DateTimeField("書いた日時", auto_now=True)

    class Meta:
        verbose_name = "団体どうしの連絡先"
        verbose_name_plural = "団体どうしの連絡先"

    def __str__(self) -> str:
        return str(self.organization)


class GroupMessage(models.Model):
    """A message that is forwarded from group to group. Its words are emptied once it has left.

    `once` comes with the form, so that what is sent again after a lost answer goes once.
    """

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sender = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="送った団体"
    )
    recipient = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="届ける団体"
    )
    member_name = models.CharField("送った人の名前", max_length=60)
    words = models.TextField("ことば", blank=True)
    created_at = models.DateTimeField("送った日時")
    tried_at = models.DateTimeField("メールを送ろうとした日時", null=True, editable=False)
    sent_at = models.DateTimeField("届けた日時", null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        verbose_name = "団体から団体へのことば"
        verbose_name_plural = "団体から団体へのことば"

    def __str__(self) -> str:
        return f"{self.sender} → {self.recipient}"

    @property
    def is_given_up(self) -> bool:
        """Whether it could not be delivered: its words are gone and it never left."""
        return self.sent_at is None and not self.words
