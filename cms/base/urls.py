"""Addresses that belong to no room: health, robots."""

from __future__ import annotations

from django.urls import path

from cms.base import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
]
