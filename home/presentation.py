"""What the pages of this room show beside their own words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.base.context import SiteFrame
from cms.base.languages import lang_attribute
from directory.contact import contact_url
from home.models import ArticlePage, CampaignPage
from home.structured_data import article_data, site_data
from search.cards import cards_for, next_meetups, soonest_first
from search.models import SearchDocument

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cms.base.pages import BasePage
from home.models import HomePage

FIRST_LANES = ("young", "family", "working", "citizens")
"""The four large ways in; the others stand below them as words."""
WEEK = timedelta(days=7)
MEETUPS_ON_HOME = 4
NEWS_ON_HOME = 4
PHONES_ON_HOME = 2
LANE_PLACES = 4
LANE_MEETUPS = 3
WITH_RUBY = ("young",)
"""Lanes that open with furigana on: their links and sheets carry it, nothing is stored."""
CONTACT_LANES = {
    "young": "young",
    "young-adult": "young",
    "working": "working",
    "family": "family",
    "citizens": "around",
    "employers": "around",
    "institutions": "around",
}
"""Whose desks a lane leads to, in the words of `directory.contact.LANES`."""


def home_context(page: HomePage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    frame = SiteFrame(request)
    ways_in = lanes(frame, now)
    talking_now, phones = phones_now(frame, now)
    return {
        "lanes": [lane for lane in ways_in if lane["code"] in FIRST_LANES],
        "other_lanes": [
            {"label": lane["title"], "url": lane["url"], "lang": lane["lang"]}
            for lane in ways_in
            if lane["code"] not in FIRST_LANES
        ],
        "ready_words": [
            {"label": words, "url": frame.search_for(words)} for words in page.words_offered
        ],
        "meetups": next_meetups(
            now, language=frame.language, ruby=frame.ruby, limit=MEETUPS_ON_HOME, until=now + WEEK
        ),
        "phones": phones,
        "talking_now": talking_now,
        "news": news(frame, now, NEWS_ON_HOME),
        "structured_data": site_data(frame),
    }


def lanes(frame: SiteFrame, now: datetime) -> list[dict[str, Any]]:
    """The ways in, in the words of the page's language where there are any."""
    pages = CampaignPage.objects.public(now).exclude(lane="").select_related("locale")
    codes = sorted(CampaignPage.Lane.values, key=lambda code: code not in FIRST_LANES)
    chosen: dict[str, CampaignPage] = {}
    for page in pages:
        if page.language == frame.language or (page.is_source and page.lane not in chosen):
            chosen[page.lane] = page
    return [
        {
            "code": page.lane,
            "title": page.lane_title or page.title,
            "text": page.lane_text,
            "url": lane_url(page, frame),
            "picture": f"lane-{page.lane}",
            "lang": "" if page.language == frame.language else lang_attribute(page.language),
        }
        for page in (chosen[code] for code in codes if code in chosen)
    ]


def lane_url(page: CampaignPage, frame: SiteFrame) -> str:
    path = f"/{page.slug}/"
    return frame.with_ruby(path) if page.lane in WITH_RUBY else frame.url(path)


def phones_now(frame: SiteFrame, now: datetime) -> tuple[bool, list[dict[str, Any]]]:
    """Whether a telephone line answers now, with those that do, or else the soonest ones."""
    lines = (
        SearchDocument.objects.for_cards()
        .public(now)
        .of_type("place")
        .referring(kind="phone")
        .worded_for(frame.language)
    )
    soonest = list(soonest_first(lines, now)[:PHONES_ON_HOME])
    talking = [line for line in soonest if line.answers_at and line.answers_at <= now]
    cards = cards_for(talking or soonest, language=frame.language, ruby=frame.ruby)
    return bool(talking), cards


def news(frame: SiteFrame, now: datetime, most: int | None = None) -> list[dict[str, Any]]:
    """Dated articles, newest first, each once: in the page's language or in Japanese."""
    documents = (
        SearchDocument.objects.for_cards()
        .public(now)
        .of_type("page")
        .referring(kind="news")
        .worded_for(frame.language)
        .order_by("-dated_on", "-pk")
    )
    return cards_for(documents[:most], language=frame.language, ruby=frame.ruby)


def campaign_context(page: CampaignPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    frame = SiteFrame(request)
    audiences = [audience.slug for audience in page.audiences.all()]
    chosen = records_in(page)
    desks = CONTACT_LANES.get(page.lane, "")
    address = frame.absolute(f"/{page.slug}/")
    return {
        "quick_exit": page.quick_exit,
        "tone": {"young": "young", "young-adult": "young", "working": "work"}.get(page.lane, ""),
        "picture": f"lane-{page.lane}" if page.lane else "",
        "audiences": audiences,
        "around": desks == "around",
        "contact_url": contact_url(frame, desks, ""),
        "places": [] if "place" in chosen else lane_places(audiences, frame, now),
        "places_url": frame.url_with("/places/", audience=audiences),
        "meetups": next_meetups(
            now,
            language=frame.language,
            ruby=frame.ruby,
            limit=LANE_MEETUPS,
            audience=audiences,
        )
        if audiences and "event" not in chosen
        else [],
        "events_url": frame.url_with("/events/", audience=audiences),
        "measures": list(page.measures.all()),
        "address": f"{address}?ruby=1" if page.lane in WITH_RUBY else address,
    }


def records_in(page: CampaignPage) -> set[str]:
    """The kinds of records that an editor chose for the body: the page adds none of them."""
    return {
        record.block_type
        for block in page.body
        if block.block_type == "related"
        for record in block.value["records"]
    }


def lane_places(audiences: list[str], frame: SiteFrame, now: datetime) -> list[dict[str, Any]]:
    """Places and lines for the lane's readers; people to talk to come first."""
    if not audiences:
        return []
    documents = (
        SearchDocument.objects.for_cards()
        .public(now)
        .of_type("place")
        .referring(audience=audiences)
        .worded_for(frame.language)
    )
    found = soonest_first(documents, now)[:LANE_PLACES]
    return cards_for(found, language=frame.language, ruby=frame.ruby)


def notice_language(page: BasePage, request: HttpRequest) -> str:
    """The language of a page shown to readers of another, else ""."""
    return "" if page.language == SiteFrame(request).language else page.language


def news_context(request: HttpRequest, now: datetime) -> dict[str, Any]:
    frame = SiteFrame(request)
    return {
        "news": news(frame, now),
        "crumbs": [{"label": _("ホーム"), "url": frame.home_url}],
    }


def article_context(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    frame = SiteFrame(request)
    crumbs = [{"label": _("ホーム"), "url": frame.home_url}]
    if page.date:
        crumbs.append({"label": _("お知らせ"), "url": frame.url("/news/")})
    return {
        "crumbs": crumbs,
        "measures": list(page.measures.all()),
        "structured_data": article_data(page, frame),
    }
