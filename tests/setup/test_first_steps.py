"""What the start asks of the machine, tried with the real script in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms import env
from setup import machine

NEEDED = ("Makefile", "requirements.txt", "requirements-dev.txt", ".python-version")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files that the first step reads, and nothing that was made before."""
    folder = tmp_path / "project"
    shutil.copytree(env.BASE_DIR / "setup", folder / "setup")
    for name in NEEDED:
        shutil.copy(env.BASE_DIR / name, folder)
    return folder


def first_step(project: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "setup/start", "environment", "runtime", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def made(project: Path) -> set[str]:
    return {path.name for path in project.iterdir()} - {*NEEDED, "setup"}


def test_a_busy_port_is_named_in_one_sentence_before_anything_is_made(project):
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = str(somebody.getsockname()[1])
        answer = first_step(project, "--port", port)
    assert answer.returncode == 1
    assert port in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert made(project) == set()


@pytest.mark.parametrize("port", ["0", "65536", "eighty", ""])
def test_a_port_that_is_no_port_is_refused_with_its_name(project, port):
    answer = first_step(project, "--port", port)
    assert answer.returncode == 1
    assert "PORT" in answer.stderr
    assert made(project) == set()


def test_too_little_space_ends_the_start_with_both_numbers(tmp_path):
    with pytest.raises(SystemExit) as refusal:
        machine.require_space(tmp_path, 10**9)
    assert "1000000000 MB" in str(refusal.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_one_sentence_and_nothing_half_made(project, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        shutil.copytree(project, disk / "project")
        answer = first_step(disk / "project")
        assert answer.returncode == 1
        assert answer.stderr.count("\n") == 1
        assert "MB" in answer.stderr
        assert made(disk / "project") == set()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(SystemExit) as refusal:
        machine.require_writable(tmp_path / "absent")
    assert "absent" in str(refusal.value)


def only(folder: Path, **programs: str) -> str:
    """A PATH with a few programs: name and what its shell script does."""
    folder.mkdir()
    for name in ("sh", "dirname", "env"):
        (folder / name).symlink_to(shutil.which(name) or "")
    for name, script in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return str(folder)


def find_with(project: Path, path: str, pyenv: Path) -> str:
    """What `find_python` finds from an old Python's point of view."""
    code = "from setup import interpreter as i; import sys; sys.executable='/absent'; "
    run = subprocess.run(
        [sys.executable, "-c", code + "print(i.find_python())"],
        cwd=project,
        env={"PATH": path, "PYENV_ROOT": str(pyenv), "HOME": str(pyenv)},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_a_shim_that_exists_but_fails_is_passed_over(project, tmp_path):
    path = only(tmp_path / "bin", **{"python3.13": "exit 127", "python3.12": "exit 1"})
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    assert find_with(project, path, tmp_path) == os.path.realpath(sys.executable)


def test_a_python_behind_pyenv_is_found_without_being_on_the_path(project, tmp_path):
    python = tmp_path / "versions" / "3.13.99" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    path = only(tmp_path / "bin", python3="exit 127")
    assert find_with(project, path, tmp_path) == os.path.realpath(sys.executable)


def test_only_an_old_python_is_no_python(project, tmp_path):
    path = only(tmp_path / "bin", python3="exit 1", python="exit 1")
    assert find_with(project, path, tmp_path) == "None"


def test_the_start_itself_passes_over_failing_shims(project, tmp_path):
    python = tmp_path / "versions" / "3.13.99" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    path = only(tmp_path / "bin", python3="exit 127", python="exit 127")
    answer = first_step(project, "--port", "eighty", PATH=path, PYENV_ROOT=str(tmp_path))
    assert "PORT" in answer.stderr
