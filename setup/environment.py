"""Makes `.venv` from the locked requirements: `setup/start environment runtime|dev [--port N]`.

Standard library and Python 3.8 syntax only, because any Python may run it. A stamp in
`.venv` holds the hash of what is installed, so later starts do no work at all. A first
environment that cannot be finished is removed again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys

from setup.interpreter import ROOT, TOOLS, fetch_python, find_python, find_uv, make_uv, probe
from setup.machine import require_port, require_space, require_writable, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
REQUIREMENTS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
SPACE_FOR_PACKAGES = 1500


def _digest(kind: str) -> str:
    return hashlib.sha256(REQUIREMENTS[kind].read_bytes()).hexdigest()


def _stamps() -> dict[str, str]:
    try:
        stamps = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def is_ready(kind: str) -> bool:
    """Whether `.venv` starts and holds the locked packages of `kind`."""
    if _stamps().get(kind) != _digest(kind):
        return False
    if os.path.realpath(sys.executable) == os.path.realpath(str(PYTHON)):
        return True
    return subprocess.run([str(PYTHON), "-c", ""], capture_output=True, check=False).returncode == 0


def _pip_setting(name: str) -> str:
    python = os.path.realpath(sys.executable)
    command = [python, "-m", "pip", "config", "get", "global." + name]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return os.environ.get("PIP_" + name.upper().replace("-", "_"), run.stdout.strip())


def _uv_environ() -> dict[str, str]:
    """uv reads neither pip's settings nor, unless told, the machine's own certificates."""
    environ = {"UV_SYSTEM_CERTS": "true", **os.environ}
    for variable, setting in (("UV_DEFAULT_INDEX", "index-url"), ("SSL_CERT_FILE", "cert")):
        value = _pip_setting(setting)
        if value:
            environ.setdefault(variable, value)
    return environ


def install(kind: str) -> None:
    """Makes or completes `.venv`; ends the process with one sentence where it cannot."""
    require_writable(ROOT)
    require_space(ROOT, SPACE_FOR_PACKAGES)
    python = find_python()
    had_tools, had_venv = TOOLS.exists(), probe(str(PYTHON)) is not None
    try:
        uv = find_uv() or make_uv()
        python = python or fetch_python(uv)
        if not had_venv:
            _make_venv(uv, python)
        _install_packages(uv, kind)
    except BaseException:
        if not had_venv:
            shutil.rmtree(str(VENV), ignore_errors=True)
        if not had_tools:
            shutil.rmtree(str(TOOLS), ignore_errors=True)
        raise


def _run(command: list[str], failure: str) -> None:
    if subprocess.run(command, env=_uv_environ(), check=False).returncode:
        sys.exit(failure)


def _make_venv(uv: str, python: str) -> None:
    _run(
        [uv, "venv", "--quiet", "--clear", "--no-config", "--python", python, str(VENV)],
        "環境 .venv を作れませんでした。 The environment .venv could not be made.",
    )


def _install_packages(uv: str, kind: str) -> None:
    say("パッケージを入れています(1〜2分)。 Installing packages (a minute or two).")
    # Compiled once here: where Python may not write bytecode, every start would compile it all.
    options = ("--quiet", "--require-hashes", "--no-config", "--compile-bytecode")
    target = ("--python", str(PYTHON))
    stamps = _stamps()
    STAMP.unlink(missing_ok=True)
    _run(
        [uv, "pip", "install", *options, *target, "-r", str(REQUIREMENTS[kind])],
        "パッケージを入れられませんでした。ネットワークを確かめてください。 "
        "The packages could not be installed; please check the network.",
    )
    stamps[kind] = _digest(kind)
    if kind == "dev":
        stamps["runtime"] = _digest("runtime")
    STAMP.write_text(json.dumps(stamps), encoding="utf-8")


def main() -> None:
    """Checks the port first, then makes the environment where it is not ready."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(REQUIREMENTS))
    parser.add_argument("--port")
    options = parser.parse_args()
    if options.port is not None:
        require_port(options.port)
    if not is_ready(options.kind):
        install(options.kind)


if __name__ == "__main__":
    main()
