"""The CSV formats of places: one for each official form, written from its one `Dataset`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import translation

from directory.datasets.cafeterias import CAFETERIAS
from directory.datasets.facilities import CHILDCARE_V1, FACILITIES, FACILITIES_V1
from directory.exporting.cells import row_of
from directory.exporting.csv_files import CP932, UTF_8, write_csv
from directory.exporting.formats import ExportFormat, ExportOption
from directory.exporting.loading import every_place
from directory.exporting.values import place_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    from directory.datasets.columns import Dataset

ENCODING: Final = ExportOption(
    "encoding", "文字の種類。cp932 は Shift_JIS です", (UTF_8, CP932), UTF_8
)
MEDIA_TYPE: Final = "text/csv"
_CHILDCARE_NAMES: Final = r"子育て|保育|児童館|学童|つどいの広場"
_LAST_YEAR_OF_CHILDHOOD: Final = 17
FOR_CHILDREN: Final = ~Q(kind="food") & (
    Q(kind="hiroba") | Q(max_age__lte=_LAST_YEAR_OF_CHILDHOOD) | Q(name__regex=_CHILDCARE_NAMES)
)
"""`is_for_children`, asked of the database for counting."""


def is_for_children(values: Mapping[str, Any]) -> bool:
    """What 子育て施設一覧 holds: playgrounds, what only children may use, what is called childcare.

    Asked of facts that the form itself carries, so that a file that comes back holds the same.
    """
    if values["kind"] == "food":
        return False
    oldest = values["max_age"]
    return (
        values["kind"] == "hiroba"
        or (oldest is not None and oldest <= _LAST_YEAR_OF_CHILDHOOD)
        or re.search(_CHILDCARE_NAMES, values["name"]) is not None
    )


def is_cafeteria(values: Mapping[str, Any]) -> bool:
    return values["kind"] == "food"


def rows_of(
    form: Dataset, now: datetime, belongs: Callable[[Mapping[str, Any]], bool]
) -> Iterator[list[str]]:
    """A row for each public place that belongs in the form, by public id."""
    for facts in every_place(now):
        written = place_values(facts)
        if belongs(written.values):
            yield row_of(form, written)


def csv_format(
    name: str,
    title: str,
    form: Dataset,
    belongs: Callable[[Mapping[str, Any]], bool] = lambda values: True,
) -> ExportFormat:
    """The format `name`-csv, served as `name`.csv."""

    def write(stream: BinaryIO, now: datetime, options: Mapping[str, str], /) -> list[str]:
        with translation.override("ja"):
            return write_csv(stream, form.headers, rows_of(form, now, belongs), options["encoding"])

    return ExportFormat(
        name=f"{name}-csv",
        title=title,
        media_type=MEDIA_TYPE,
        file_name=f"{name}.csv",
        write=write,
        options=(ENCODING,),
    )


CSV_FORMATS: Final = (
    csv_format("facilities", "居場所・相談先（公共施設一覧、推奨データセット）", FACILITIES_V1),
    csv_format(
        "common", "居場所・相談先（公共施設一覧、自治体標準オープンデータセット）", FACILITIES
    ),
    csv_format(
        "childcare",
        "こどもの場所（子育て施設一覧、推奨データセット）",
        CHILDCARE_V1,
        is_for_children,
    ),
    csv_format("cafeterias", "食堂（こども食堂一覧）", CAFETERIAS, is_cafeteria),
)
