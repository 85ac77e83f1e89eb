"""Ways to deliver a notice. Others register beside the feeds under a name of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from notify.models import Notice

FEED: Final = "feed"


class Channel(Protocol):
    """Delivers one notice, in the transaction that marks it as delivered.

    It only writes rows: what talks to other machines (mail, push) writes letters of its own here
    and sends them later, so that nothing is sent for a transaction that is undone.
    """

    def __call__(self, notice: Notice, now: datetime) -> None: ...


def to_feeds(notice: Notice, now: datetime) -> None:
    """Nothing to write: a feed shows what is marked as delivered."""


_channels: dict[str, Channel] = {FEED: to_feeds}


def register_channel(name: str, channel: Channel) -> None:
    """Add a channel; it gets what is handed over from now on."""
    _channels[name] = channel


def channel_names() -> list[str]:
    return list(_channels)


def channel_named(name: str) -> Channel | None:
    return _channels.get(name)
