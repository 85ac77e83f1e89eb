"""Small pages of the site itself."""

from __future__ import annotations

from django.urls import path

from home import opendata, views

app_name = "home"
urlpatterns = [
    path("opendata/", opendata.catalogue, name="opendata"),
    path("settings/", views.display_settings, name="settings"),
    path("exit/", views.leave, name="exit"),
]
