"""What logs leave out."""

from __future__ import annotations

import logging
import re

SEARCH_QUERY = re.compile(r"(/search/[^\s?\"]*)\?[^\s\"]*")


class DropQueryStrings(logging.Filter):
    """What someone searched for reaches no log: the query string of /search/ is dropped."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        cleaned = SEARCH_QUERY.sub(r"\1", message)
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True
