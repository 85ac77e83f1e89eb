"""Who can be asked where nothing is found: a room that knows desks registers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cms.base.context import SiteFrame

    type Desks = Callable[[SiteFrame, datetime], Sequence[dict[str, Any]]]

_registered: list[Desks] = []


def register_desks(desks: Desks) -> None:
    """Say who answers soonest; call it in `AppConfig.ready()`. `desks(frame, now)` returns cards."""
    _registered.append(desks)


def desks(frame: SiteFrame, now: datetime) -> list[dict[str, Any]]:
    """Cards of a few desks with `phone`, who answers now or soonest first."""
    return [card for known in _registered for card in known(frame, now)]
