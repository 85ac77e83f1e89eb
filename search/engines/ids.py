"""Any number of ids as one value of a statement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.db.models import BigIntegerField, F, Func, Q, Value
from django.db.models.lookups import In

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

__all__ = ["among"]


class Unpacked(Func):
    """The numbers of a JSON list as rows, so that any number of ids is one parameter."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        template = "(SELECT value FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        template = "(SELECT value::bigint FROM json_array_elements_text((%(expressions)s)::json))"
        return self.as_sql(compiler, connection, template=template)


FEW_IDS: Final = 500
"""Up to here rows are looked up one by one; more of them are faster told from an index."""


def among(document_ids: Sequence[int]) -> Q:
    """A condition on documents: the key is one of any number of ids."""
    listed = Unpacked(Value(json.dumps(list(document_ids))), output_field=BigIntegerField())
    if len(document_ids) <= FEW_IDS:
        return Q(pk__in=listed)
    return Q(In(F("pk") + 0, listed))
