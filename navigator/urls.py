"""Addresses of the navigator room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "navigator"
urlpatterns: list[URLPattern] = []
