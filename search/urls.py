"""Addresses of the search room."""

from __future__ import annotations

from django.urls import path

from search import views
from search.suggest.views import suggest

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest.json", suggest, name="suggest"),
]
