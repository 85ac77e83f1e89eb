"""The first page of the admin: how far Elasticsearch is behind, who answers readers, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Min
from django.utils import timezone
from wagtail.admin.ui.components import Component

from search.models import PendingDocument, SearchDocument

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["OutboxPanel", "Refused", "Standing", "standing"]

NAMED: Final = 5
LONG: Final = timedelta(hours=1)
"""What is behind for so long does not mend itself."""
MOMENT: Final = timedelta(minutes=1)
"""What is behind for so long is on its way."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that Elasticsearch does not take, and why in its own words."""

    title: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the index stands at one moment.

    `waiting` documents have not arrived, the first since `since`; of these `refused_count` were
    refused. `problem` is the last failure while it lasts. `answers` says whether readers are
    answered by Elasticsearch, else by the database.
    """

    now: datetime
    waiting: int
    since: datetime | None
    refused_count: int
    refused: tuple[Refused, ...]
    problem: str
    failed_at: datetime | None
    is_building: bool
    answers: bool

    @property
    def is_long(self) -> bool:
        return self.since is not None and self.now - self.since > LONG

    @property
    def is_behind(self) -> bool:
        """Further than what was saved a moment ago."""
        return self.since is not None and self.now - self.since > MOMENT

    @property
    def is_well(self) -> bool:
        return self.answers and not (self.is_behind or self.problem or self.refused_count)


def standing(now: datetime) -> Standing:
    """Where the index of this site stands at `now` (aware)."""
    from search.outbox import state

    known = state.known()
    due = PendingDocument.objects.filter(problem="").aggregate(
        waiting=Count("document_id", distinct=True), since=Min("since")
    )
    refused = _refused()
    return Standing(
        now=now,
        refused_count=len(refused),
        refused=_named(refused),
        problem=known.problem,
        failed_at=known.failed_at,
        is_building=state.is_building(known, now),
        answers=_answers(),
        **due,
    )


def _refused() -> dict[int, str]:
    rows = PendingDocument.objects.exclude(problem="").order_by("pk")
    return dict(rows.values_list("document_id", "problem"))


def _named(refused: dict[int, str]) -> tuple[Refused, ...]:
    """The first few, by what they are called."""
    documents = SearchDocument.objects.filter(pk__in=refused).order_by("pk")[:NAMED]
    return tuple(
        Refused(title, path, refused[pk])
        for pk, title, path in documents.values_list("pk", "title", "path")
    )


def _answers() -> bool:
    """Whether a reader who asks now would be answered by Elasticsearch; as quick as for readers."""
    from search.engines.asking import Asked, Unanswered
    from search.engines.elasticsearch import engine
    from search.query import plan

    asked = Asked(plan=plan("介護"), locale="ja", now=timezone.now(), most=1)
    try:
        engine().find(asked)
    except Unanswered:
        return False
    return True


class OutboxPanel(Component):
    """Shown where an Elasticsearch is configured."""

    name = "outbox"
    template_name = "search_admin/outbox.html"
    order = 96

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"standing": standing(timezone.now())}
