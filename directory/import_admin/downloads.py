"""The whole report of an import as a file: every row of every list, without pages."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from wagtail.admin.auth import permission_required

from directory.exporting.csv_files import UTF_8, write_csv
from directory.import_admin import desk, rights
from directory.import_admin.views import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from directory.import_admin.desk import Line

HEADERS: Final = ("行", "名前", "どうなるか", "項目", "前", "後", "わけ")


@permission_required(rights.IMPORT)
def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """A line for each changed field, as a spreadsheet opens it."""
    run = found(request, pk)
    stream = io.BytesIO()
    rows = (row for part, line in desk.lines_of(run.report) for row in _rows(part.label, line))
    write_csv(stream, HEADERS, rows, UTF_8)
    response = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    return _named(response, run.file.name, "csv")


@permission_required(rights.IMPORT)
def as_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as `import_records --report` writes it."""
    run = found(request, pk)
    looks = {"ensure_ascii": False, "indent": 1}
    return _named(JsonResponse(run.report, json_dumps_params=looks), run.file.name, "json")


def _rows(what: str, line: Line) -> Iterator[list[str]]:
    why = " ".join(line.why)
    for label, before, after in line.changes or [("", "", "")]:
        yield [str(line.number), line.name, what, label, before, after, why]


def _named(response: HttpResponse, name: str, ending: str) -> HttpResponse:
    header = content_disposition_header(True, f"{PurePath(name).stem}-結果.{ending}")
    response.headers["Content-Disposition"] = header
    return response
