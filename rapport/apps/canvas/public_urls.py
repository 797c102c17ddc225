"""Addresses of canvases for people outside: whoever has the link."""

from django.urls import path

from rapport.apps.canvas import public_views as views

app_name = "shared"
urlpatterns = [
    path("s/<str:token>", views.canvas, name="canvas"),
    path("s/<str:token>/password", views.password, name="password"),
    path("s/<str:token>/parts", views.parts, name="parts"),
    path("s/<str:token>/look.css", views.look, name="look"),
    path("s/<str:token>/logo", views.logo, name="logo"),
    path("s/<str:token>/name", views.name, name="name"),
    path("s/<str:token>/notes", views.notes, name="notes"),
    path("s/<str:token>/notes/<uuid:note_id>", views.note, name="note"),
    path("s/<str:token>/notes/<uuid:note_id>/vote", views.vote, name="vote"),
]
