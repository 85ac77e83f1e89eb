"""Words as the import reads them, so that a file that comes back finds nothing to change.

A mail address or a personal mobile number is taken out of words, because no import makes one public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.importing.cells.codes import read_postal_code
from directory.importing.cells.contacts import read_phones, read_website
from directory.importing.cells.private import find_private, without_private
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import (
    ERRORS,
    read_kana,
    read_line,
    read_name,
    read_paragraphs,
    says_nothing,
)
from directory.importing.targets import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.importing.cells.reading import Reading


def told(text: str, reader: Callable[[str], Reading[str]]) -> str:
    """What the import would read of a text; "" where it would read nothing."""
    if says_nothing(text) or text.strip() in ERRORS:
        return ""
    public, _taken = without_private(text)
    try:
        return reader(public).value
    except NotUnderstood:
        return ""


def name(text: str) -> str:
    return told(text, read_name)


def line(text: str) -> str:
    return told(text, read_line)


def kana(text: str) -> str:
    """In hiragana."""
    return told(text, read_kana)


def paragraphs(text: str) -> str:
    return told(text, read_paragraphs)


def postal_code(text: str) -> str:
    return told(text, read_postal_code)


def website(address: str) -> str:
    return "" if find_private(address) else told(address, read_website)


def short(text: str, target: str) -> str:
    """The text where the field of this target can hold it, else nothing."""
    return text if len(text) <= LIMITS[target] else ""


def phone(text: str) -> tuple[str, str]:
    """(the public number, words about it); both empty where there is none but a mobile."""
    try:
        read = read_phones(text).value
    except NotUnderstood:
        return "", ""
    first, *others = read.numbers or ("",)
    return first, " ".join([*others, read.note]).strip() if first else ""
