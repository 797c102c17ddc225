"""Addresses of people, companies and segments inside a workspace."""

from django.urls import path

from rapport.apps.customers.views import parties, rules, segments

app_name = "customers"

urlpatterns = [
    path("customers", parties.parties, name="parties"),
    path("customers/count", parties.count, name="count"),
    path("customers/new", parties.new, name="new-party"),
    path("customers/selection", parties.selection, name="selection"),
    path("customers/<int:party_id>", parties.party, name="party"),
    path("customers/<int:party_id>/facts", parties.facts, name="facts"),
    path("customers/<int:party_id>/archival", parties.archival, name="party-archival"),
    path("customers/<int:party_id>/tags", parties.tags, name="tags"),
    path("customers/<int:party_id>/tags/<int:tag_id>", parties.tag, name="tag"),
    path("segments", segments.segments, name="segments"),
    path("segments/new", rules.new, name="new-segment"),
    path("segments/preview", rules.preview, name="preview"),
    path("segments/<int:segment_id>", segments.segment, name="segment"),
    path("segments/<int:segment_id>/rule", rules.edit, name="edit-segment"),
    path("segments/<int:segment_id>/archival", segments.archival, name="segment-archival"),
]
