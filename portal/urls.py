"""Addresses of the portal room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal import adding, entrance, notices, proposals, views
from portal.calendars import views as calendars
from portal.membership import views as members
from portal.network import neighbour_views as neighbours
from portal.network import views as board
from portal.profile import views as profile
from portal.together import views as together

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", entrance.entrance, name="desk"),
    path("in/<str:token>/", entrance.sign_in, name="sign_in"),
    path("invited/<str:token>/", members.invited, name="invited"),
    path("members/", members.members, name="members"),
    path("members/<int:pk>/remove/", members.remove, name="remove_member"),
    path("invitations/<int:pk>/withdraw/", members.withdraw, name="withdraw_invitation"),
    path("out/", entrance.sign_out, name="sign_out"),
    path("confirm/", views.confirm, name="confirm"),
    path("notice/<slug:record_type>/<slug:record_id>/", notices.notice, name="notice"),
    path("notices/<int:pk>/end/", notices.end, name="end_notice"),
    path("meetups/new/", adding.new_meetup, name="new_meetup"),
    path("meetups/<slug:series_id>/", adding.meetup, name="meetup"),
    path("meetups/<slug:series_id>/duplicate/", adding.duplicate, name="duplicate_meetup"),
    path("meetups/<slug:series_id>/together/", together.together, name="together"),
    path("meetups/<slug:series_id>/keeper/", together.keeper, name="keeper"),
    path("meetups/<slug:series_id>/leave/", together.leave, name="leave"),
    path("together/<int:pk>/", together.question, name="together_question"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<int:pk>/", calendars.entry, name="calendar_entry"),
    path("profile/", profile.profile, name="profile"),
    path("profile/<int:pk>/edit/", profile.edit_draft, name="edit_profile"),
    path("board/", board.posts, name="board"),
    path("board/new/", board.new_post, name="new_board_post"),
    path("board/<int:pk>/", board.post, name="board_post"),
    path("board/<int:pk>/edit/", board.edit_post, name="edit_board_post"),
    path("board/<int:pk>/report/", board.report, name="report_board_post"),
    path("groups/", neighbours.groups, name="groups"),
    path("groups/contact/", neighbours.contact, name="shared_contact"),
    path("groups/<slug:group_id>/message/", neighbours.message, name="message"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/edit/", adding.edit_proposal, name="edit_proposal"),
    path("dates/<slug:series_id>/<slug:key>/", views.date, name="date"),
    path("dates/<slug:series_id>/<slug:key>/cancel/", views.cancel, name="cancel"),
    path("dates/<slug:series_id>/<slug:key>/restore/", views.restore, name="restore"),
    path("dates/<slug:series_id>/<slug:key>/absent/", together.absent, name="absent"),
]
