"""One action as a page shows it, and its editor."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas, Note
from rapport.apps.canvas.queries.actions.readings import reading_of
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.effects import Effect, Reading, effect_of
from rapport.kernel.errors import Missing
from rapport.ui import figures

OPEN = (Action.Status.PLANNED, Action.Status.DOING)
BEGUN = (Action.Status.DOING, Action.Status.DONE)


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action with what follows from the day and from its figure."""

    row: Action
    canvas: Canvas
    may_change: bool
    is_overdue: bool
    is_review_due: bool
    metric_title: str
    expected_text: str
    before: Reading | None
    after: Reading | None
    effect: Effect | None

    @property
    def id(self) -> str:
        return str(self.row.pk)

    @property
    def owner(self) -> str:
        """Who does it; "" where nobody does yet."""
        return str(self.row.owner.user) if self.row.owner else ""

    @property
    def status_word(self) -> str:
        return status_words()[self.row.status]

    @property
    def is_open(self) -> bool:
        """Is it still to be done?"""
        return self.row.status in OPEN

    @property
    def is_reviewed(self) -> bool:
        return bool(self.row.outcome)


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action in its editor, with the note it came from."""

    canvas: Canvas
    view: ActionView
    note: Note | None
    members: list[tuple[int, str]]
    metrics: list[tuple[str, str]]


def action_page(member: Member, canvas_id: int, action_id: uuid.UUID) -> ActionPage:
    """One action from near. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    rows = Action.objects.of(member).visible_to(member).living().filter(canvas=canvas, pk=action_id)
    found: Action | None = rows.select_related("owner__user", "author__user").first()
    if found is None:
        raise Missing("There is no such action on this canvas.")
    note = _note(member, canvas, found)
    return ActionPage(canvas, viewed(member, canvas, found), note, assignable(member), metric_choices())


def _note(member: Member, canvas: Canvas, row: Action) -> Note | None:
    seen = Note.objects.of(member).visible_to(member)
    found: Note | None = seen.filter(canvas=canvas, pk=row.note_id, deleted_at=None).first()
    return found


def viewed(
    member: Member, canvas: Canvas, row: Action, readings: dict[tuple[int, str], Reading | None] | None = None
) -> ActionView:
    """An action as pages show it. `readings` keeps figures that several actions ask for."""
    before = Reading.of(row.baseline)
    after = Reading.of(row.outcome) or _now(member, canvas, row, {} if readings is None else readings)
    today = timezone.localdate()
    expected = float(row.expected) if row.expected is not None else None
    return ActionView(
        row=row,
        canvas=canvas,
        may_change=may_change(member, canvas, row),
        is_overdue=row.status in OPEN and row.due is not None and row.due < today,
        is_review_due=_is_review_due(row, today),
        metric_title=catalogue.get(row.metric).title if row.metric in catalogue else "",
        expected_text=figures.signed(expected, unit_of(member, row.metric)) if expected and row.metric else "",
        before=before,
        after=after,
        effect=effect_of(before, after, expected=expected) if row.metric else None,
    )


def may_change(member: Member, canvas: Canvas, row: Action) -> bool:
    """Editors change every action, others what they wrote or what was given to them."""
    if canvas.archived_at or not member.may("canvas.contribute"):
        return False
    return member.may("canvas.edit") or member.pk in (row.author_id, row.owner_id)


def assignable(member: Member) -> list[tuple[int, str]]:
    """Whom an action can be given to, by name."""
    people = Member.objects.of(member).active().with_account().select_related("user").order_by("user__name", "pk")
    return [(person.pk, str(person.user)) for person in people]


def metric_choices() -> list[tuple[str, str]]:
    """The figures an action can move, by title."""
    return sorted(((entry.name, entry.title) for entry in catalogue), key=lambda pair: pair[1])


def unit_of(member: Member, metric: str) -> str:
    """The unit a figure is read in: the workspace's currency for amounts."""
    if metric not in catalogue:
        return ""
    unit = catalogue.get(metric).unit
    return member.workspace.currency if unit == "money" else unit


def expected_shown(member: Member, row: Action) -> str:
    """The expected change as people write it: a change of a share in percentage points."""
    if row.expected is None:
        return ""
    in_points = unit_of(member, row.metric) in figures.SHARES
    return format((row.expected * 100 if in_points else row.expected).normalize(), "f")


def status_words() -> dict[str, str]:
    """The states of an action in the reader's language."""
    return {"planned": _("Planned"), "doing": _("Doing"), "done": _("Done"), "dropped": _("Dropped")}


def _is_review_due(row: Action, today: date) -> bool:
    return row.review_on is not None and row.review_on <= today and row.status in BEGUN and not row.outcome


def _now(
    member: Member, canvas: Canvas, row: Action, readings: dict[tuple[int, str], Reading | None]
) -> Reading | None:
    if not row.metric or not row.baseline:
        return None
    place = (canvas.pk, row.metric)
    if place not in readings:
        readings[place] = reading_of(member, canvas, row.metric, patient=False)
    return readings[place]
