"""Comments on a note and on the canvas: the panel, and the plain forms that speak, edit, resolve and remove."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.queries.talk import note_of_comment, talk_of
from rapport.kernel.errors import Missing
from rapport.kernel.mentions import meant_in
from rapport.ui.answers import toasted


@page("canvas.view")
def talk(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    """What is said about a note (`?note=`) or about the whole canvas."""
    return _threads(request, member, canvas_id, _id(request.GET.get("note", ""), "note"))


@page("canvas.contribute", methods=("POST",))
def comments(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    """Say something about a note or the whole canvas, or in reply to a comment."""
    queries.canvas_of(member, canvas_id)
    made = operations.add_comment(
        member,
        canvas_id,
        request.POST.get("text", ""),
        note_id=_id(request.POST.get("note", ""), "note"),
        parent_id=_id(request.POST.get("parent", ""), "comment"),
        meant=meant_in(request.POST.get("meant", "")),
    )
    return _threads(request, member, canvas_id, made.note_id, made.pk)


@page("canvas.contribute", methods=("POST",))
def comment(request: HttpRequest, member: Member, canvas_id: int, comment_id: uuid.UUID) -> HttpResponse:
    """Write one's own comment anew."""
    note_id = note_of_comment(member, canvas_id, comment_id)
    operations.edit_comment(
        member, canvas_id, comment_id, request.POST.get("text", ""), meant=meant_in(request.POST.get("meant", ""))
    )
    return _threads(request, member, canvas_id, note_id, comment_id)


@page("canvas.contribute", methods=("POST",))
def removal(request: HttpRequest, member: Member, canvas_id: int, comment_id: uuid.UUID) -> HttpResponse:
    """Take a comment away."""
    note_id = note_of_comment(member, canvas_id, comment_id)
    operations.remove_comment(member, canvas_id, comment_id)
    response = _threads(request, member, canvas_id, note_id, comment_id)
    back = reverse("canvas:comment-restoration", args=[member.workspace.slug, canvas_id, comment_id])
    return toasted(response, gettext("Comment removed"), undo_url=back)


@page("canvas.contribute", methods=("POST",))
def restoration(request: HttpRequest, member: Member, canvas_id: int, comment_id: uuid.UUID) -> HttpResponse:
    """Put a comment back: what Undo beside "Comment removed" sends."""
    note_id = note_of_comment(member, canvas_id, comment_id)
    operations.restore_comment(member, canvas_id, comment_id)
    return _threads(request, member, canvas_id, note_id, comment_id)


@page("canvas.contribute", methods=("POST", "DELETE"))
def resolution(request: HttpRequest, member: Member, canvas_id: int, comment_id: uuid.UUID) -> HttpResponse:
    """POST resolves a thread, DELETE takes it up again."""
    note_id = note_of_comment(member, canvas_id, comment_id)
    if request.method == "POST":
        operations.resolve_comment(member, canvas_id, comment_id)
    else:
        operations.reopen_comment(member, canvas_id, comment_id)
    return _threads(request, member, canvas_id, note_id, comment_id)


def _threads(
    request: HttpRequest,
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID | None,
    comment_id: uuid.UUID | None = None,
) -> HttpResponse:
    """The threads for a script, the panel with its head where it is opened, a page for a plain browser."""
    found = talk_of(member, canvas_id, note_id=note_id)
    if not getattr(request, "htmx", False):
        if request.method != "GET":
            return _back(member, canvas_id, note_id, comment_id)
        template = "canvas/comments.html"
    elif request.htmx.target == "side-panel":  # type: ignore[attr-defined]
        template = "canvas/comments/_panel.html"
    else:
        template = "canvas/comments/_threads.html"
    return render(request, template, {"talk": found, "canvas": found.canvas})


def _back(member: Member, canvas_id: int, note_id: uuid.UUID | None, comment_id: uuid.UUID | None) -> HttpResponse:
    slug = member.workspace.slug
    if note_id:
        page_of = reverse("canvas:note", args=[slug, canvas_id, note_id])
    else:
        page_of = reverse("canvas:talk", args=[slug, canvas_id])
    return redirect(f"{page_of}#comment-{comment_id}" if comment_id else page_of)


def _id(text: str, what: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise Missing(f"There is no such {what} on this canvas.") from error
