"""The file `hsds`: every public place as a full service, as one page of the API's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from directory.exporting.formats import ExportFormat
from directory.exporting.hsds_services import service
from directory.exporting.json_files import write_list, write_members
from directory.exporting.loading import every_place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

VERSION: Final = "3.0"


def page(total: int, number: int, size: int, pages: int) -> dict[str, Any]:
    """What stands around a list (`Page` of the specification); `size` items are on this page."""
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": size,
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": total == 0,
    }


def write_hsds(stream: BinaryIO, now: datetime, options: Mapping[str, str], /) -> list[str]:
    """The services come first, so that their number is known when it is written."""
    stream.write(b"{")
    services = (service(facts) for facts in every_place(now))
    total = write_list(stream, "contents", services, first=True)
    write_members(stream, page(total, 1, total, 1), first=False)
    stream.write(b"}\n")
    return []


HSDS: Final = ExportFormat(
    name="hsds",
    title="居場所・相談先（HSDS 3.0、JSON）",
    media_type="application/json",
    file_name="hsds.json",
    write=write_hsds,
    served=False,  # readers have the API
)
