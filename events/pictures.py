"""The picture of a series as pages show it: made when the series is saved, not when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wagtail.images.models import SourceImageIOError

if TYPE_CHECKING:
    from events.models import EventSeries

SHOWN_AS: Final = "max-960x720|format-webp"
"""Twice as wide as the column on a phone, enough for the column of a desk."""


def picture_of(series: EventSeries) -> dict[str, Any] | None:
    """`url`, `width`, `height` (pixels) and `alt`; None without a picture that can be read."""
    if series.image is None:
        return None
    try:
        shown = series.image.get_rendition(SHOWN_AS)
    except SourceImageIOError:
        return None
    return {
        "url": shown.url,
        "width": shown.width,
        "height": shown.height,
        "alt": series.image_alt,
    }
