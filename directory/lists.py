"""The lists of places and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cms.base.context import SiteFrame


def place_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Any:
    return None


def group_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Any:
    return None
