"""The kinds of things a group may propose, each registered by its own module.

An `entry` is what was typed, as JSON: field name → text, number, list of texts, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cms.base.records import Record
    from directory.models import Organization

type Entry = dict[str, Any]

_KINDS: dict[str, ProposalKind] = {}


class ProposalKind(Protocol):
    """Reads, checks and applies the entries of one kind."""

    name: str
    """As stored in `Proposal.kind`."""
    label: str
    """「新しい集まり」."""
    labels: Mapping[str, str]
    """Field name → its words, in the order they are shown."""
    contacts: frozenset[str]
    """Fields whose change needs a second pair of eyes."""
    edit_page: str
    """The name of the page on which the group writes on; it takes the number of the proposal."""

    def current(self, group: Organization, record_id: str) -> Entry:
        """What the public record says now; {} where there is none yet. Http404 for another's."""

    def record(self, group: Organization, record_id: str) -> Record:
        """The source row, published or not. Http404 for another's."""

    def public_url(self, record_id: str) -> str:
        """The path of the public page."""

    def extra_rows(self, group: Organization, entry: Entry) -> Sequence[tuple[str, str]]:
        """(label, words) that help a moderator judge the entry, as its next six dates; may be ()."""

    def shown(self, name: str, value: object) -> str:
        """A field's value in words, for the difference that moderators see."""

    def problems(self, group: Organization, entry: Entry) -> Sequence[str]:
        """Japanese sentences saying why an entry cannot be published as it is."""

    def apply(self, group: Organization, record_id: str, entry: Entry) -> Record:
        """Publish it in the transaction of the caller; returns the source row."""


def register(kind: ProposalKind) -> None:
    """Make a kind known; ValueError where its name is taken."""
    if kind.name in _KINDS:
        message = f"a kind of proposal named {kind.name} is there already"
        raise ValueError(message)
    _KINDS[kind.name] = kind


def kind_named(name: str) -> ProposalKind:
    """The registered kind; KeyError for an unknown one."""
    return _KINDS[name]
