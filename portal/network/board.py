"""The board: what every group reads, and what only its own group or the city changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Count, Q

from cms.base.throttle import allowed
from portal.models import BoardAnswer, BoardPost, BoardReport, BoardVisit
from portal.models.network import open_on
from portal.network import mails

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

    from portal.models import Member

AN_HOUR: Final = 20
"""So much a group writes within an hour: posts, answers and reports together."""
KEPT: Final = timedelta(days=90)
"""How long a post and its answers stay after its last day, or after it was ended."""


def may_write(member: Member, now: datetime) -> bool:
    """Counts one more thing that the group writes; False once there were too many this hour."""
    return allowed("portal-board", str(member.organization.translation_key), AN_HOUR, now)


def open_posts(today: date, kind: str = "") -> QuerySet[BoardPost]:
    """What all groups see, the newest first, each with `answered`: how many answers are seen."""
    rows = _counted().filter(open_on(today))
    return rows.filter(kind=kind) if kind else rows


def own_posts(member: Member) -> QuerySet[BoardPost]:
    """What the member's group wrote, ended and hidden ones among them."""
    return _counted().filter(_of(member))


def seen_by(member: Member, today: date) -> QuerySet[BoardPost]:
    """The posts that the member may open: all open ones, and those of the own group."""
    return _counted().filter(open_on(today) | _of(member))


def _of(member: Member) -> Q:
    return Q(organization__translation_key=member.organization.translation_key)


def _counted() -> QuerySet[BoardPost]:
    shown = Count("answers", filter=Q(answers__hidden_at=None))
    rows = BoardPost.objects.select_related("organization").annotate(answered=shown)
    return rows.order_by("-created_at", "-pk")


def write(
    member: Member, words: Mapping[str, Any], now: datetime, today: date, post: BoardPost | None
) -> BoardPost:
    """Keeps a post: a new one, or an own one written anew, which then is open again.

    `words` holds `kind`, `title`, `words` and `days`, the days from `today` on which it is seen. What
    is sent again after a lost answer stands there once.
    """
    same = {"title": words["title"], "words": words["words"]}
    again = own_posts(member).filter(open_on(today), **same).first()
    row = (
        post
        or again
        or BoardPost(
            organization=member.organization.source,
            member=member,
            member_name=member.name,
            created_at=now,
        )
    )
    row.kind, row.title, row.words = words["kind"], words["title"], words["words"]
    row.ends_on = today + timedelta(days=words["days"])
    row.closed_at = None
    row.save()
    return row


def close(post: BoardPost, now: datetime) -> None:
    """Its group ends an own post: the others see it no longer."""
    BoardPost.objects.filter(pk=post.pk, closed_at=None).update(closed_at=now)


@transaction.atomic
def answer(post: BoardPost, member: Member, words: str, now: datetime) -> BoardAnswer:
    """Puts an answer below a post; the group of the post is told, unless it answers itself.

    The same words of the same group twice, after an answer was lost, are kept once.
    """
    own = {"post": post, "organization": member.organization.source, "words": words}
    found = BoardAnswer.objects.filter(**own, hidden_at=None).first()
    if found:
        return found
    row = BoardAnswer.objects.create(**own, member=member, member_name=member.name, created_at=now)
    if row.organization != post.organization:
        transaction.on_commit(lambda: mails.mail_answer.enqueue(row.pk))
    return row


def take_answer_back(post: BoardPost, member: Member, pk: int) -> bool:
    """Removes an answer of the own group; False for any other."""
    return bool(BoardAnswer.objects.filter(_of(member), post=post, pk=pk).delete()[0])


@transaction.atomic
def report(post: BoardPost, member: Member, words: str, now: datetime) -> BoardReport:
    """Tells the city that something in this post or below it troubles the group."""
    row = BoardReport.objects.create(
        post=post,
        organization=member.organization.source,
        member_name=member.name,
        words=words,
        created_at=now,
    )
    transaction.on_commit(lambda: mails.mail_report.enqueue(row.pk))
    return row


def news_for(member: Member, today: date) -> int:
    """How many posts of other groups came since the member last looked."""
    rows = BoardPost.objects.filter(open_on(today)).exclude(_of(member))
    visit = BoardVisit.objects.filter(member=member).first()
    return (rows.filter(created_at__gt=visit.at) if visit else rows).count()


def note_visit(member: Member, now: datetime) -> None:
    """From now on what is there already is not new."""
    BoardVisit.objects.update_or_create(member=member, defaults={"at": now})


def set_hidden(
    row: BoardPost | BoardAnswer, hidden: bool, staff: AbstractBaseUser, now: datetime
) -> None:
    """The city takes a post or an answer out of sight, or puts it back."""
    row.hidden_at, row.hidden_by = (now, staff) if hidden else (None, None)
    row.save(update_fields=["hidden_at", "hidden_by"])


def end_reports(post: BoardPost, staff: AbstractBaseUser, now: datetime) -> None:
    """The city has seen to everything that was told about a post."""
    post.reports.filter(done_at=None).update(done_at=now, done_by=staff)


def forget(today: date) -> None:
    """Deletes posts, with what stands below them, that ended long ago; reports that wait keep theirs."""
    ended = Q(ends_on__lt=today - KEPT) | Q(closed_at__date__lt=today - KEPT)
    waiting = BoardReport.objects.filter(done_at=None).values("post")
    BoardPost.objects.filter(ended).exclude(pk__in=waiting).delete()
