"""Which record names which, for the admin's lists of uses: kept after the commit, as a save does."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.tasks import task
from wagtail.models import ReferenceIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model

BATCH = 1000


@task()
def index_references(labels: dict[str, list[int]]) -> None:
    """Bring the index of uses in step for {"directory.place": [keys], …}.

    What `ReferenceIndex.create_or_update_for_object` does for one, in a few queries for each
    thousand; rows that are gone lose their entries.
    """
    for label, keys in labels.items():
        for some in batched(keys, BATCH):
            _index(apps.get_model(label), some)


@transaction.atomic
def _index(model: type[Model], keys: Sequence[int]) -> None:
    content_type = ContentType.objects.get_for_model(model)
    ReferenceIndex.objects.filter(
        base_content_type=content_type, object_id__in=[str(key) for key in keys]
    ).delete()
    rows = model._base_manager.filter(pk__in=keys)
    ReferenceIndex.objects.bulk_create(
        entry for row in rows for entry in _entries(row, content_type)
    )


def _entries(row: Model, content_type: ContentType) -> Iterator[ReferenceIndex]:
    for to_type, to_key, model_path, path in set(
        ReferenceIndex._extract_references_from_object(row)
    ):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=content_type,
            object_id=row.pk,
            to_content_type_id=to_type,
            to_object_id=to_key,
            model_path=model_path,
            content_path=path,
            content_path_hash=ReferenceIndex._get_content_path_hash(path),
        )
