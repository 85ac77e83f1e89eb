"""Calendars as groups' programs write them, in text."""

from datetime import datetime, timedelta

from django.utils import timezone


def event(
    uid: str = "one@example.org",
    starts: datetime | None = None,
    *,
    hours: int = 2,
    **properties: str,
) -> str:
    """A VEVENT in Asia/Tokyo, next week where no start is given; property names with `_` for `-`."""
    local = timezone.localtime() + timedelta(days=7)
    starts = starts or local.replace(hour=10, minute=0, second=0, microsecond=0)
    lines = [
        f"UID:{uid}",
        f"DTSTART;TZID=Asia/Tokyo:{starts:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Asia/Tokyo:{starts + timedelta(hours=hours):%Y%m%dT%H%M%S}",
        *(f"{name.upper().replace('_', '-')}:{value}" for name, value in properties.items()),
    ]
    return raw(*lines)


def raw(*lines: str) -> str:
    """A VEVENT of just these lines."""
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> bytes:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Else//JA\r\n"
    return f"{head}{''.join(events)}END:VCALENDAR\r\n".encode()
