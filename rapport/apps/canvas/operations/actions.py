"""What a team decides to do: writing actions, moving them on, reading their figure at the start and at the review."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import notify_members
from rapport.apps.canvas.models import Action
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.notes import known
from rapport.apps.canvas.operations.order_keys import key_between
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.actions import reading_of
from rapport.apps.canvas.queries.actions.shown import BEGUN, may_change
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.effects import Reading
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id

MOST_ACTIONS = 500
MOST_MONEY = Decimal(10) ** 12
AT_THE_END = "end"
Below = uuid.UUID | str | None


def add_action(
    member: Member, canvas_id: int, *, text: str = "", note_id: uuid.UUID | None = None, **given: Any
) -> Action:
    """A new action at the end, in words of its own or in those of a note. `given` as for `change_action`."""
    wanted = _checked(member, given)
    reading = _reading(member, canvas_id, wanted) if wanted.get("status") in BEGUN else None
    made: list[Action] = []

    def act(desk: Desk) -> None:
        note = desk.note(note_id) if note_id else None
        words = clean_text(text or (note.text if note else ""), place="text")
        _refuse_too_many(desk)
        action = Action(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
        baseline = reading.kept() if reading else {}
        fields = {"note_id": note_id, "order_key": _free_key(desk, _last_key(desk)), "text": words, **EMPTY, **wanted}
        desk.add(action, "action.added", **{**fields, "baseline": baseline})
        _tell_owner(desk, action)
        made.append(action)

    perform(member, canvas_id, "action.added", act)
    return made[0]


def change_action(member: Member, canvas_id: int, action_id: uuid.UUID, **given: Any) -> Outcome:
    """Change some of: text, owner_id, due, status, cost, metric, expected (in the metric's own scale), review_on.

    The first time an action is being done its figure is read and kept, so that a review has something to compare with;
    so is the figure of another metric chosen later.
    """
    wanted = _checked(member, given)
    reading = _needed(member, canvas_id, action_id, wanted)

    def act(desk: Desk) -> None:
        action = _own(desk, action_id)
        owner_before = action.owner_id
        for name, value in wanted.items():
            desk.set(action, KINDS.get(name, "action.changed"), name, value)
        _begin(desk, action, reading)
        if action.owner_id != owner_before:
            _tell_owner(desk, action)

    return perform(member, canvas_id, "action.changed", act)


def place_action(
    member: Member, canvas_id: int, action_id: uuid.UUID, *, status: str, below: Below = AT_THE_END
) -> Outcome:
    """Put an action into a state, below another one, at the top (None) or at the end."""
    known(status, Action.Status.values, "status")
    reading = _needed(member, canvas_id, action_id, {"status": status})

    def act(desk: Desk) -> None:
        action = _own(desk, action_id)
        standing = [one for one in _in_order(desk) if one.status == status and one.pk != action_id]
        key = _key_for(desk, action, standing, below)
        desk.set(action, "action.moved", "status", status)
        desk.set(action, "action.moved", "order_key", key)
        _begin(desk, action, reading)

    return perform(member, canvas_id, "action.moved", act)


def review_action(member: Member, canvas_id: int, action_id: uuid.UUID) -> Outcome:
    """Read the figure of an action now and keep it as its outcome. Reviewed again, the new one stands."""
    found = _found(member, canvas_id, action_id)
    if not found.metric:
        raise Refused("Choose the figure this action should move first.", place="metric", code="empty")
    if not found.baseline:
        raise Refused("There is nothing to compare with: this action has not begun.", place="status", code="baseline")
    reading = reading_of(member, canvas_of(member, canvas_id), found.metric)

    def act(desk: Desk) -> None:
        desk.set(_own(desk, action_id), "action.reviewed", "outcome", reading.kept() if reading else {})

    return perform(member, canvas_id, "action.reviewed", act)


def reopen_review(member: Member, canvas_id: int, action_id: uuid.UUID) -> Outcome:
    """Take the outcome away; the figure of the day stands beside the first one again."""
    return perform(
        member,
        canvas_id,
        "action.reopened",
        lambda desk: desk.set(_own(desk, action_id), "action.reopened", "outcome", {}),
    )


def delete_action(member: Member, canvas_id: int, action_id: uuid.UUID) -> Outcome:
    """Take an action off the canvas; `restore_action` and undo bring it back."""
    return perform(
        member, canvas_id, "action.removed", lambda desk: desk.remove(_own(desk, action_id), "action.removed")
    )


def restore_action(member: Member, canvas_id: int, action_id: uuid.UUID) -> Outcome:
    """Put a deleted action back."""

    def act(desk: Desk) -> None:
        found = desk.rows(Action).get(action_id)
        if found is None:
            raise Missing("There is no such action on this canvas.")
        _require_change_of(desk, found)
        desk.put_back(found, "action.restored")

    return perform(member, canvas_id, "action.restored", act)


EMPTY: dict[str, Any] = {
    "owner_id": None,
    "due": None,
    "status": Action.Status.PLANNED.value,
    "cost": None,
    "metric": "",
    "expected": None,
    "review_on": None,
    "outcome": {},
}
KINDS = {"owner_id": "action.assigned", "status": "action.moved"}


def _checked(member: Member, given: Mapping[str, Any]) -> dict[str, Any]:
    rules: dict[str, Callable[[Any], Any]] = {
        "text": lambda value: clean_text(value, place="text"),
        "owner_id": lambda value: _member(member, value),
        "due": lambda value: _day(value, "due"),
        "status": lambda value: known(value, Action.Status.values, "status"),
        "cost": lambda value: _amount(value, "cost", lowest=Decimal(0)),
        "metric": lambda value: known(value, ["", *catalogue.names()], "metric"),
        "expected": lambda value: _amount(value, "expected"),
        "review_on": lambda value: _day(value, "review_on"),
    }
    return {name: rules[name](value) for name, value in given.items()}


def _member(member: Member, member_id: int | None) -> int | None:
    people = Member.objects.of(member).active().with_account()
    if member_id is not None and not people.filter(pk=member_id).exists():
        raise Missing("There is no such member.", place="owner")
    return member_id


def _day(value: date | str | None, place: str) -> date | None:
    if not value:
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (ValueError, TypeError) as wrong:
        raise Refused("Write the date as year, month and day.", place=place, code="date") from wrong


def _amount(value: Decimal | str | None, place: str, lowest: Decimal = -MOST_MONEY) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation as wrong:
        raise Refused("Write a number.", place=place, code="number") from wrong
    if not amount.is_finite() or not lowest <= amount <= MOST_MONEY:
        raise Refused(f"Write a number between {lowest:,} and {MOST_MONEY:,}.", place=place, code="number")
    return amount.quantize(Decimal("0.0001") if place == "cost" else Decimal("0.000001"))


def _found(member: Member, canvas_id: int, action_id: uuid.UUID) -> Action:
    rows = Action.objects.of(member).living().filter(canvas=canvas_id, pk=action_id)
    found: Action | None = rows.first()
    if found is None:
        raise Missing("There is no such action on this canvas.")
    return found


def _needed(member: Member, canvas_id: int, action_id: uuid.UUID, wanted: Mapping[str, Any]) -> Reading | None:
    """The figure as it is now, where the change begins the action or gives it another figure. Read before writing."""
    member.require("canvas.contribute")
    found = _found(member, canvas_id, action_id)
    after = {"status": found.status, "metric": found.metric, **wanted}
    is_new = not found.baseline or after["metric"] != found.metric
    return _reading(member, canvas_id, after) if after["status"] in BEGUN and is_new else None


def _reading(member: Member, canvas_id: int, wanted: Mapping[str, Any]) -> Reading | None:
    return reading_of(member, canvas_of(member, canvas_id), wanted.get("metric", ""))


def _begin(desk: Desk, action: Action, reading: Reading | None) -> None:
    """Keep the figure an action starts from. One that has another figure, or none, has no use for the old ones."""
    kept = action.baseline.get("metric", action.metric)
    if reading and reading.metric == action.metric:
        desk.set(action, "action.begun", "baseline", reading.kept())
    elif kept != action.metric:
        desk.set(action, "action.begun", "baseline", {})
    if action.outcome and action.outcome.get("metric") != action.metric:
        desk.set(action, "action.reopened", "outcome", {})


def _tell_owner(desk: Desk, action: Action) -> None:
    """Whoever is given an action hears of it."""
    if action.owner_id:
        url = reverse("canvas:action", args=[desk.member.workspace.slug, desk.canvas.pk, action.pk])
        about = desk.canvas.title
        notify_members(desk.member, [action.owner_id], kind="action", about=about, text=action.text, url=url)


def _own(desk: Desk, action_id: uuid.UUID) -> Action:
    found = desk.find(Action, action_id, "action")
    _require_change_of(desk, found)
    return found


def _require_change_of(desk: Desk, action: Action) -> None:
    if not may_change(desk.member, desk.canvas, action):
        raise NotPermitted("You may change your own actions and those given to you.", code="canvas.edit")


def _in_order(desk: Desk) -> list[Action]:
    living = (one for one in desk.rows(Action).values() if not one.deleted_at)
    return sorted(living, key=lambda one: (one.order_key, one.pk))


def _key_for(desk: Desk, action: Action, standing: list[Action], below: Below) -> str:
    """A key that puts an action at a place among those of a state; its own where it stands there already."""
    anchor = next((one for one in standing if one.pk == below), None)
    if anchor is None and below is not None:
        anchor = standing[-1] if standing else None
    low = anchor.order_key if anchor else ""
    high = next((one.order_key for one in standing if one.order_key > low), None)
    if low < action.order_key and (high is None or action.order_key < high):
        return action.order_key
    return _free_key(desk, low)


def _last_key(desk: Desk) -> str:
    return max((one.order_key for one in desk.rows(Action).values()), default="")


def _free_key(desk: Desk, low: str) -> str:
    higher = [one.order_key for one in desk.rows(Action).values() if one.order_key > low]
    return key_between(low, min(higher, default=None))


def _refuse_too_many(desk: Desk) -> None:
    if len(_in_order(desk)) >= MOST_ACTIONS:
        raise Refused(f"A canvas holds at most {MOST_ACTIONS} actions.", place="actions", code="full")
