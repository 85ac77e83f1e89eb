"""A new site, and what a reader gets from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.pages.reading import Read, read

type Reading = Callable[[str], Read]


@pytest.fixture
def get(client: Client) -> Reading:
    """`get(path)`: what a reader who is not signed in gets there."""
    return lambda path: read(client, path)
