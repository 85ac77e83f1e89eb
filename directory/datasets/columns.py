"""A data set as its columns: which header stands for which fact."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """`header` is the official name; `target` the fact it carries, "" where the site keeps none.

    `also` are other spellings of the header that published files use.
    """

    header: str
    target: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """An official form: its columns in the official order.

    `kind` is the kind of import ("places", "organizations", "events"); `fixed` are facts that the
    form itself says (a list of children's cafeterias holds cafeterias); `source` names the
    template and its version.
    """

    name: str
    title: str
    kind: str
    source: str
    columns: tuple[Column, ...]
    fixed: dict[str, object] = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]
