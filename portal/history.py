"""What members did, in the history that staff see beside their own changes.

Members are no users of the admin, so the entry carries who it was.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter, log

from cms.base.templatetags.text import month_day

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry
    from wagtail.models import BaseLogEntry

    from cms.base.records import Record
    from events.models import EventSeries, Occurrence
    from portal.models import Member, ProposalStep

CANCEL = "portal.cancel"
RESTORE = "portal.restore"
THEME = "portal.theme"
CONFIRM = "portal.confirm"
NOTICE = "portal.notice"
NOTICE_ENDED = "portal.notice_ended"
SENT = "portal.proposal_sent"
ACCEPTED = "portal.proposal_accepted"
REFUSED = "portal.proposal_refused"
WITHDRAWN = "portal.proposal_withdrawn"
ABSENT = "portal.absent"
NOT_ABSENT = "portal.not_absent"
KEEPER = "portal.keeper"
TOGETHER_ASKED = "portal.together_asked"
TOGETHER_YES = "portal.together_yes"
TOGETHER_NO = "portal.together_no"
LEFT = "portal.left"
INVITED = "portal.invited"
JOINED = "portal.joined"
REMOVED = "portal.removed"
LABELS = {
    CANCEL: _("団体が中止にした"),
    RESTORE: _("団体が中止をとりけした"),
    THEME: _("団体がその日のテーマを変えた"),
    CONFIRM: _("団体が変わりないと確かめた"),
    NOTICE: _("団体がお知らせを出した"),
    NOTICE_ENDED: _("団体がお知らせを終わりにした"),
    SENT: _("団体が変更を申し出た"),
    ACCEPTED: _("団体からの申し出をのせた"),
    REFUSED: _("団体からの申し出をのせなかった"),
    WITHDRAWN: _("団体が申し出を取り下げた"),
    ABSENT: _("団体がこの日は出ないと知らせた"),
    NOT_ABSENT: _("団体がこの日も出ることにした"),
    KEEPER: _("なおす団体をかえた"),
    TOGETHER_ASKED: _("いっしょに開かないかとたずねた"),
    TOGETHER_YES: _("いっしょに開くことにした"),
    TOGETHER_NO: _("いっしょに開かないことにした"),
    LEFT: _("いっしょに開くのをやめた"),
    INVITED: _("メンバーにさそった"),
    JOINED: _("メンバーになった"),
    REMOVED: _("メンバーをはずした"),
}


def note_date(
    action: str,
    occurrence: Occurrence,
    member: Member,
    words: str = "",
    *,
    whole_day: bool = False,
) -> None:
    """Notes that `member` changed one date, or all sittings of it; `words` is the reason or theme."""
    day = occurrence.original_date.isoformat()
    sitting = "" if whole_day else occurrence.sitting
    data = {"by": str(member), "date": day, "sitting": sitting, "words": words}
    log(occurrence.series, action, data=data)


def note_confirmed(record: Record, member: Member) -> None:
    """Notes that `member` found the record as it should be."""
    log(record, CONFIRM, data={"by": str(member)})


def note_notice(action: str, record: Record, member: Member, words: str) -> None:
    """Notes that `member` told what is different for a while, or that it is over."""
    log(record, action, data={"by": str(member), "words": words})


def note_together(action: str, series: EventSeries, member: Member, group: str) -> None:
    """Notes what `member` changed about who holds the meetup; `group` is the one it is about."""
    log(series, action, data={"by": str(member), "words": group})


def note_membership(action: str, member: Member, words: str = "") -> None:
    """Notes at the group's record who joined, was invited or taken out by `member`."""
    log(member.organization, action, data={"by": str(member), "words": words})


def note_proposal(action: str, record: Record | None, step: ProposalStep) -> None:
    """Notes a step of a proposal at its record; a new one has none until it is published."""
    if record is not None:
        data = {"by": step.by_name, "words": step.words, "proposal": step.proposal_id}
        log(record, action, user=step.by_staff, data=data)


class MemberFormatter(LogFormatter):
    """佐藤（なみのおと）: 団体が中止にした 12月8日（火）「天気のため」"""

    def __init__(self, label: str) -> None:
        self.label = label

    def format_message(self, log_entry: BaseLogEntry) -> str:
        data = log_entry.data
        words = f"「{data['words']}」" if data.get("words") else ""
        sitting = f" {data['sitting']}〜" if data.get("sitting") else ""
        return f"{data['by']}: {self.label} {month_day(data.get('date'))}{sitting}{words}"


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label in LABELS.items():
        actions.register_action(action)(partial(MemberFormatter, label))
