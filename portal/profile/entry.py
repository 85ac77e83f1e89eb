"""What a group says of itself as the entry of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from portal.entries import stored

if TYPE_CHECKING:
    from directory.models import Organization
    from portal.profile.forms import ProfileForm
    from portal.proposing.kinds import Entry

PLAIN: Final = (
    "name", "kana", "summary", "description", "first_visit", "members", "phone", "email", "website",
)  # fmt: skip
TERMS: Final = ("audiences", "topics")
PUBLISHED: Final = (*PLAIN, "area", *TERMS)
"""What an entry holds for the record."""


def entry_of_form(form: ProfileForm) -> Entry:
    """What was typed: read where it could be read, else as it stands. `form` has been validated."""
    return {name: stored(form, name) for name in PUBLISHED}


def entry_of_group(group: Organization) -> Entry:
    """What the record says now, in the words of the form."""
    plain = {name: _in_lines(getattr(group, name)) for name in PLAIN}
    terms = {name: [term.slug for term in getattr(group, name).all()] for name in TERMS}
    return plain | terms | {"area": group.area.slug if group.area else None}


def _in_lines(text: str) -> str:
    """As a form gives it: line ends of browsers and blanks at the ends are no change."""
    return text.replace("\r\n", "\n").strip()
