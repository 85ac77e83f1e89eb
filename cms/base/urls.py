"""Addresses that belong to no room: health, robots, the list of components."""

from __future__ import annotations

from django.urls import path

from cms.base import health
from cms.base.styleguide import styleguide

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("styleguide/", styleguide, name="styleguide"),
]
