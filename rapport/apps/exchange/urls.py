"""Addresses of imports and exports."""

from django.urls import path

from rapport.apps.exchange.views import exports, folders, imports, rows, undoing

app_name = "exchange"

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new_import, name="new_import"),
    path("imports/folders/", folders.folders, name="folders"),
    path("imports/folders/<int:folder_id>/", folders.folder, name="folder"),
    path("imports/folders/<int:folder_id>/pause/", folders.pause, name="folder_pause"),
    path("imports/<int:import_id>/", imports.one_import, name="import"),
    path("imports/<int:import_id>/kind/", imports.kind, name="kind"),
    path("imports/<int:import_id>/columns/", imports.columns, name="columns"),
    path("imports/<int:import_id>/fields/", imports.own_field, name="own_field"),
    path("imports/<int:import_id>/preview/", imports.preview, name="preview"),
    path("imports/<int:import_id>/check/", imports.check, name="check"),
    path("imports/<int:import_id>/start/", imports.start, name="start"),
    path("imports/<int:import_id>/progress/", imports.progress, name="progress"),
    path("imports/<int:import_id>/cancellation/", imports.cancellation, name="cancellation"),
    path("imports/<int:import_id>/reopening/", imports.reopening, name="reopening"),
    path("imports/<int:import_id>/refused/", rows.refused, name="refused"),
    path("imports/<int:import_id>/refused.csv", rows.refused_csv, name="refused_csv"),
    path("imports/<int:import_id>/corrections/", rows.corrections, name="corrections"),
    path("imports/<int:import_id>/undo/", undoing.undo, name="undo"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<slug:export>/", exports.export_file, name="export_file"),
]
