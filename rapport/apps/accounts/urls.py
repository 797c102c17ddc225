"""Addresses of a workspace's people and settings."""

from django.urls import path

from rapport.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<int:member_id>/role", views.role, name="role"),
    path("members/<int:member_id>/deactivation", views.deactivation, name="deactivation"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<int:invitation_id>", views.invitation, name="invitation"),
    path("sign-ins/", views.sign_ins, name="sign-ins"),
    path("settings/", views.settings, name="settings"),
]
