"""How long work after a commit may take, where somebody waits in the same process for its end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from django.core.signals import request_started
from django.dispatch import receiver

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: Final = 0.8
"""Seconds for all such work of one request."""

_somebody: ContextVar[bool] = ContextVar("somebody", default=False)
_left: ContextVar[float] = ContextVar("left", default=PATIENCE)


@contextmanager
def somebody_waits() -> Iterator[None]:
    """The work inside is done while a person waits for their page."""
    token = _somebody.set(True)
    try:
        yield
    finally:
        _somebody.reset(token)


@contextmanager
def patience() -> Iterator[float | None]:
    """The seconds that the work inside may take; None where nobody waits.

    What it takes is missing to what comes after it in the same request, or in the same process
    where there is no request.
    """
    if not _somebody.get():
        yield None
        return
    begun = time.monotonic()
    try:
        yield max(_left.get(), 0.0)
    finally:
        _left.set(_left.get() - (time.monotonic() - begun))


@receiver(request_started)
def begin_anew(**kwargs: Any) -> None:
    """A new request has all the patience."""
    _left.set(PATIENCE)
