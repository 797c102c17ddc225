"""Addresses of canvases inside a workspace."""

from django.urls import path

from rapport.apps.canvas.views import board, canvases, export, live, notes

app_name = "canvas"

urlpatterns = [
    path("canvases", canvases.canvases, name="canvases"),
    path("canvases/new", canvases.new, name="new"),
    path("canvases/<int:canvas_id>", board.board, name="board"),
    path("canvases/<int:canvas_id>/live/<slug:box>", live.live, name="live"),
    path("canvases/<int:canvas_id>/changes", board.changes, name="changes"),
    path("canvases/<int:canvas_id>/gestures", board.gestures, name="gestures"),
    path("canvases/<int:canvas_id>/undo", board.undo, name="undo"),
    path("canvases/<int:canvas_id>/redo", board.redo, name="redo"),
    path("canvases/<int:canvas_id>/set-up", canvases.set_up, name="set-up"),
    path("canvases/<int:canvas_id>/archival", canvases.archival, name="archival"),
    path("canvases/<int:canvas_id>/export.<slug:form>", export.export, name="export"),
    path("canvases/<int:canvas_id>/deleted", notes.deleted, name="deleted"),
    path("canvases/<int:canvas_id>/notes", notes.notes, name="notes"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>", notes.note, name="note"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/text", notes.text, name="text"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/look", notes.look, name="look"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/place", notes.place, name="place"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/choice", notes.choice, name="choice"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/deletion", notes.deletion, name="deletion"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/evidence", notes.evidence, name="evidence"),
    path("canvases/<int:canvas_id>/evidence/<uuid:evidence_id>", notes.one_evidence, name="one-evidence"),
]
