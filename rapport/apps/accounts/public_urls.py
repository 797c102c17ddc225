"""Addresses outside any workspace."""

from django.urls import path

from rapport.apps.accounts import public_views as views

app_name = "start"
urlpatterns = [
    path("start/", views.landing, name="landing"),
    path("first-start", views.first_start, name="first-start"),
    path("workspaces/new", views.new_workspace, name="new-workspace"),
    path("invitations/<str:token>", views.invitation, name="invitation"),
    path("theme", views.theme, name="theme"),
]
