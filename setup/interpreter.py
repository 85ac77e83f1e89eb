"""Finds or fetches a Python that can run the site. Standard library, Python 3.8 syntax."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from setup.machine import say

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
WANTED = "3.13"
NAMES = ("python3.13", "python3.12", "python3.14", "python3", "python")
# A Python built without SQLite or TLS starts but cannot run the site.
PROBE = (
    "import sys, sqlite3, ssl, ctypes\n"
    "if not (3, 12) <= sys.version_info[:2] <= (3, 14): sys.exit(1)\n"
    "import os; sys.stdout.write(os.path.realpath(sys.executable))"
)


def _pyenv_pythons() -> Iterator[str]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for minor in ("3.13", "3.12", "3.14"):
        for folder in sorted((root / "versions").glob(minor + "*"), reverse=True):
            yield str(folder / "bin" / "python3")


def probe(command: str) -> str | None:
    """The real path behind `command` where it starts and is new enough, else None."""
    try:
        run = subprocess.run(
            [command, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.strip() or None if run.returncode == 0 else None


def find_python() -> str | None:
    """The first Python from 3.12 to 3.14 on this machine, pyenv's included."""
    candidates = [os.path.realpath(sys.executable), *NAMES, *_pyenv_pythons()]
    return next(filter(None, map(probe, candidates)), None)


def find_uv() -> str | None:
    """A uv that starts: the machine's own or the one made before in `.tools/uv`."""
    for command in (shutil.which("uv"), str(TOOLS / "uv" / "bin" / "uv")):
        if command and _runs(command):
            return command
    return None


def _runs(command: str) -> bool:
    try:
        return (
            subprocess.run([command, "--version"], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def make_uv() -> str:
    """Installs the pinned uv into `.tools/uv` with pip; nothing stays where that fails."""
    say("uv を用意しています。 Preparing uv.")
    building = TOOLS / "uv.building"
    shutil.rmtree(str(building), ignore_errors=True)
    options = ("--quiet", "--disable-pip-version-check", "--root-user-action", "ignore")
    pins = ("--require-hashes", "--target", str(building), "-r", str(ROOT / "setup" / "uv.txt"))
    # The interpreter behind `.venv` has pip; an environment that uv made has none.
    pip = [os.path.realpath(sys.executable), "-m", "pip", "install", *options, *pins]
    run = subprocess.run(pip, check=False)
    if run.returncode:
        shutil.rmtree(str(building), ignore_errors=True)
        sys.exit(
            "uv を入れられませんでした。pip とネットワークを確かめてください。 "
            "uv could not be installed; please check pip and the network."
        )
    shutil.rmtree(str(TOOLS / "uv"), ignore_errors=True)
    building.rename(TOOLS / "uv")
    return str(TOOLS / "uv" / "bin" / "uv")


def fetch_python(uv: str) -> str:
    """A Python that uv knows of, or one it fetches into `.tools/python`."""
    environ = {**os.environ, "UV_PYTHON_INSTALL_DIR": str(TOOLS / "python")}
    find = [uv, "python", "find", "--system", ">=3.12,<3.15"]
    fetch = [uv, "python", "install", "--quiet", "--no-bin", WANTED]
    for command in (find, fetch, find):
        run = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
        found = run.stdout.strip() if command is find else ""
        if run.returncode == 0 and found and probe(found):
            return found
    sys.exit(
        "Python 3.12 以上が見つからず、取得もできません。Python 3.12 か 3.13 を入れてください。 "
        "Python 3.12 or newer was not found and could not be fetched; please install it."
    )
