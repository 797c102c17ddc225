"""Scenarios: a copy of a canvas on which some figures are assumed to be otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from rapport.analytics.simulation import BY_NAME
from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.canvas.models import (
    Canvas,
    Evidence,
    Gesture,
    Note,
    Projected,
    Proposition,
    RelationshipDesign,
    RelationshipElement,
)
from rapport.apps.canvas.operations.log import Desk, Outcome, canvas_for_writing, fixed_id, perform
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.projection import Fields
from rapport.apps.canvas.queries.scenarios.copies import copy_id
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.ids import new_id

LONGEST_TITLE = 120
MOST_SCENARIOS = 20
COPIED: tuple[type[Projected], ...] = (Note, Evidence, RelationshipElement, RelationshipDesign, Proposition)
LEFT = {"text_version", "changed_at", "changed_sequence", "rivals", "is_private"}
SAME = (
    "blueprint_name", "own_template_id", "rows", "subject_kind", "segment_id", "party_id", "region_id", "period",
    "fresh_days", "colour_meanings",
)  # fmt: skip
DECLARED = {"discount": Decimal(1)}
MOST_AMOUNT = Decimal(10) ** 12
FINEST = Decimal("1e-9")


def make_scenario(member: Member, canvas_id: int, title: str) -> Canvas:
    """A copy of a canvas to think with: its notes, evidence, propositions and relationship, not its actions."""
    member.require("canvas.edit")
    kept = clean_text(title, place="title", longest=LONGEST_TITLE)
    with recorded(member.actor, "canvas.created", topics=["canvases", f"canvas:{canvas_id}"]) as change:
        origin = canvas_for_writing(member, canvas_id)
        _refuse(member, origin)
        desk = _desk(member, origin, kept)
        for model in COPIED:
            _copy(desk, origin, model)
        desk.gesture.size = len(desk.written)
        desk.gesture.save(update_fields=["size"])
        desk.put_away()
        change.about("canvas", desk.canvas.pk, kept)
        change.topics.append(desk.canvas.topic)
        change.details["scenario_of"] = origin.pk
    return desk.canvas


def assume(member: Member, canvas_id: int, assumptions: Mapping[str, Mapping[str, Any]]) -> Outcome:
    """Set the figures that a scenario assumes, or on the canvas itself those that nothing measures yet.

    Each is `{"value": "0.6", "give_or_take": "0.1"}`: shares of one, amounts in the workspace's currency.
    """
    kept = checked_assumptions(assumptions)

    def act(desk: Desk) -> None:
        desk.set(desk.canvas, "canvas.assumed", "assumptions", kept)

    return perform(member, canvas_id, "canvas.assumed", act, right="canvas.edit")


def checked_assumptions(assumptions: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The assumptions as they are kept. Raises Refused naming the figure."""
    return {name: _assumed(name, given) for name, given in sorted(assumptions.items())}


def _refuse(member: Member, origin: Canvas) -> None:
    if origin.scenario_of_id:
        raise Refused(_("A scenario is made from the canvas itself, not from another scenario."), place="canvas")
    if origin.archived_at:
        raise Refused(_("This canvas is in the archive. Put it back in use first."), place="canvas", code="archived")
    if Canvas.objects.of(member).filter(scenario_of=origin, archived_at=None).count() >= MOST_SCENARIOS:
        raise Refused(_("There are %s scenarios; archive one first.") % MOST_SCENARIOS, place="canvas", code="full")


def _desk(member: Member, origin: Canvas, title: str) -> Desk:
    given = {name: getattr(origin, name) for name in SAME} | {"title": title}
    at = now()
    canvas = Canvas.objects.create(
        workspace_id=member.workspace_id, made_by=member, changed_at=at, scenario_of=origin, **given
    )
    gesture = Gesture.objects.create(
        workspace_id=member.workspace_id, canvas=canvas, key=new_id(), member=member, role=Gesture.Role.SET_UP
    )
    desk = Desk(member, canvas, gesture, at)
    desk.write("canvas.created", canvas, "add", None, given)
    return desk


def _copy(desk: Desk, origin: Canvas, model: type[Projected]) -> None:
    rows = model.objects.of(desk.member).living().filter(canvas=origin).order_by("added_at", "pk")
    hidden = set(Note.objects.of(desk.member).filter(canvas=origin, is_private=True).values_list("pk", flat=True))
    for row in rows:
        note_id = row.pk if model is Note else getattr(row, "note_id", None)
        if note_id in hidden or (note_id and model is not Note and copy_id(desk.canvas, note_id) not in desk.notes):
            continue
        copy = model(
            id=_id_of(desk.canvas, row),
            workspace_id=desk.canvas.workspace_id,
            canvas=desk.canvas,
            author=desk.member,
        )
        desk.write(f"{model.TYPE}.added", copy, "add", None, _columns(desk.canvas, row))


def _id_of(scenario: Canvas, row: Projected) -> uuid.UUID:
    """What there is one of on a canvas has the id it would have there; all else that of a copy."""
    if isinstance(row, RelationshipElement):
        return fixed_id(scenario, row.TYPE, row.type_name)
    elif isinstance(row, RelationshipDesign):
        return fixed_id(scenario, row.TYPE)
    else:
        return copy_id(scenario, row.pk)


def _columns(scenario: Canvas, row: Projected) -> Fields:
    """What the log says of the copy; ids of notes become those of their copies, and evidence stays as old as it is."""
    given = {name: getattr(row, name) for name in type(row).LOGGED if name not in LEFT}
    if isinstance(row, Evidence):
        given["added_at"] = row.added_at.isoformat()
    if "note_id" in given:
        given["note_id"] = str(copy_id(scenario, given["note_id"]))
    if "answers" in given:
        given["answers"] = [str(copy_id(scenario, answer)) for answer in given["answers"]]
    if "differences" in given:
        given["differences"] = [_with_copied_need(scenario, one) for one in given["differences"]]
    return given


def _with_copied_need(scenario: Canvas, difference: Fields) -> Fields:
    need = difference.get("need")
    return {**difference, "need": str(copy_id(scenario, need))} if need else difference


def _assumed(name: str, given: Mapping[str, Any]) -> dict[str, str]:
    if name not in BY_NAME and name not in DECLARED:
        raise Refused(_("There is no such figure to assume."), place=name, code="choice")
    is_share = name in DECLARED or BY_NAME[name].scale == "share"
    kept = {"value": _number(given.get("value"), name, Decimal(1) if is_share else MOST_AMOUNT)}
    if given.get("give_or_take"):
        kept["give_or_take"] = _number(given["give_or_take"], f"{name} › give or take", Decimal("0.9"))
    return kept


def _number(given: Any, place: str, most: Decimal) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= most:
        raise Refused(_("Give a number between 0 and %s.") % f"{most:,}", place=place, code="number")
    return format(number.quantize(FINEST).normalize(), "f")
