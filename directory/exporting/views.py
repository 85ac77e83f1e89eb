"""`/opendata/<file>`: the files of every format that is served, without language."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.exporting.csv_files import CP932
from directory.exporting.csv_formats import ENCODING
from directory.exporting.formats import served_format
from directory.exporting.serving import open_to_all, serve

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from directory.exporting.formats import ExportFormat


@require_safe
def download(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """A file with the options that its address names (`?encoding=cp932`)."""
    export_format = served_format(file_name)
    if export_format is None:
        raise Http404
    return serve(request, export_format, **chosen_options(request, export_format))


@require_safe
def changes(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """What the cp932 form of a CSV file cannot write as it is, as JSON: a sentence for each."""
    export_format = served_format(file_name)
    if export_format is None or ENCODING not in export_format.options:
        raise Http404
    with TemporaryFile() as nowhere:
        notes = export_format.write(nowhere, timezone.now(), {ENCODING.name: CP932})
    said = {"file": file_name, "encoding": CP932, "changes": notes}
    return open_to_all(JsonResponse(said, json_dumps_params={"ensure_ascii": False}))


def chosen_options(request: HttpRequest, export_format: ExportFormat) -> dict[str, str]:
    """The options in the query; raises Http404 for a value that the format does not have."""
    chosen = {}
    for option in export_format.options:
        value = request.GET.get(option.name, option.default)
        if value not in option.choices:
            raise Http404
        chosen[option.name] = value
    return chosen
