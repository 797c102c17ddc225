"""Addresses of figures and metrics."""

from django.urls import path

from rapport.apps.insights import views

app_name = "insights"

urlpatterns = [
    path("metrics/", views.metrics, name="metrics"),
    path("metrics/table.csv", views.table, name="table"),
    path("metrics/people/", views.behind, name="behind"),
    path("metrics/definitions/", views.definitions, name="definitions"),
    path("metrics/definitions/<slug:metric>/", views.definition, name="definition"),
    path("metrics/analyses/", views.shelf, name="analyses"),
    path("metrics/analyses/<slug:analysis>/", views.analysis, name="analysis"),
    path("metrics/analyses/<slug:analysis>/tables.csv", views.sheets, name="sheets"),
    path("metrics/analyses/<slug:analysis>/people/", views.people, name="people"),
    path("metrics/alerts/", views.alerts, name="alerts"),
    path("metrics/targets/", views.targets, name="targets"),
    path("metrics/targets/<int:target_id>/", views.target, name="target"),
    path("settings/currencies/", views.currencies, name="currencies"),
    path("settings/currencies/rates/<int:rate_id>/", views.rate, name="rate"),
    path("settings/currencies/carrying/", views.carrying, name="carrying"),
    path("segments/suggested/", views.suggested, name="suggested"),
    path("segments/suggested/<slug:analysis>/<slug:key>/", views.suggestion, name="suggestion"),
    path("figures/<str:subject>/", views.tiles, name="tiles"),
    path("figures/<str:subject>/profile/", views.profile, name="profile"),
    path("figures/<str:subject>/<slug:metric>/", views.tile, name="tile"),
]
