"""Addresses of imports."""

from django.urls import path

from rapport.apps.exchange import views

app_name = "exchange"

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new_import, name="new_import"),
    path("imports/<int:import_id>/", views.one_import, name="import"),
    path("imports/<int:import_id>/kind/", views.kind, name="kind"),
    path("imports/<int:import_id>/columns/", views.columns, name="columns"),
    path("imports/<int:import_id>/preview/", views.preview, name="preview"),
    path("imports/<int:import_id>/check/", views.check, name="check"),
    path("imports/<int:import_id>/start/", views.start, name="start"),
    path("imports/<int:import_id>/progress/", views.progress, name="progress"),
    path("imports/<int:import_id>/cancellation/", views.cancellation, name="cancellation"),
    path("imports/<int:import_id>/reopening/", views.reopening, name="reopening"),
    path("imports/<int:import_id>/refused/", views.refused, name="refused"),
    path("imports/<int:import_id>/refused.csv", views.refused_csv, name="refused_csv"),
]
