"""Records whose facts somebody checks (確認日): how often, whom to ask, and what to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from directory.models.organization import Organization
    from plan.models import Department


class Checked(models.Model):
    """A record that is checked. `Check` rows name it by (record_type, public_id)."""

    record_type: ClassVar[str]
    list_path: ClassVar[str]
    """The address of the list that its page stands below: `/places/`."""
    address_to_ask: ClassVar[str] = ""
    """The lookup of the addresses of the groups that can be asked; empty where there is none."""
    months_between_checks: ClassVar[int] = 6

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """How forms and addresses of the admin name it: `place:x7k2m9qr`."""
        return f"{self.record_type}:{self.public_id}"

    @property
    def page_path(self) -> str:
        """The address of its page in Japanese, without the host."""
        return f"{self.list_path}{self.public_id}/"

    @property
    def checking_department(self) -> Department | None:
        """The 課 that answers for the record, where one is named."""
        return getattr(self, "department", None)

    def groups_to_ask(self) -> Iterable[Organization]:
        """The groups that know whether the facts still hold; none where only staff can tell."""
        return ()

    def facts_to_confirm(self, now: datetime) -> list[dict[str, Any]]:
        """The published facts as rows of the `facts` tag, for the group that confirms them."""
        return []


def checked_models() -> dict[str, type[Any]]:
    """{"place": Place, …}: every kind of record that is checked."""
    return {model.record_type: model for model in apps.get_models() if issubclass(model, Checked)}


def record_of(record_type: str, record_id: str) -> Any | None:
    """The source row of a checked record; None for an unknown type or id."""
    model = checked_models().get(record_type)
    if model is None:
        return None
    return model.objects.sources().filter(public_id=record_id).first()


def record_named(key: str) -> Any | None:
    """The source row that a `Checked.key` names."""
    record_type, _colon, record_id = key.partition(":")
    return record_of(record_type, record_id)
