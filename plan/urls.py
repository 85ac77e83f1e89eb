"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path, re_path

from plan import views

app_name = "plan"
urlpatterns = [
    path("plan/", views.plan, name="plan"),
    re_path(r"^plan/(?P<number>\d+-\d+-\d+-\d+)/$", views.measure, name="measure"),
]
