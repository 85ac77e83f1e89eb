"""Opening hours that many places share, as the facts of `directory.hours`."""

from typing import Any

WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]
EVERY_DAY = [*WORKDAYS, "SA", "SU"]
NEW_YEAR = [["12-29", "01-03"]]
SAMPLE_PHONE = "0467-00-0000"


def on_days(days: list[str], opens: str, closes: str, **others: Any) -> dict[str, Any]:
    """Open on these weekdays from `opens` to `closes` ("9:00" as "09:00"), not at New Year."""
    facts = {
        "hours": [{"days": days, "opens": opens, "closes": closes}],
        "closed_yearly": NEW_YEAR,
    }
    return facts | others


def on_nth(nth: list[str], opens: str, closes: str, **others: Any) -> dict[str, Any]:
    """Open on such weekdays of each month ("1SU": the first Sunday), not at New Year."""
    facts = {
        "hours": [{"nth": nth, "opens": opens, "closes": closes}],
        "closed_yearly": NEW_YEAR,
    }
    return facts | others


OFFICE = on_days(WORKDAYS, "08:30", "17:15", public_holidays="closed")
"""Hours of the city hall."""

CARE_CENTER = on_days([*WORKDAYS, "SA"], "09:00", "17:30", public_holidays="closed")
"""Hours of the community care centres."""
