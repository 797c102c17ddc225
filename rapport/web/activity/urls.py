"""The addresses of the log, of background work and of the live stream."""

from django.urls import path

from rapport.web.activity import views
from rapport.web.activity.live import live

app_name = "activity"
urlpatterns = [
    path("log", views.log, name="log"),
    path("log/check", views.check, name="check"),
    path("log/file", views.log_file, name="log-file"),
    path("jobs", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/cancellation", views.cancellation, name="cancellation"),
    path("jobs/<int:job_id>/repetition", views.repetition, name="repetition"),
    path("live", live, name="live"),
]
