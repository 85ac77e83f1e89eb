"""Bodies of pages as readable pairs (block, value), and their stored form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.models import Organization, Place
from events.models import EventSeries
from navigator.models import Benefit
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from home.starter.known import Known

type Part = tuple[str, Any]

RECORDS: dict[str, type[Model]] = {
    "place": Place,
    "group": Organization,
    "event": EventSeries,
    "benefit": Benefit,
}


def heading(text: str) -> Part:
    return "heading", text


def text(*paragraphs: str) -> Part:
    """Paragraphs in HTML without their <p>."""
    return "text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def listed(*items: str) -> Part:
    return "text", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def notice(level: str, title: str, words: str) -> Part:
    return "notice", {"level": level, "heading": title, "text": f"<p>{words}</p>"}


def steps(title: str, *pairs: tuple[str, str]) -> Part:
    """(what to do, explanation) in order."""
    items = [{"title": do, "text": f"<p>{words}</p>"} for do, words in pairs]
    return "steps", {"heading": title, "steps": items}


def contact(title: str, words: str, *, department: str = "", place: str = "") -> Part:
    return "contact", {"heading": title, "department": department, "place": place, "text": words}


def related(title: str, *records: tuple[str, str]) -> Part:
    """(record type, public id) of the records that the page shows live."""
    return "related", {"heading": title, "records": list(records)}


def quote(words: str, who: str) -> Part:
    return "quote", {"text": words, "who": who}


def voices(*texts: str) -> Part:
    return "voices", list(texts)


def stored(body: Iterable[Part], known: Known) -> list[dict[str, Any]]:
    """The JSON of a StreamField; records and departments become primary keys."""
    return [{"type": block, "value": _value(block, value, known)} for block, value in body]


def _value(block: str, value: Any, known: Known) -> Any:
    if block == "related":
        chosen = [
            {"type": kind, "value": known.get(RECORDS[kind], key).pk}
            for kind, key in value["records"]
        ]
        return value | {"records": chosen}
    if block == "contact":
        return value | {
            "department": _key(Department, value["department"], known),
            "place": _key(Place, value["place"], known),
        }
    return value


def _key(model: type[Model], key: str, known: Known) -> Any:
    return known.get(model, key).pk if key else None
