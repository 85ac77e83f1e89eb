"""What the first search of a process would wait for is made ready beside the start."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from search.query import plan
from search.vocabulary import area_names, concept_lines

logger = logging.getLogger(__name__)

SAID: Final = "はじめのことば"


def warm() -> None:
    """Opens the dictionary and reads the synonym lines; a site without tables is no error."""
    language = settings.LANGUAGE_CODE
    try:
        plan(SAID, concept_lines(), language, area_names(language))
    except DatabaseError:
        logger.info("The search is not warmed: the database has no tables yet.")
    finally:
        connection.close()


def warm_beside() -> Thread:
    """The same in a thread of its own, which does not keep the process alive."""
    thread = Thread(target=warm, name="search-warming", daemon=True)
    thread.start()
    return thread
