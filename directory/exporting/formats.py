"""The formats that records can be exported in; each room registers its own when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class UnknownFormat(KeyError):
    """No format of this name is registered; the message is a Japanese sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class Writer(Protocol):
    """Writes everything that is public at `now` (aware) into the stream, in bounded memory.

    `options` has a value for each option of the format. Returns Japanese sentences about what
    could not be written as it is; empty where nothing was lost.
    """

    def __call__(
        self, stream: BinaryIO, now: datetime, options: Mapping[str, str], /
    ) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class ExportOption:
    """One choice that a format leaves to the caller; `--encoding cp932` on the command line."""

    name: str
    title: str
    choices: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: `name` as typed on the command line, `title` as readers are told (Japanese).

    `media_type` and `file_name` are those of the answer at `/opendata/<file_name>`, which the site
    gives to readers only where the format is `served`.
    """

    name: str
    title: str
    media_type: str
    file_name: str
    write: Writer
    options: tuple[ExportOption, ...] = ()
    served: bool = True

    def defaults(self) -> dict[str, str]:
        return {option.name: option.default for option in self.options}


_formats: dict[str, ExportFormat] = {}


def register_format(export_format: ExportFormat) -> None:
    """Make a format known; called from `AppConfig.ready`. The same name again replaces it."""
    _formats[export_format.name] = export_format


def known_formats() -> list[ExportFormat]:
    """Every registered format, by name."""
    return [_formats[name] for name in sorted(_formats)]


def served_format(file_name: str) -> ExportFormat | None:
    """The format that readers get under this name; None where there is none."""
    return next((one for one in known_formats() if one.served and one.file_name == file_name), None)


def format_named(name: str) -> ExportFormat:
    """The format of this name; raises UnknownFormat with the known ones."""
    if name not in _formats:
        known = "、".join(sorted(_formats))
        raise UnknownFormat(f"「{name}」という形式はありません。書き出せるのは {known} です。")
    return _formats[name]
