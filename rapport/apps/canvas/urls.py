"""Addresses of canvases inside a workspace."""

from django.urls import path

from rapport.apps.canvas.views import board, canvases, comments, evidence, export, live, notes, search, together, versions

app_name = "canvas"

urlpatterns = [
    path("search", search.find, name="search"),
    path("canvases", canvases.canvases, name="canvases"),
    path("canvases/new", canvases.new, name="new"),
    path("canvases/<int:canvas_id>", board.board, name="board"),
    path("canvases/<int:canvas_id>/live/<slug:box>", live.live, name="live"),
    path("canvases/<int:canvas_id>/versions", versions.versions, name="versions"),
    path("canvases/<int:canvas_id>/versions/new", versions.new_version, name="new-version"),
    path("canvases/<int:canvas_id>/past", versions.as_of, name="past"),
    path("canvases/<int:canvas_id>/difference", versions.difference, name="difference"),
    path("canvases/<int:canvas_id>/restoration", versions.restoration, name="restoration"),
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/copy-back", versions.copy_back, name="copy-back"),
    path("canvases/<int:canvas_id>/changes", board.changes, name="changes"),
    path("canvases/<int:canvas_id>/gestures", board.gestures, name="gestures"),
    path("canvases/<int:canvas_id>/undo", board.undo, name="undo"),
    path("canvases/<int:canvas_id>/redo", board.redo, name="redo"),
    path("canvases/<int:canvas_id>/presence", together.presence, name="presence"),
    path("canvases/<int:canvas_id>/workshop", together.workshop, name="workshop"),
    path("canvases/<int:canvas_id>/workshop-bar", together.workshop_bar, name="workshop-bar"),
    path("canvases/<int:canvas_id>/colours", together.colours, name="colours"),
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
    path("canvases/<int:canvas_id>/notes/<uuid:note_id>/evidence", evidence.evidence, name="evidence"),
    path("canvases/<int:canvas_id>/comments", comments.comments, name="comments"),
    path("canvases/<int:canvas_id>/comments/<uuid:comment_id>", comments.comment, name="comment"),
    path("canvases/<int:canvas_id>/comments/<uuid:comment_id>/removal", comments.removal, name="comment-removal"),
    path(
        "canvases/<int:canvas_id>/comments/<uuid:comment_id>/restoration",
        comments.restoration,
        name="comment-restoration",
    ),
    path("canvases/<int:canvas_id>/comments/<uuid:comment_id>/resolution", comments.resolution, name="resolution"),
    path("canvases/<int:canvas_id>/evidence/<uuid:evidence_id>", evidence.one_evidence, name="one-evidence"),
    path(
        "canvases/<int:canvas_id>/evidence/<uuid:evidence_id>/restoration",
        evidence.restoration,
        name="evidence-restoration",
    ),
    path("canvases/<int:canvas_id>/evidence/<uuid:evidence_id>/answers", evidence.answers, name="answers"),
    path("canvases/<int:canvas_id>/files/<int:file_id>", evidence.file, name="file"),
]
