"""A known format as an answer: made anew, kept on disk while it is sent, with an ETag."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

from django.http import FileResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from directory.exporting.formats import ExportFormat

SECONDS_KEPT: Final = 300
IN_MEMORY: Final = 2**20
"""A file up to this many bytes is not put on disk."""


def serve(request: HttpRequest, export_format: ExportFormat, **options: str) -> HttpResponseBase:
    """The file of a format for a GET or HEAD; 304 where the reader has it already."""
    with ExitStack() as opened:
        file: IO[bytes] = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))
        export_format.write(file, timezone.now(), export_format.defaults() | options)
        size = file.tell()
        file.seek(0)
        etag = quote_etag(hashlib.file_digest(file, "sha256").hexdigest())
        response = get_conditional_response(request, etag)
        if response is None:
            opened.pop_all()
            response = _whole(file, size, export_format)
    response["ETag"] = etag
    return open_to_all(response)


def _whole(file: IO[bytes], size: int, export_format: ExportFormat) -> FileResponse:
    """The answer that sends the file and closes it."""
    file.seek(0)
    return FileResponse(
        file,
        filename=export_format.file_name,
        content_type=export_format.media_type,
        headers={"Content-Length": size},
    )


def open_to_all[R: HttpResponseBase](response: R) -> R:
    """The same answer for the scripts of any site: it is open data and carries no cookie.

    Others may keep it for a while, unless it refuses.
    """
    response["Access-Control-Allow-Origin"] = "*"
    if response.status_code < HTTPStatus.BAD_REQUEST:
        patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response
