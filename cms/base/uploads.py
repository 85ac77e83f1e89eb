"""Uploaded files by their path: renditions for everyone, everything else for staff alone.

Original photographs may carry where they were taken, and a document may be private or not
published yet: readers get documents from Wagtail's own view, which asks.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.views.static import serve

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

RENDITIONS = "images"


def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file below MEDIA_ROOT; 404 where it is absent or not for this person."""
    plain = posixpath.normpath(path).lstrip("/")
    is_rendition = plain.partition("/")[0] == RENDITIONS
    if not is_rendition and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return serve(request, plain, document_root=settings.MEDIA_ROOT)
