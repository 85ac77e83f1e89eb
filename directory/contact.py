"""相談: who can be asked, by lane and by way of talking; emergency numbers first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.base.context import SiteFrame
from directory.models.place import MODES
from search.cards import answers_at, card_of
from search.models import SearchDocument, SearchTag

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

DESK_KINDS = ("desk", "phone", "center")
LANES = (
    ("young", gettext_lazy("こども・若者"), ("young-carer", "young-adult", "sibling")),
    ("working", gettext_lazy("働きながら"), ("working",)),
    ("family", gettext_lazy("家族の世話をしている"), ("carer", "parent")),
    ("around", gettext_lazy("まわりで気づいた"), ("supporter",)),
)
EMERGENCIES = (
    # National numbers; each is published by the body that answers it.
    ("119", gettext_lazy("火事・救急車"), gettext_lazy("けがや急な病気のとき")),
    ("110", gettext_lazy("警察"), gettext_lazy("あぶない目にあっているとき")),
    (
        "189",
        gettext_lazy("児童相談所（いちはやく）"),
        gettext_lazy("こどもがつらい目にあっているとき。24時間、お金はかかりません"),
    ),
    (
        "0120-0-78310",
        gettext_lazy("24時間子供SOSダイヤル"),
        gettext_lazy("こどもと保護者のどんななやみも。夜も休みの日も"),
    ),
    (
        "0120-279-338",
        gettext_lazy("よりそいホットライン"),
        gettext_lazy("だれの、どんななやみも。24時間、外国語もえらべます"),
    ),
)


SHOWN = 3
"""Desks under each way of talking while all ways are shown."""
WAYS = ("phone", "line", "visit", "mail", "online", "home")


MOST_SHOWN = 50
"""Desks under one way of talking; a page of thousands helps nobody to choose."""


@dataclass
class Way:
    """A way of talking with the desks that offer it, those who answer soonest first.

    `total` counts all of them, `url` leads to the others.
    """

    code: str
    label: str
    url: str
    cards: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0


def contact(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    lane = next((code for code, _label, _who in LANES if code == request.GET.get("for")), "")
    mode = next((code for code in WAYS if code == request.GET.get("mode")), "")
    context = {
        "now": now,
        "emergencies": [
            {"phone": phone, "name": name, "text": text} for phone, name, text in EMERGENCIES
        ],
        "lanes": lane_links(frame, lane),
        "mode": mode,
        "in_full": mode not in ("", "phone"),
        "all_ways_url": contact_url(frame, lane, ""),
        "ways": ways_to_talk(frame, lane, mode, now),
    }
    return render(request, "directory/contact.html", context)


def lane_links(frame: SiteFrame, chosen: str) -> list[dict[str, Any]]:
    everyone = {"label": _("みんな"), "url": frame.url("/contact/"), "current": not chosen}
    return [everyone] + [
        {
            "label": label,
            "url": contact_url(frame, code, "") + "#ways",
            "current": code == chosen,
        }
        for code, label, _who in LANES
    ]


def contact_url(frame: SiteFrame, lane: str, mode: str) -> str:
    conditions = {"for": lane, "mode": mode}
    return frame.url_with("/contact/", **{name: code for name, code in conditions.items() if code})


def ways_to_talk(frame: SiteFrame, lane: str, mode: str, now: datetime) -> list[Way]:
    """The desks of a lane under each way of talking that any of them offers, or under one.

    Two queries, whatever there is: the first desks of each way, and their cards.
    """
    rows = list(first_of_each_way(frame, lane, mode, now))
    documents = SearchDocument.objects.for_cards().in_bulk([row.document_id for row in rows])
    labels = dict(MODES)
    ways: dict[str, Way] = {}
    for row in rows:
        document = documents[row.document_id]
        if row.value not in ways:
            url = desks_url(frame) if mode else contact_url(frame, lane, row.value)
            ways[row.value] = Way(row.value, _(labels[row.value]), url, total=row.total)
        card = card_of(document, language=frame.language, ruby=frame.ruby)
        ways[row.value].cards.append(card)
    return [ways[code] for code in WAYS if code in ways]


def desks_to_call(frame: SiteFrame, now: datetime) -> list[dict[str, Any]]:
    """Cards of the desks that answer the telephone soonest. Two queries."""
    ways = ways_to_talk(frame, "", "", now)
    return next((way.cards for way in ways if way.code == "phone"), [])


def first_of_each_way(frame: SiteFrame, lane: str, mode: str, now: datetime) -> QuerySet[SearchTag]:
    """Tags of ways of talking in order of who answers soonest, as many of each as are shown.

    Each carries `total`, how many desks there are for its way.
    """
    desks = (
        SearchDocument.objects.public(now)
        .of_type("place")
        .referring(kind=DESK_KINDS)
        .worded_for(frame.language)
    )
    audiences = next((who for code, _label, who in LANES if code == lane), ())
    if audiences:
        desks = desks.referring(audience=audiences)
    soonest = (F("answers_at").asc(nulls_last=True), "document__kana", "document_id")
    return (
        SearchTag.objects.filter(name="mode", value__in=[mode] if mode else WAYS)
        .filter(document__in=desks)
        .annotate(answers_at=answers_at("document", now))
        .annotate(
            total=Window(Count("pk"), partition_by="value"),
            rank=Window(RowNumber(), partition_by="value", order_by=soonest),
        )
        .filter(rank__lte=MOST_SHOWN if mode else SHOWN)
        .order_by("rank")
    )


def desks_url(frame: SiteFrame) -> str:
    """The list in which all desks can be looked through."""
    return frame.url_with("/places/", kind=DESK_KINDS)
