"""Who runs what a file lists: a 課 by its exact name, a group by its name, or a new group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cms.base.relations import hold_none
from directory.importing.identity import made_up_id, name_key
from directory.importing.known import read_sources
from directory.importing.plan import Change
from directory.importing.stored import stored
from directory.models import Organization
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Collection

    from wagtail.models import Locale

WRITTEN: Final = ("name", "kind")
_KINDS: Final = (
    (re.compile("特定非営利|NPO|ＮＰＯ"), Organization.Kind.NPO),
    (re.compile("社会福祉協議会|社協"), Organization.Kind.COUNCIL),
    (
        re.compile(
            "[都道府県市区町村](?:役所|役場)?$|[市区町村].*(?:課|部|局|室|センター|委員会|館)$"
        ),
        Organization.Kind.PUBLIC,
    ),
)
"""What a name says of a group's kind; 支援団体 where it says nothing."""


class BodyBook:
    """Departments and groups by name, and the groups that this import makes."""

    def __init__(self, names: Collection[str], locale: Locale, *, live: bool) -> None:
        self.locale, self.live = locale, live
        self.changes: dict[str, Change] = {}
        self._departments = {row.name: row for row in Department.objects.all()}
        wanted = {name_key(name) for name in names}
        rows = Organization.objects.sources().values_list("public_id", "name")
        ids = [key for key, name in rows.iterator() if name_key(name) in wanted]
        self._groups = {name_key(row.name): row for row in read_sources(Organization, ids)}

    def take(self, name: str) -> Organization | Department:
        """The group of this name in any spelling, the 課 of exactly this name, or a new group."""
        key = name_key(name)
        if group := self._groups.get(key):
            return group
        if department := self._departments.get(name):
            return department
        group = Organization(name=name, kind=_kind_of(name), locale=self.locale, live=self.live)
        hold_none(group)
        self._groups[key] = group
        values = stored(group, WRITTEN)
        self.changes[group.public_id] = Change(
            group, made_up_id(key), True, {}, values, values, None
        )
        return group


def _kind_of(name: str) -> Any:
    found = (kind for pattern, kind in _KINDS if pattern.search(name))
    return next(found, Organization.Kind.SUPPORT)
