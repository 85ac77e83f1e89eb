"""The site and its articles as schema.org data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from cms.base.structured_data import Node, node, page_node, sample_words
from directory.structured_data import department_data

if TYPE_CHECKING:
    from cms.base.context import SiteFrame
    from home.models import ArticlePage


def site_data(frame: SiteFrame) -> Node:
    """The site, with the address that searches it."""
    return page_node(
        "WebSite",
        name=settings.SITE_NAME,
        url=frame.absolute("/"),
        inLanguage=frame.language,
        publisher=node("GovernmentOrganization", name=settings.MUNICIPALITY_NAME),
        potentialAction=node(
            "SearchAction",
            target=node(
                "EntryPoint", urlTemplate=f"{frame.absolute('/search/')}?q={{search_term_string}}"
            ),
            **{"query-input": "required name=search_term_string"},
        ),
    )


def article_data(page: ArticlePage, frame: SiteFrame) -> Node:
    """A dated article, or a standing page."""
    return page_node(
        "Article" if page.date else "WebPage",
        name=page.title,
        headline=page.title if page.date else "",
        description=page.summary,
        disambiguatingDescription=sample_words(sample=page.sample),
        url=frame.canonical_url,
        inLanguage=page.language,
        datePublished=page.date.isoformat() if page.date else "",
        author=department_data(page.department) if page.department else None,
    )
