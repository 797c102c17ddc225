"""Writing the relationship wanted with a group: its statement, axes, strategies and types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.log import Desk, Outcome, fixed_id, perform
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.relationship_types import relationship_types
from rapport.apps.canvas.relationship_types._axes import axis, strategy
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.ids import new_id

LONGEST_STATEMENT = 1_000
LONGEST_STRATEGY = 2_000
MOST_MONEY = Decimal(10) ** 12
PARTS = ("text", "budget", "metric", "target")


def state_relationship(member: Member, canvas_id: int, text: str, *, base: str | None = None) -> Outcome:
    """Write the relationship statement. Where somebody else wrote it since `base`, both texts are kept."""
    kept = clean_text(text, place="statement", longest=LONGEST_STATEMENT, required=False)

    def act(desk: Desk) -> None:
        _write_text(desk, _design(desk), "statement", kept, base)

    return perform(member, canvas_id, "design.changed", act, right="canvas.edit")


def set_axis(member: Member, canvas_id: int, name: str, values: Sequence[str], *, base: Sequence[str]) -> Outcome:
    """Set the values of an axis. What was added to and taken from `base` is done to what stands there now."""
    found = axis(name)
    if found is None:
        raise Missing("There is no such axis.", place="axis")
    for value in values:
        notes.known(value, found.names, name)

    def act(desk: Desk) -> None:
        design = _design(desk)
        wanted = (set(getattr(design, name)) | (set(values) - set(base))) - (set(base) - set(values))
        desk.set(design, "design.changed", name, [value for value in found.names if value in wanted])

    return perform(member, canvas_id, "design.changed", act, right="canvas.edit")


def plan_strategy(
    member: Member, canvas_id: int, name: str, given: Mapping[str, str], *, base: Mapping[str, str]
) -> Outcome:
    """Write text, budget, metric and target of a strategy; what is as in `base` was not touched and stays as it is.

    Two texts written at once are both kept; of the other parts the last one written holds.
    """
    if strategy(name) is None:
        raise Missing("There is no such strategy.", place="strategy")
    wanted = _checked_strategy(given)

    def act(desk: Desk) -> None:
        design = _design(desk)
        touched = {part: wanted[part] for part in PARTS[1:] if wanted[part] != str(base.get(part) or "")}
        if touched:
            desk.set(design, "design.changed", name, {**getattr(design, name), **touched})
        _write_text(desk, design, name, wanted["text"], base.get("text"))

    return perform(member, canvas_id, "design.changed", act, right="canvas.edit")


def settle_relationship(member: Member, canvas_id: int, rival_id: str, choice: str) -> Outcome:
    """Choose between a text of the design and one written at the same time: keep `theirs` or take `mine`."""

    def act(desk: Desk) -> None:
        design = _design(desk)
        rival = next((one for one in design.rivals if one["id"] == rival_id), None)
        if rival is None:
            raise Conflict("Somebody has chosen between the two texts already.", place="rival")
        notes.known(choice, ["theirs", "mine"], "choice")
        desk.set(design, "design.settled", "rivals", [one for one in design.rivals if one["id"] != rival_id])
        if choice == "mine":
            _set_text(desk, design, rival["field"], rival["text"])

    return perform(member, canvas_id, "design.settled", act, right="canvas.edit")


def choose_type(member: Member, canvas_id: int, type_name: str) -> RelationshipElement:
    """Put a relationship type on the canvas, with a claim of its own that evidence can support or contradict."""
    if type_name not in relationship_types:
        raise Missing("There is no such type of relationship.", place="type")
    made: list[RelationshipElement] = []

    def act(desk: Desk) -> None:
        element_id = fixed_id(desk.canvas, "element", type_name)
        element = desk.rows(RelationshipElement).get(element_id)
        if element is None:
            element = RelationshipElement(id=element_id, workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
            given = {"type_name": type_name, "note_id": _claim(desk, type_name).pk}
            desk.add(element, "element.added", **given)
        else:
            _put_back(desk, element)
        made.append(element)

    perform(member, canvas_id, "element.added", act)
    return made[0]


def drop_type(member: Member, canvas_id: int, type_name: str) -> Outcome:
    """Take a relationship type off the canvas together with its claim; undo brings both back."""

    def act(desk: Desk) -> None:
        element = desk.rows(RelationshipElement).get(fixed_id(desk.canvas, "element", type_name))
        if element is None or element.deleted_at:
            raise Missing("This type is not on the canvas.", place="type")
        desk.require_change_of(element)
        desk.remove(element, "element.removed")
        note = desk.notes.get(element.note_id)
        if note is not None and not note.deleted_at:
            desk.remove(note, "note.deleted")

    return perform(member, canvas_id, "element.removed", act)


def dismiss_advice(member: Member, canvas_id: int, type_name: str, *, dismissed: bool = True) -> Outcome:
    """Have the advisor leave out a type on this canvas, or (`dismissed=False`) propose it again."""
    if type_name not in relationship_types:
        raise Missing("There is no such type of relationship.", place="type")

    def act(desk: Desk) -> None:
        design = _design(desk)
        left = [name for name in design.dismissed if name != type_name]
        desk.set(design, "design.advised", "dismissed", [*left, type_name] if dismissed else left)

    return perform(member, canvas_id, "design.advised", act, right="canvas.edit")


def as_share(percent: str) -> str:
    """Percent as a person writes them, as a share; what is no number is left for the check to refuse.

    >>> as_share("42.5")
    '0.425'
    """
    try:
        return str((Decimal(percent) / 100).normalize())
    except ArithmeticError:
        return percent


def _design(desk: Desk) -> RelationshipDesign:
    """The design of the canvas, begun empty where there is none, so that undo takes back single fields."""
    design_id = fixed_id(desk.canvas, "design")
    design = desk.rows(RelationshipDesign).get(design_id)
    if design is None:
        design = RelationshipDesign(id=design_id, workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
        desk.add(design, "design.added")
    else:
        desk.put_back(design, "design.restored")
    return design


def _write_text(desk: Desk, design: RelationshipDesign, field: str, text: str, base: str | None) -> None:
    current = _text_of(design, field)
    if text == current or (base is not None and text == base):
        return
    if base is None or base == current:
        _set_text(desk, design, field, text)
        return
    rival = {"id": str(new_id()), "field": field, "text": text, "author": desk.member.pk, "at": desk.at.isoformat()}
    desk.set(design, "design.rivalled", "rivals", [*design.rivals, rival])
    desk.tell("conflict", "Somebody changed this while you were writing. Both texts are kept; choose one.", field=field)


def _text_of(design: RelationshipDesign, field: str) -> str:
    return design.statement if field == "statement" else str(getattr(design, field).get("text") or "")


def _set_text(desk: Desk, design: RelationshipDesign, field: str, text: str) -> None:
    value = text if field == "statement" else {**getattr(design, field), "text": text}
    desk.set(design, "design.changed", field, value)


def _claim(desk: Desk, type_name: str) -> Note:
    entry = relationship_types.get(type_name)
    section = desk.canvas.blueprint.home_of_nine("relationships").key
    [claim] = notes.add(desk, section=section, texts=[f"{entry.title}: {entry.claim}"], kind=Note.Kind.CLAIM)
    # There is one for everybody, so it is nobody's private note, not even while others are hidden.
    desk.set(claim, "note.revealed", "is_private", False)
    return claim


def _put_back(desk: Desk, element: RelationshipElement) -> None:
    note: Note | None = desk.notes.get(element.note_id)
    if note is not None and note.deleted_at:
        notes.restore(desk, note.pk)
    desk.put_back(element, "element.restored")


def _checked_strategy(given: Mapping[str, str]) -> dict[str, str]:
    metric = str(given.get("metric") or "")
    if metric and metric not in catalogue:
        raise Refused("Choose a metric.", place="metric", code="choice")
    target = _number(given.get("target"), "target", lowest=-MOST_MONEY)
    if target and not metric:
        raise Refused("Choose the metric this target is for.", place="metric", code="choice")
    return {
        "text": clean_text(given.get("text") or "", place="text", longest=LONGEST_STRATEGY, required=False),
        "budget": _number(given.get("budget"), "budget"),
        "metric": metric,
        "target": target,
    }


def _number(given: Any, place: str, *, lowest: Decimal = Decimal(0)) -> str:
    if given in (None, ""):
        return ""
    try:
        number = Decimal(str(given))
    except InvalidOperation as error:
        raise Refused("This should be a number.", place=place, code="number") from error
    if not number.is_finite() or not lowest <= number <= MOST_MONEY or number.as_tuple().exponent < -6:  # type: ignore[operator]
        raise Refused("This number is out of range.", place=place, code="number")
    return format(number.normalize(), "f")
