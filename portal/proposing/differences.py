"""What a proposal would change, field by field, for those who decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from portal.proposing.kinds import kind_named
from portal.proposing.publishing import changed_fields, current_entry, same

if TYPE_CHECKING:
    from portal.models import Proposal

WORDS = re.compile(r"[一-鿿々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[A-Za-z0-9]+|\s+|.", re.DOTALL)
"""Runs of one script: near enough to words to show what was changed."""
ALIKE = 0.3
"""Texts that have less in common are shown whole, since marks in every word help nobody."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what the record said, what the group wrote, and what it says now if neither."""

    label: str
    before: str
    after: SafeString
    is_contact: bool
    now: str


def differences(proposal: Proposal) -> list[Difference]:
    """The changed fields in the order of the kind; of a new record every field that says something.

    The texts are safe HTML: `del` and `ins` around what went and came, everything else escaped. Of
    a new record nothing is marked, since all of it is new.
    """
    kind = kind_named(proposal.kind)
    changed = changed_fields(proposal)
    now = _now(proposal)
    found = []
    for name in (name for name in kind.labels if name in changed):
        before = kind.shown(name, proposal.before.get(name))
        after = kind.shown(name, proposal.entry.get(name))
        old, new = marked(before, after) if proposal.before else ("", conditional_escape(after))
        stale = not same(now, proposal.before, name) and not same(now, proposal.entry, name)
        found.append(
            Difference(
                label=kind.labels[name],
                before=old,
                after=new,
                is_contact=name in kind.contacts,
                now=kind.shown(name, now.get(name)) if stale else "",
            )
        )
    return found


def changed_since(proposal: Proposal) -> list[str]:
    """The labels of the fields that somebody else changed in the record since it was sent."""
    if not proposal.before:
        return []
    kind, now = kind_named(proposal.kind), _now(proposal)
    reference = proposal.entry if proposal.is_public else proposal.before
    return [
        label
        for name, label in kind.labels.items()
        if name in proposal.before and not same(now, reference, name)
    ]


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts as safe HTML with what went in `del` and what came in `ins`."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _whole("del", before), _whole("ins", after)
    codes = matcher.get_opcodes()
    return (
        _joined("del", [(tag, "".join(old[a:b])) for tag, a, b, _c, _d in codes]),
        _joined("ins", [(tag, "".join(new[c:d])) for tag, _a, _b, c, d in codes]),
    )


def _joined(element: str, parts: list[tuple[str, str]]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((text if tag == "equal" else _whole(element, text),) for tag, text in parts if text),
    )


def _whole(element: str, text: str) -> SafeString:
    return format_html("<{0}>{1}</{0}>", element, text) if text else SafeString()


def _now(proposal: Proposal) -> dict[str, object]:
    try:
        return current_entry(proposal)
    except Http404:
        return {}
