"""The files of open data, below /opendata/."""

from __future__ import annotations

from django.urls import path

from directory.exporting.views import changes, download

app_name = "exporting"
urlpatterns = [
    path("<str:file_name>.changes.json", changes, name="changes"),
    path("<str:file_name>", download, name="file"),
]
