"""Loaded by pytest before Django: the tests have a data folder of their own."""

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="carers-tests-"))
(FOLDER / "static").mkdir()
os.environ["DATA_DIR"] = str(FOLDER)


def pytest_unconfigure() -> None:
    """Takes the folder away with the run."""
    shutil.rmtree(FOLDER, ignore_errors=True)
