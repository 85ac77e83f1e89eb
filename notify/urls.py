"""Addresses of the feeds: all, area-<slug>, topic-<slug>, group-<public id>."""

from __future__ import annotations

from django.urls import path

from notify import views

app_name = "notify"
urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<slug:slug>.atom", views.feed, name="feed"),
]
