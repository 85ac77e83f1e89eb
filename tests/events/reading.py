"""Calendars as two readers see them: `icalendar` and, through node, ical.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar, Event

READER = Path(__file__).parent / "calendar_reader"
SAID = ("summary", "description", "location")


def fetched(client: Client, path: str) -> bytes:
    """The bytes of a calendar of the site."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def by_icalendar(content: bytes) -> list[dict[str, Any]]:
    """Its events as `icalendar` reads them, in the form of read.mjs."""
    return [_facts(event) for event in Calendar.from_ical(content).events]


def by_ical_js(content: bytes) -> list[dict[str, Any]]:
    """Its events as ical.js reads them; skips where node or the package is absent."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node: ical.js cannot read the calendar")
    if not (READER / "node_modules" / "ical.js").is_dir():
        pytest.skip("no ical.js: make test installs it with npm")
    run = subprocess.run(
        [node, str(READER / "read.mjs")], input=content, capture_output=True, check=True
    )
    return json.loads(run.stdout)["events"]


def _facts(event: Event) -> dict[str, Any]:
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "starts": _told(event.start),
        "ends": _told(event.end),
        "zone": event["DTSTART"].params.get("TZID", "floating"),
        **{name: str(event[name]) if name in event else None for name in SAID},
    }


def _told(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return moment.isoformat()
