"""Small objects of HSDS that several entities hold, and how their values are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.encoding import iri_to_uri

from directory.exporting.hsds_ids import hsds_id
from directory.models.place import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.validators import BaseValidator

LANGUAGE_CODES: Final = {"ja-x-easy": "ja"}
"""HSDS takes ISO 639 only; `jsl` (手話) is ISO 639-3."""
EXTENSION: Final = re.compile(r"内線[\s：:]*([0-9]+)")
SAMPLE_PHONE: Final = "見本の番号です。"
_is_web_address: Final = URLValidator(schemes=["http", "https"])


def said(**properties: Any) -> dict[str, Any]:
    """The properties that say something: what is empty is left out, 0 is not."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def paragraphs(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())


def web_address(text: str) -> str:
    """An address of the web as a URI (RFC 3986); "" for anything else."""
    return iri_to_uri(text) if _passes(_is_web_address, text) else ""


def mail_address(text: str) -> str:
    """A mail address; "" for anything else."""
    return text if _passes(validate_email, text) else ""


def _passes(validator: BaseValidator, text: str) -> bool:
    try:
        validator(text)
    except ValidationError:
        return False
    return True


def moment(at: datetime) -> str:
    """An aware instant with milliseconds (RFC 3339)."""
    return at.isoformat(timespec="milliseconds")


def extension(text: str) -> int | None:
    """The one extension that a text names; None where a number would lose a leading zero."""
    found = EXTENSION.findall(text)
    return int(found[0]) if len(found) == 1 and found[0][0] != "0" else None


def phones(owner_id: str, number: str, note: str = "", **more: Any) -> list[dict[str, Any]]:
    """The public number of an owner, or nothing."""
    if not number:
        return []
    phone_id = hsds_id("phone", owner_id, number)
    entry = said(
        id=phone_id, number=number, extension=extension(note), type="voice", description=note
    )
    return [entry | said(**more)]


def languages(owner_id: str, codes: Iterable[str]) -> list[dict[str, Any]]:
    chosen = set(codes)
    return [
        {
            "id": hsds_id("language", owner_id, code),
            "name": label,
            "code": LANGUAGE_CODES.get(code, code),
        }
        for code, label in LANGUAGES
        if code in chosen
    ]
