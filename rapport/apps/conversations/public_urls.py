"""The address by which a mail's reader stops the mails, signed in or not."""

from django.urls import path

from rapport.apps.conversations import public_views as views

app_name = "mail"
urlpatterns = [path("mail/digest/<str:token>", views.digest, name="digest")]
