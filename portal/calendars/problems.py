"""Why a group's calendar could not be read. Plain: the sentences stand in `portal.calendars.words`."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """Stored as `GroupCalendar.last_error`."""

    NO_ADDRESS = "no-address"
    NOT_HTTPS = "not-https"
    USER = "user-in-address"
    PORT = "port"
    PRIVATE = "private"
    UNKNOWN_HOST = "unknown-host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    STATUS = "status"
    PACKED = "packed"
    NOT_CALENDAR = "not-calendar"
    UNREADABLE = "unreadable"


class CalendarProblem(Exception):
    """Nothing was read; `problem` says why. Its text never holds the address, which may be secret."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
