"""Addresses of the portal room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal import views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", views.desk, name="desk"),
    path("in/<str:token>/", views.sign_in, name="sign_in"),
    path("out/", views.sign_out, name="sign_out"),
]
