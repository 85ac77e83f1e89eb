"""Every address of the site. Japanese at /, other languages below their code."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.base.uploads import upload
from home.sitemap import SITEMAPS

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("portal/", include("portal.urls")),
    path("", include("cms.base.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("easy/", RedirectView.as_view(url="/ja-x-easy/", query_string=True)),
    path("easy/<path:rest>", RedirectView.as_view(url="/ja-x-easy/%(rest)s", query_string=True)),
    path("media/<path:path>", upload),
    path("api/hsds/", include("directory.api.urls")),
    path("opendata/", include("directory.exporting.urls")),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("notify.urls")),
        path("", include("plan.urls")),
        path("", include("directory.urls")),
        path("", include("events.urls")),
        path("", include("navigator.urls")),
        path("", include("home.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
