"""What logs leave out."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/(?:confirm|portal/in|portal/invited)/)[^\s/?\"']+")
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")


class DropQueryStrings(logging.Filter):
    """What someone searched for reaches no log: every address stands there without its query.

    Lists take words too (/places/?q=…), so no address is trusted. The token of a link that was
    mailed is left out as well: whoever reads the log could use it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        cleaned = SECRET.sub(r"\1…", QUERY.sub(r"\1", message))
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True
