"""Every public address in every language, for search machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from cms.base.languages import in_language
from plan.models import Measure
from search.models import SearchDocument

if TYPE_CHECKING:
    from datetime import datetime

LISTS = (
    *("/places/", "/groups/", "/events/", "/support/"),
    *("/plan/", "/contact/", "/opendata/", "/feeds/"),
)


class PublicSitemap(Sitemap):
    """Addresses of the site itself, whatever name a request came by."""

    limit = 5000

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def location(self, item: Any) -> str:
        return item


class Documents(PublicSitemap):
    """Records, dates and pages, each in the languages it has words in."""

    def items(self) -> Any:
        now = timezone.now()
        return (
            SearchDocument.objects.public(now)
            .not_over(now)
            .order_by("pk")
            .only("path", "locale", "changed_at")
        )

    def location(self, item: SearchDocument) -> str:
        return in_language(item.path, item.locale)

    def lastmod(self, item: SearchDocument) -> datetime | None:
        return item.changed_at


class Lists(PublicSitemap):
    def items(self) -> list[str]:
        return [in_language(path, code) for path in LISTS for code, _name in settings.LANGUAGES]


class Measures(PublicSitemap):
    def items(self) -> list[str]:
        numbers = Measure.objects.filter(edition__current=True).values_list("number", flat=True)
        return [f"/plan/{number}/" for number in numbers]


SITEMAPS = {"documents": Documents, "lists": Lists, "measures": Measures}
