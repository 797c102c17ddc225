"""The search's address in a workspace."""

from django.urls import path

from rapport.web.search import views

app_name = "search"
urlpatterns = [path("search", views.everything, name="everything")]
