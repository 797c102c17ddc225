"""The address of the day in a workspace."""

from django.urls import path

from rapport.web.my_day import views

app_name = "my_day"
urlpatterns = [path("my-day", views.day, name="day")]
