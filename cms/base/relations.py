"""Relations of many records, read with two queries for each relation and held in memory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from modelcluster.models import get_all_child_relations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

type Follow = Mapping[str, tuple[str, ...]]
"""A `ParentalManyToManyField` → the foreign keys of its rows to read with them."""


def hold(records: Sequence[Any], follow: Follow) -> None:
    """Put the rows of each relation of saved records of one model in memory, as a form does.

    From then on `record.<relation>.all()` asks no query. Not saving the records keeps all as it is.
    """
    for name, others in follow.items() if records else ():
        _hold(records, name, others)


def _hold(records: Sequence[Any], name: str, others: tuple[str, ...]) -> None:
    field = type(records[0])._meta.get_field(name)
    mine = f"{field.m2m_field_name()}_id"
    theirs = f"{field.m2m_reverse_field_name()}_id"
    chosen: dict[int, list[int]] = defaultdict(list)
    pairs = field.remote_field.through._base_manager.filter(
        **{f"{mine}__in": [record.pk for record in records]}
    )
    for record_pk, row_pk in pairs.values_list(mine, theirs):
        chosen[record_pk].append(row_pk)
    wanted = {pk for pks in chosen.values() for pk in pks}
    related = field.related_model._base_manager.all()
    rows = (related.select_related(*others) if others else related).in_bulk(wanted)
    for record in records:
        getattr(record, name).set([rows[pk] for pk in chosen[record.pk]])


def hold_children(records: Sequence[Any]) -> None:
    """Put the child rows (`ParentalKey`) of saved records of one model in memory."""
    for relation in get_all_child_relations(type(records[0])) if records else ():
        children: dict[int, list[Any]] = defaultdict(list)
        for child in relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": [record.pk for record in records]}
        ):
            children[getattr(child, relation.field.attname)].append(child)
        for record in records:
            getattr(record, relation.get_accessor_name()).set(children[record.pk])


def hold_none(record: Any) -> None:
    """A new record names nothing and has no child rows, also once it is saved."""
    for field in type(record)._meta.local_many_to_many:
        getattr(record, field.name).set([])
    for relation in get_all_child_relations(type(record)):
        getattr(record, relation.get_accessor_name()).set([])
