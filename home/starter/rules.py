"""Rules that many meetups share, as facts of `events.recurrence` without their first day."""

from typing import Any

from home.starter.weeks import NEW_YEAR


def monthly(nth: str, **others: Any) -> dict[str, Any]:
    """Such weekdays of every month ("2TU,4TU"), not at New Year."""
    return {"rrule": f"FREQ=MONTHLY;BYDAY={nth}", "skip_yearly": NEW_YEAR} | others


def weekly(days: str, interval: int = 1, **others: Any) -> dict[str, Any]:
    """These weekdays of every (or every second) week, not at New Year."""
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={days}"
    return {"rrule": rule, "skip_yearly": NEW_YEAR} | others
