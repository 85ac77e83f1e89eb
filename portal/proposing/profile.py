"""What a group says of itself as a kind of proposal: its own record, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from directory.models import Area, Audience, Organization, Topic
from portal.entries import as_data
from portal.profile.entry import PLAIN, PUBLISHED, TERMS, entry_of_group
from portal.profile.forms import ProfileForm
from portal.proposing import wording
from portal.proposing.kinds import register
from portal.proposing.stale import changed, rebased
from portal.republishing import published_with

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from portal.proposing.kinds import Entry

KIND: Final = "profile"
LABELS: Final = {
    "name": "団体の名前",
    "kana": "よみがな",
    "summary": "ひとことで",
    "description": "どんな会か",
    "first_visit": "はじめての方へ",
    "members": "人数・顔ぶれ",
    "area": "おもな地域",
    "phone": "電話",
    "email": "メール",
    "website": "ホームページ",
    "audiences": "対象",
    "topics": "テーマ",
}
_WRITERS: Final = {
    "area": wording.names(Area),
    "audiences": wording.names(Audience),
    "topics": wording.names(Topic),
}


class ProfileKind:
    """The page of a group, changed by it; see `portal.proposing.kinds.ProposalKind`."""

    name = KIND
    label = "団体の紹介"
    labels = LABELS
    contacts = frozenset({"phone", "email", "website"})
    edit_page = "portal:edit_profile"

    def current(self, group: Organization, record_id: str) -> Entry:
        """What the public page says now. Http404 for any other record, and while none is public."""
        return entry_of_group(_public(group, record_id))

    def shown(self, name: str, value: object) -> str:
        """A value in the words that moderators read; empty where nothing is said."""
        return wording.shown(_WRITERS, name, value)

    def record(self, group: Organization, record_id: str) -> Organization:
        """The source row of the group, published or not; Http404 for any other record."""
        source = group.source
        if source.public_id != record_id:
            raise Http404
        return source

    def public_url(self, record_id: str) -> str:
        """Where readers see it."""
        return reverse("directory:group", args=[record_id])

    def extra_rows(self, group: Organization, entry: Entry) -> Sequence[tuple[str, str]]:
        """Nothing: the entry says it all."""
        return ()

    def problems(self, group: Organization, entry: Entry) -> Sequence[str]:
        """Sentences saying why the entry cannot be published, in the order of the form."""
        form = ProfileForm(as_data(entry))
        return [str(text) for texts in form.errors.values() for text in texts]

    def apply(self, group: Organization, record_id: str, entry: Entry) -> Organization:
        """Publishes what the group changed; what else the record says stays.

        Raises ValueError with the sentences of `problems`, Http404 as `current`.
        """
        record = _public(group, record_id)
        names = changed(entry, PUBLISHED)
        form = ProfileForm(as_data(rebased(entry, entry_of_group(record), PUBLISHED)))
        if not form.is_valid():
            raise ValueError(" ".join(self.problems(group, entry)))
        return published_with(record, lambda row: _write(row, form.cleaned_data, names))


def _public(group: Organization, record_id: str) -> Organization:
    """An unpublished page is not brought back by its group."""
    mine = {"translation_key": group.translation_key, "public_id": record_id}
    found = Organization.objects.public(timezone.now()).sources().filter(**mine).first()
    if found is None:
        raise Http404
    return found


def _write(group: Organization, found: dict[str, Any], names: Collection[str]) -> None:
    for name in (*PLAIN, "area"):
        if name in names:
            setattr(group, name, found[name])
    for name in TERMS:
        if name in names:
            getattr(group, name).set(found[name])


PROFILE: Final = ProfileKind()
register(PROFILE)
