"""Labelled phrases from real lists: what is read must be right, and most must be read."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from japanese.schedule import Schedule, explain_refusal, read_phrase

PHRASES = Path(__file__).resolve().parents[2] / "../shared/schedule/phrases-dev.json"
TODAY = date(2026, 11, 23)
FIRST_HALF = (date(2027, 1, 1), date(2027, 6, 30))
SECOND_HALF = (date(2027, 7, 1), date(2027, 12, 31))
Label = dict[str, Any]


@pytest.fixture(scope="module")
def phrases() -> list[tuple[str, Label]]:
    if not PHRASES.exists():
        pytest.skip("the labelled phrases are not beside this repository")
    rows = json.loads(PHRASES.read_text(encoding="utf-8"))["phrases"]
    return [(row["text"], row["label"]) for row in rows]


def test_everything_that_is_read_is_right(phrases: list[tuple[str, Label]]) -> None:
    read = [(text, label, read_phrase(text, TODAY)) for text, label in phrases]
    given = [(text, label, schedule) for text, label, schedule in read if schedule]
    wrong = [text for text, label, schedule in given if _said(schedule, label) != _meant(label)]
    assert given
    assert wrong == [], f"{len(wrong)} of {len(given)} are wrong"


def test_at_least_85_percent_of_what_must_be_read_is_read(
    phrases: list[tuple[str, Label]],
) -> None:
    must = [text for text, label in phrases if label["readable"] and not label["may_refuse"]]
    refused = [text for text in must if read_phrase(text, TODAY) is None]
    assert must
    assert len(must) - len(refused) >= 0.85 * len(must), f"refused: {refused}"


def test_every_refusal_says_why(phrases: list[tuple[str, Label]]) -> None:
    for text, _label in phrases:
        reason = explain_refusal(text, TODAY)
        assert (reason is None) == (read_phrase(text, TODAY) is not None)
        assert reason is None or reason.startswith("読み取れません。")


def _clock(value: time | None) -> str | None:
    return value and f"{value:%H:%M}"


def _said(schedule: Schedule, label: Label) -> Label:
    said = {
        "dates": [day.isoformat() for day in schedule.dates(*FIRST_HALF)],
        "rdates": [day.isoformat() for part in schedule.parts for day in part.rdates],
        "start": _clock(schedule.start),
        "end": _clock(schedule.end),
        "sessions": [(_clock(part.start), _clock(part.end)) for part in schedule.sessions],
        "caveat": schedule.caveat,
    }
    if "dates_second_half" in label:
        said["dates_second_half"] = [day.isoformat() for day in schedule.dates(*SECOND_HALF)]
    return said


def _meant(label: Label) -> Label:
    if not label["readable"]:
        return {}
    meant = {key: label[key] for key in ("dates", "start", "end", "caveat")}
    meant["rdates"] = label.get("rdates", [])
    meant["sessions"] = [(part["start"], part["end"]) for part in label.get("sessions", [])]
    if "dates_second_half" in label:
        meant["dates_second_half"] = label["dates_second_half"]
    return meant
