"""Addresses of people, companies and segments inside a workspace."""

from django.urls import path

from rapport.apps.customers.views import bulk, cells, fields, parties, party, rules, saved_views, segments

app_name = "customers"

urlpatterns = [
    path("customers", parties.parties, name="parties"),
    path("customers/count", parties.count, name="count"),
    path("customers/new", party.new, name="new-party"),
    path("customers/filter", parties.filter_by_rule, name="filter"),
    path("customers/selection", bulk.selected, name="selection"),
    path("customers/selection/value", bulk.value, name="value"),
    path("customers/export", bulk.exported, name="export"),
    path("customers/views", saved_views.views, name="views"),
    path("customers/views/<int:view_id>", saved_views.view, name="view"),
    path("customers/work/<int:work_id>", bulk.work, name="work"),
    path("customers/work/<int:work_id>/cancellation", bulk.cancellation, name="cancellation"),
    path("customers/work/<int:work_id>/file", bulk.export_file, name="export-file"),
    path("customers/undoing/<slug:token>", bulk.undoing, name="undoing"),
    path("customers/<int:party_id>", party.party, name="party"),
    path("customers/<int:party_id>/cells/<str:column>", cells.cell, name="cell"),
    path("customers/<int:party_id>/facts", party.facts, name="facts"),
    path("customers/<int:party_id>/archival", party.archival, name="party-archival"),
    path("customers/<int:party_id>/tags", party.tags, name="tags"),
    path("customers/<int:party_id>/tags/<int:tag_id>", party.tag, name="tag"),
    path("settings/fields", fields.fields, name="fields"),
    path("settings/fields/<int:field_id>", fields.field, name="field"),
    path("settings/fields/<int:field_id>/place", fields.place, name="field-place"),
    path("settings/fields/<int:field_id>/archival", fields.archival, name="field-archival"),
    path("segments", segments.segments, name="segments"),
    path("segments/new", rules.new, name="new-segment"),
    path("segments/preview", rules.preview, name="preview"),
    path("segments/<int:segment_id>", segments.segment, name="segment"),
    path("segments/<int:segment_id>/rule", rules.edit, name="edit-segment"),
    path("segments/<int:segment_id>/archival", segments.archival, name="segment-archival"),
]
