"""Mails between groups that hold a meetup together.

What they tell is in the database before they leave, so a mail that fails loses nothing: it is
logged, and every group finds the same at its desk.
"""

from __future__ import annotations

from django.tasks import task

from cms.base.templatetags.text import month_day
from directory.models import Organization
from events.models import EventSeries, Occurrence
from portal.group_mail import mail_groups
from portal.models import TogetherRequest
from portal.together.keeping import away_from, holders_of, keeper_among

ANSWERS = {
    TogetherRequest.Status.YES: "いっしょに開くことになりました。公開ページにも、もう名前が出ています。",
    TogetherRequest.Status.NO: "今回は、いっしょに開けないとのことです。",
}


@task
def mail_absence(occurrence_id: int, group_id: int, reason: str, back: bool) -> None:
    """Tells the other organisers of an absence, or that it was taken back.

    Where nobody is left, who keeps the meetup is asked to decide: nothing is cancelled by itself.
    """
    date = Occurrence.objects.select_related("series__keeper").get(pk=occurrence_id)
    group = Organization.objects.get(pk=group_id)
    holders = holders_of([date.series_id])[date.series_id]
    others = [each for each in holders if each != group]
    day = f"{month_day(date.date)}の「{date.series.name}」"
    said = f"{group.name}は、{day}に{'出ることになりました' if back else '出ません'}。"
    words = [said, *([f"わけ：{reason}"] if reason else [])]
    mail_groups(others, "出ることになった団体があります" if back else "出ない団体があります", words)
    away = away_from([date.series_id]).get((date.series_id, date.original_date), [])
    if not back and len(away) == len(holders):
        keeper = keeper_among(date.series, holders)
        deciding = [keeper] if keeper else holders
        words = [
            f"{day}に、どの団体も出ないことになりました。",
            "自動では中止になりません。中止にするときは、団体のページで「中止にする」を押してください。",
        ]
        mail_groups(deciding, "どの団体も出ない日があります", words)


@task
def mail_question(request_id: int) -> None:
    """Asks a group whether it holds a meetup with another."""
    asked = _request(request_id)
    words = [
        f"{asked.asking.name}から、「{asked.series.name}」をいっしょに開きませんか、とたずねられています。",
        *([f"「{asked.words}」"] if asked.words else []),
        "団体のページで、はい・いいえをお答えください。",
    ]
    mail_groups([asked.asked], "いっしょに開きませんか", words)


@task
def mail_answer(request_id: int) -> None:
    """Tells the answer to who asked, and a yes to everybody who holds the meetup already."""
    answered = _request(request_id)
    holders = holders_of([answered.series_id])[answered.series_id]
    others = [group for group in holders if group != answered.asked]
    words = [f"「{answered.series.name}」について、{answered.asked.name}から返事がありました。"]
    words.append(ANSWERS[TogetherRequest.Status(answered.status)])
    yes = answered.status == TogetherRequest.Status.YES
    mail_groups(others if yes else [answered.asking], "いっしょに開くかの返事", words)


@task
def mail_keeper(series_id: int, from_id: int, keeper_id: int) -> None:
    """Tells the organisers which of them edits the meetup from now on."""
    name = EventSeries.objects.get(pk=series_id).name
    keeper = Organization.objects.get(pk=keeper_id)
    words = [
        f"これから「{name}」をなおすのは、{keeper.name}です。",
        "中止や日にちの変更、内容の書きかえは、この団体がします。",
    ]
    others = [group for group in holders_of([series_id])[series_id] if group.pk != from_id]
    mail_groups(others, "なおす団体がかわりました", words)


@task
def mail_left(series_id: int, group_id: int) -> None:
    """Tells those who still hold a meetup that one group does so no longer."""
    name = EventSeries.objects.get(pk=series_id).name
    left = Organization.objects.get(pk=group_id).name
    holders = holders_of([series_id])[series_id]
    mail_groups(
        holders, "いっしょに開く団体がかわりました", [f"{left}が「{name}」からぬけました。"]
    )


def _request(pk: int) -> TogetherRequest:
    rows = TogetherRequest.objects.select_related("series", "asking", "asked")
    return rows.get(pk=pk)
