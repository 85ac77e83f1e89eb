"""Why a whole file cannot be taken."""

from __future__ import annotations


class UnreadableFile(ValueError):
    """The file cannot be read; the message is one Japanese sentence for whoever sent it."""
