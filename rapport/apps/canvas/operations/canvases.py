"""Making and setting up canvases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.canvas.models import Canvas, Gesture
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.layouts import layout_of
from rapport.apps.customers.models import HUES, Party, Region, Segment
from rapport.apps.insights.queries import Subject, period_choices
from rapport.apps.insights.tasks import prepare_later
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_id

LONGEST_TITLE = 120
LONGEST_MEANING = 60
LEAST_FRESH, MOST_FRESH = 30, 730
SET_UP = ("title", "subject_kind", "segment_id", "party_id", "region_id", "period")


def create_canvas(
    member: Member,
    *,
    title: str = "",
    segment_id: int | None = None,
    party_id: int | None = None,
    region_id: int | None = None,
    blueprint_name: str = "customer_relationship",
    region_ids: Sequence[int] | None = None,
    period: str = "last-12-months",
) -> Canvas:
    """A new, empty canvas for a segment, for one customer, or for everybody; optionally in one region.

    `blueprint_name` is a template that ships, or "own-" and the number of one of the workspace's own; `region_ids`
    are the regions of its rows, if it has rows.
    """
    member.require("canvas.edit")
    given = _checked(member, locals())
    with recorded(member.actor, "canvas.created", topics=["canvases"]) as change:
        at = now()
        canvas = Canvas.objects.create(workspace_id=member.workspace_id, made_by=member, changed_at=at, **given)
        gesture = Gesture.objects.create(
            workspace_id=member.workspace_id,
            canvas=canvas,
            key=new_id(),
            member=member,
            role=Gesture.Role.SET_UP,
            size=1,
        )
        desk = Desk(member, canvas, gesture, at)
        desk.write("canvas.created", canvas, "add", None, given)
        desk.put_away()
        change.about("canvas", canvas.pk, canvas.title)
        change.topics.append(canvas.topic)
        prepare_later(member.workspace, Subject.parse(canvas.figures_subject), region=canvas.region_id)
    return canvas


def rename_canvas(member: Member, canvas_id: int, title: str) -> Outcome:
    """Give a canvas another title."""
    kept = clean_text(title, place="title", longest=LONGEST_TITLE)
    return _set_up(member, canvas_id, "canvas.renamed", {"title": kept})


def set_up_canvas(
    member: Member,
    canvas_id: int,
    *,
    title: str,
    region_id: int | None,
    period: str,
    fresh_days: int | None = None,
) -> Outcome:
    """Change title, region and period of a canvas, and for how many days evidence counts (None leaves that)."""
    kept = clean_text(title, place="title", longest=LONGEST_TITLE)
    _region(member, region_id)
    wanted: dict[str, Any] = {"title": kept, "region_id": region_id, "period": _period(period)}
    if fresh_days is not None:
        wanted["fresh_days"] = _fresh_days(fresh_days)
    return _set_up(member, canvas_id, "canvas.updated", wanted)


def name_colours(member: Member, canvas_id: int, meanings: Mapping[str, str]) -> Outcome:
    """Say what the colours of notes stand for on a canvas; a colour without words stands for nothing."""
    said = {hue: clean_text(meanings.get(hue, ""), place=hue, longest=LONGEST_MEANING, required=False) for hue in HUES}
    kept = {hue: words for hue, words in said.items() if words}

    def act(desk: Desk) -> None:
        desk.set(desk.canvas, "canvas.coloured", "colour_meanings", kept)

    return perform(member, canvas_id, "canvas.coloured", act, right="canvas.edit")


def archive_canvas(member: Member, canvas_id: int) -> Outcome:
    """Take a canvas out of the list; everything on it stays."""
    return _archived(member, canvas_id, archived=True)


def restore_canvas(member: Member, canvas_id: int) -> Outcome:
    """Put an archived canvas back into the list."""
    return _archived(member, canvas_id, archived=False)


def _archived(member: Member, canvas_id: int, *, archived: bool) -> Outcome:
    verb = "canvas.archived" if archived else "canvas.restored"

    def act(desk: Desk) -> None:
        if bool(desk.canvas.archived_at) != archived:
            desk.write(verb, desk.canvas, "archived", not archived, archived)

    return perform(member, canvas_id, verb, act, right="canvas.edit", role=Gesture.Role.SET_UP)


def _set_up(member: Member, canvas_id: int, verb: str, wanted: dict[str, Any]) -> Outcome:
    def act(desk: Desk) -> None:
        before = {name: getattr(desk.canvas, name) for name in wanted}
        if before != wanted:
            desk.write(verb, desk.canvas, "set up", before, wanted)

    return perform(member, canvas_id, verb, act, right="canvas.edit", role=Gesture.Role.SET_UP)


def _checked(member: Member, given: dict[str, Any]) -> dict[str, Any]:
    layout = layout_of(member, given["blueprint_name"], given["region_ids"])
    if given["segment_id"] and given["party_id"]:
        raise Refused("A canvas is about a segment or about one customer, not both.", place="subject", code="choice")
    kind, name = _subject(member, given["segment_id"], given["party_id"])
    _region(member, given["region_id"])
    title = clean_text(given["title"], place="title", longest=LONGEST_TITLE, required=False) or name
    wanted = {name: given.get(name) for name in SET_UP}
    return {
        **wanted,
        **layout.fields,
        "title": title[:LONGEST_TITLE],
        "subject_kind": kind,
        "period": _period(given["period"]),
    }


def _subject(member: Member, segment_id: int | None, party_id: int | None) -> tuple[str, str]:
    if segment_id:
        segment = Segment.objects.of(member).filter(pk=segment_id, archived_at=None).first()
        return Canvas.Subject.SEGMENT, _name(segment, "segment")
    elif party_id:
        return Canvas.Subject.PARTY, _name(Party.objects.within(member).filter(pk=party_id).first(), "customer")
    else:
        return Canvas.Subject.EVERYBODY, "All customers"


def _name(found: Segment | Party | None, place: str) -> str:
    if found is None:
        raise Missing(f"There is no such {place}.", place=place)
    return found.name


def _region(member: Member, region_id: int | None) -> None:
    if region_id and not Region.objects.of(member).filter(pk=region_id).exists():
        raise Missing("There is no such region.", place="region")


def _fresh_days(days: int) -> int:
    if not LEAST_FRESH <= days <= MOST_FRESH:
        message = f"Evidence counts for {LEAST_FRESH} to {MOST_FRESH} days."
        raise Refused(message, place="fresh_days", code="number")
    return days


def _period(period: str) -> str:
    names = [name for name, _title in period_choices()]
    if period not in names:
        raise Refused(f"Choose one of: {', '.join(names)}.", place="period", code="choice")
    return period
