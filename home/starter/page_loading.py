"""Writes the pages below a home page of our own, which becomes the site's root."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wagtail.models import Page, Site

from home.models import ArticlePage, CampaignPage, HomePage, NewsIndexPage
from home.starter.bodies import stored
from home.starter.dates import workday
from home.starter.pages.home import HOME, NEWS_INDEX
from home.starter.pages.lanes import LANES
from home.starter.pages.news import ARTICLES
from home.starter.pages.standing import STANDING_PAGES
from home.starter.record_loading import fill

if TYPE_CHECKING:
    from datetime import date

    from home.starter.known import Known
    from home.starter.rows import ArticleRow, PageRow


def load_pages(known: Known, today: date) -> int:
    """Makes the pages that are not there yet; how many."""
    before = Page.objects.count()
    home = HomePage.objects.filter(locale=known.japanese).first() or _make_root(known)
    for lane in LANES:
        _make(home, CampaignPage(lane=lane.slug), lane, known)
    index = _make(home, NewsIndexPage(), NEWS_INDEX, known)
    for article in ARTICLES:
        _make(index, _article(article, today), article, known)
    for page in STANDING_PAGES:
        _make(home, _article(page, today), page, known)
    return Page.objects.count() - before


def _make_root(known: Known) -> HomePage:
    """Our home page in the place of the page that Wagtail makes for a new site."""
    for welcome in Page.objects.exact_type(Page).filter(depth=2, numchild=0):
        welcome.delete()
    home = HomePage(**HOME, locale=known.japanese, live=False)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 8000,
            "root_page": home,
            "site_name": settings.SITE_NAME,
        },
    )
    return home


def _article(row: ArticleRow, today: date) -> ArticlePage:
    published = None if row.days_ago is None else workday(today - timedelta(days=row.days_ago))
    return ArticlePage(date=published)


def _make(parent: Page, page: Any, row: PageRow, known: Known) -> Any:
    """The page of this slug below `parent`, made and published where there is none."""
    there = parent.get_children().filter(slug=row.slug).first()
    if there:
        return there.specific
    fill(page, row, known)
    if hasattr(page, "body"):
        page.body = json.dumps(stored(row.parts, known))
    page.locale = known.japanese
    page.live = False
    # Each child moves the tree's counters in the database, not in this parent.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page
