"""The addresses of roles and teams."""

from django.urls import path

from rapport.web.rights import views

app_name = "rights"
urlpatterns = [
    path("settings/roles", views.roles, name="roles"),
    path("settings/roles/new", views.new_role, name="new-role"),
    path("settings/roles/<int:role_id>", views.role, name="role"),
    path("settings/teams", views.teams, name="teams"),
    path("settings/teams/new", views.new_team, name="new-team"),
    path("settings/teams/<int:team_id>", views.team, name="team"),
    path("members/<int:member_id>/role", views.holder, name="holder"),
]
