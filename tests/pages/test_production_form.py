"""The site as a city would run it: no warning, no missing migration, none that grows with blocks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "HTTPS": "1",
    "DEBUG": "0",
    "SECRET_KEY": "a-long-secret-of-a-test-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghij",
    "ALLOWED_HOSTS": "carers.example.jp",
    "CSRF_TRUSTED_ORIGINS": "https://carers.example.jp",
    "BASE_URL": "https://carers.example.jp",
    "EMAIL_URL": "smtps://carers:secret@mail.example.jp",
}


def test_the_check_before_deployment_has_no_warning(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout + done.stderr
    assert "silenced" not in (done.stdout + done.stderr).replace("(0 silenced)", "")


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_blocks_of_page_bodies_stay_out_of_migrations():
    told = [
        str(file.relative_to(ROOT))
        for file in ROOT.glob("*/migrations/*.py")
        if any(word in file.read_text() for word in ("wagtail.blocks", "Block(", "block_lookup"))
    ]
    assert told == []
