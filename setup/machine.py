"""What the machine must offer before anything is made. Standard library, Python 3.8 syntax.

Each check ends the process with one sentence (Japanese and English) and exit status 1.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
from pathlib import Path

MEGABYTE = 1024 * 1024


def say(sentence: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def require_writable(folder: Path) -> None:
    """Ends the start where files cannot be made in `folder`."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return
    except OSError:
        sys.exit(
            f"{folder} に書きこめません。書きこめるフォルダで実行してください。 "
            f"{folder} cannot be written to; please run this in a folder you can write to."
        )


def require_space(folder: Path, megabytes: int) -> None:
    """Ends the start where fewer than `megabytes` are free on the disk of `folder`."""
    free = shutil.disk_usage(str(folder)).free // MEGABYTE
    if free < megabytes:
        sys.exit(
            f"空き容量が足りません({megabytes} MB 必要、残り {free} MB)。 "
            f"Not enough disk space: {megabytes} MB are needed, {free} MB are free."
        )


def require_port(text: str) -> int:
    """The port as a number; ends the start where it is no port or somebody listens on it."""
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        sys.exit(
            f"PORT の値 {text} を直してください。 PORT must be a whole number from 1 to 65535."
        )
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(
                f"ポート {port} は使用中です。PORT=8001 のように変えてください。 "
                f"Port {port} is in use; please choose another, for example PORT=8001."
            )
    return port
