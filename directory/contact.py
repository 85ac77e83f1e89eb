"""相談: who can be asked, by lane and by way of talking; emergency numbers first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.base.context import SiteFrame
from cms.base.templatetags.text import instant
from directory.models.place import MODES
from search.cards import cards_for
from search.models import SearchDocument

if TYPE_CHECKING:
    from datetime import datetime

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


@dataclass
class Way:
    """A way of talking with the desks that offer it, those who answer now first."""

    code: str
    label: str
    url: str
    cards: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0

    def cut(self, now: datetime, most: int | None) -> Way:
        """Those who answer soonest, at most `most` of them."""
        self.total = len(self.cards)
        self.cards = sorted(self.cards, key=lambda card: answers_from(card, now))[:most]
        return self


def answers_from(card: dict[str, Any], now: datetime) -> str:
    """The ISO instant from which someone answers: "" for now, late for nobody knows."""
    for opens, closes in card.get("windows", []):
        if instant(closes) > now:
            return "" if instant(opens) <= now else opens
    return "9"


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
    """The desks of a lane under each way of talking that any of them offers, or under one."""
    found = (
        SearchDocument.objects.public(now)
        .of_type("place")
        .referring(kind=DESK_KINDS)
        .worded_for(frame.language)
        .order_by("kana", "pk")
        .prefetch_related("tags")
    )
    audiences = next((who for code, _label, who in LANES if code == lane), ())
    if audiences:
        found = found.referring(audience=audiences)
    documents = list(found)
    cards = cards_for(documents, language=frame.language, ruby=frame.ruby)
    ways = {code: Way(code, _(label), contact_url(frame, lane, code)) for code, label in MODES}
    for document, card in zip(documents, cards, strict=True):
        for tag in document.tags.all():
            if tag.name == "mode" and tag.value in ways:
                ways[tag.value].cards.append(card)
    shown = [ways[code] for code in WAYS if ways[code].cards and mode in ("", code)]
    return [way.cut(now, None if mode else SHOWN) for way in shown]
