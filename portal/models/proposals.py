"""What groups want to publish or change, and what the city said of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from directory.models import Organization
from portal.models.members import Member
from portal.proposing.kinds import kind_named


class ProposalQuerySet(models.QuerySet):
    def open(self) -> Self:
        """What the city has yet to decide; what was published at once too, until reviewed."""
        status = Proposal.Status
        waits = Q(status__in=[status.WAITING, status.HELD])
        return self.filter(
            waits | Q(status=status.ACCEPTED, published_at_once=True, decided_at=None)
        )


class Proposal(models.Model):
    """What a group wants to publish or change, as typed, until a moderator has decided.

    `kind` names the `portal.proposing.kinds.ProposalKind` that reads `entry`; `before` is what the
    record said when it was sent. `record_id` is empty for a new record until it is published.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "書きかけ"
        WAITING = "waiting", "確認を待っている"
        HELD = "held", "保留"
        ACCEPTED = "accepted", "のせた"
        REFUSED = "refused", "のせられない"
        WITHDRAWN = "withdrawn", "取り下げた"

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="proposals", verbose_name="団体"
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name="送った人"
    )
    member_name = models.CharField("送った人の名前", max_length=60)
    kind = models.CharField("種類", max_length=20)
    record_id = models.CharField("公開ID", max_length=60, blank=True)
    title = models.CharField("題", max_length=100)
    entry = models.JSONField("書いたこと", default=dict)
    before = models.JSONField("前の内容", default=dict)
    status = models.CharField("状態", max_length=10, choices=Status, default=Status.DRAFT)
    published_at_once = models.BooleanField("先に公開した", default=False)
    needs_two = models.BooleanField("2人で確かめる", default=False)
    created_at = models.DateTimeField("作った日時", auto_now_add=True)
    sent_at = models.DateTimeField("送った日時", null=True, blank=True)
    due_on = models.DateField("確かめるしめきり", null=True, blank=True)
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "sent_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["status", "due_on"], name="portal_proposal_waiting")
        ]
        verbose_name = "団体からの申し出"
        verbose_name_plural = "団体からの申し出"

    def __str__(self) -> str:
        return f"{self.title}（{self.organization}）"

    @property
    def is_open(self) -> bool:
        """Whether the city has yet to decide, be it about what is public already."""
        to_review = self.published_at_once and self.decided_at is None
        waits = self.status in {self.Status.WAITING, self.Status.HELD}
        return waits or (to_review and self.status == self.Status.ACCEPTED)

    @property
    def is_public(self) -> bool:
        """Whether readers see what was sent: accepted, or published at once and not taken back."""
        held = self.status == self.Status.HELD and self.published_at_once
        return held or self.status == self.Status.ACCEPTED

    @property
    def is_editable(self) -> bool:
        """Whether the group may write on in it; not while the city looks, nor once it stands."""
        return not self.is_public and self.status != self.Status.WAITING

    @property
    def edit_url(self) -> str:
        """Where its group writes on."""
        return reverse(kind_named(self.kind).edit_page, args=[self.pk])


class ProposalStep(models.Model):
    """One step in the history of a proposal; nothing but its mail changes afterwards.

    `told_at` is when the mail about it left; until then `portal.proposing.mails` tries again.
    """

    class What(models.TextChoices):
        SENT = "sent", "送った"
        COMMENT = "comment", "ことばをそえた"
        HELD = "held", "保留にした"
        APPROVED = "approved", "確かめた（1人目）"
        ACCEPTED = "accepted", "のせた"
        REFUSED = "refused", "のせられないとした"
        WITHDRAWN = "withdrawn", "取り下げた"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    what = models.CharField("したこと", max_length=10, choices=What)
    words = models.TextField("ことば", blank=True)
    by_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_city = models.BooleanField("市の人がした", default=False)
    by_name = models.CharField("した人", max_length=150)
    at = models.DateTimeField("日時")
    tried_at = models.DateTimeField("メールを送ろうとした日時", null=True, editable=False)
    told_at = models.DateTimeField("メールで知らせた日時", null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        verbose_name = "申し出の経過"
        verbose_name_plural = "申し出の経過"

    def __str__(self) -> str:
        return f"{self.proposal} {self.get_what_display()}"
