"""Addresses of a workspace's people and settings."""

from django.urls import path

from rapport.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<int:member_id>/deactivation", views.deactivation, name="deactivation"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<int:invitation_id>", views.invitation, name="invitation"),
    path("sign-ins/", views.sign_ins, name="sign-ins"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/bell", views.bell, name="bell"),
    path("notifications/reading", views.reading, name="reading"),
    path("settings/", views.settings, name="settings"),
    path("settings/branding", views.branding, name="branding"),
    path("settings/tokens", views.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>", views.token, name="token"),
    path("settings/logo", views.logo, name="logo"),
]
