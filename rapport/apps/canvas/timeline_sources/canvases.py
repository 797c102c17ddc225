"""Source of the timeline: what was thought and decided on canvases about this customer."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told, Words


def _canvases(asked: Asked) -> Any:
    return asked.rows("canvas.Canvas").filter(archived_at=None, scenario_of=None).select_related("made_by__user")


def _on_them(label: str, seen: Callable[[Any], Q]) -> Callable[[Asked], Any]:
    """What stands on the canvases, without what is somebody else's alone."""

    def rows(asked: Asked) -> Any:
        on = asked.rows(label, "canvas__party").filter(canvas__archived_at=None, canvas__scenario_of=None)
        living = on.filter(seen(asked.member), deleted_at=None)
        return living.annotate(whom=F("canvas__party")).select_related("canvas", "author__user")

    return rows


def _noted(member: Any) -> Q:
    return Q(is_private=False) | Q(author=member)


def _decided(member: Any) -> Q:
    return Q(note=None) | Q(note__is_private=False) | Q(note__author=member) | Q(owner=member)


def _tell_canvas(canvas: Any, asked: Asked) -> Told:
    url = asked.url("canvas:board", canvas.pk)
    return Told(_("Canvas made"), url=url, who=_name(canvas.made_by), state=canvas.title)


def _tell_on(title: Words) -> Callable[[Any, Asked], Told]:
    def tell(thing: Any, asked: Asked) -> Told:
        url = asked.url("canvas:board", thing.canvas_id)
        return Told(title, thing.text, url, _name(thing.author), state=thing.canvas.title)

    return tell


def _name(member: Any) -> str:
    return str(member) if member else ""


canvases = TimelineSource(
    name="canvases",
    title=_("Canvases"),
    help=_("Canvases about this customer, and the notes and actions on them; private notes are their author's alone."),
    icon="squares-2x2",
    hue="relationship",
    right="canvas.view",
    strands=(
        Strand(_canvases, _tell_canvas, at="created_at", searched=("title",)),
        Strand(
            _on_them("canvas.Note", _noted),
            _tell_on(_("Note on a canvas")),
            at="added_at",
            party="whom",
            searched=("text",),
        ),
        Strand(
            _on_them("canvas.Action", _decided),
            _tell_on(_("Action on a canvas")),
            at="added_at",
            party="whom",
            searched=("text",),
        ),
    ),
    topics=("canvases",),
    order=65,
)
