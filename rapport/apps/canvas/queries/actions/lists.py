"""Actions of one canvas and of all canvases: as a board by status and as a list that can be sorted and narrowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas
from rapport.apps.canvas.queries.actions.shown import OPEN, ActionView, status_words, viewed
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.effects import Reading

COLUMNS = ("planned", "doing", "done", "dropped")
MOST_SHOWN = 500
FAR = date(9999, 12, 31)
SORTS: dict[str, Callable[[ActionView], Any]] = {
    "due": lambda view: (view.row.due or FAR, view.row.order_key),
    "owner": lambda view: (view.owner or "\uffff", view.row.due or FAR),
    "status": lambda view: (COLUMNS.index(view.row.status), view.row.due or FAR),
    "text": lambda view: view.row.text.casefold(),
    "canvas": lambda view: (view.canvas.title.casefold(), view.row.due or FAR),
    "cost": lambda view: (view.row.cost is None, view.row.cost or 0),
}
WHENS = {
    "overdue": gettext_lazy("Overdue"),
    "week": gettext_lazy("Due within a week"),
    "review": gettext_lazy("To be reviewed"),
    "none": gettext_lazy("Without a date"),
}


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What a reader asked for: whose, when due, in which state, of which canvas, in which order."""

    owner: str = ""
    when: str = ""
    status: str = ""
    canvas: str = ""
    sort: str = "due"

    @property
    def is_set(self) -> bool:
        """Is anything left out?"""
        return bool(self.owner or self.when or self.status or self.canvas)


@dataclass(frozen=True, slots=True)
class Column:
    """A state on the board with its actions in order."""

    status: str
    title: str
    actions: list[ActionView]


@dataclass(frozen=True, slots=True)
class ActionList:
    """Actions as asked for, how many there are without the filter, and how many are overdue."""

    actions: list[ActionView]
    total: int
    overdue: int
    columns: list[Column] = field(default_factory=list)


def actions_of(member: Member, canvas_id: int, wanted: ActionFilter | None = None) -> ActionList:
    """The actions of one canvas. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    return _listed(member, _rows(member).filter(canvas=canvas), wanted or ActionFilter(), by_key=True)


def all_actions(member: Member, wanted: ActionFilter | None = None) -> ActionList:
    """The actions of every canvas in use."""
    member.require("canvas.view")
    return _listed(member, _rows(member).filter(canvas__archived_at=None), wanted or ActionFilter(), by_key=False)


def overdue_count(member: Member, canvas: Canvas) -> int:
    """How many actions of a canvas should have been done by now."""
    late = _rows(member).filter(canvas=canvas, status__in=OPEN, due__lt=timezone.localdate())
    return int(late.count())


def _rows(member: Member) -> Any:
    seen = Action.objects.of(member).visible_to(member).living()
    return seen.select_related("owner__user", "author__user", "canvas__segment", "note")


def _listed(member: Member, rows: Any, wanted: ActionFilter, *, by_key: bool) -> ActionList:
    total = rows.count()
    readings: dict[tuple[int, str], Reading | None] = {}
    order = () if by_key else (F("due").asc(nulls_last=True),)
    chosen = _narrowed(member, rows, wanted).order_by(*order, "order_key", "pk")[:MOST_SHOWN]
    views = [viewed(member, row.canvas, row, readings) for row in chosen]
    if wanted.when == "review":
        views = [view for view in views if view.is_review_due]
    late = rows.filter(status__in=OPEN, due__lt=timezone.localdate()).count()
    columns = _columns(views if by_key else sorted(views, key=SORTS["due"]))
    return ActionList(_in_order(views, wanted.sort), total, late, columns)


def _narrowed(member: Member, rows: Any, wanted: ActionFilter) -> Any:
    today = timezone.localdate()
    whens = {
        "overdue": Q(status__in=OPEN, due__lt=today),
        "week": Q(status__in=OPEN, due__range=(today, today + timedelta(days=7))),
        "review": Q(review_on__lte=today),
        "none": Q(due=None),
    }
    rows = rows.filter(whens[wanted.when]) if wanted.when in whens else rows
    rows = rows.filter(status=wanted.status) if wanted.status in COLUMNS else rows
    rows = rows.filter(canvas=int(wanted.canvas)) if wanted.canvas.isdecimal() else rows
    if wanted.owner == "me":
        return rows.filter(owner=member)
    elif wanted.owner == "nobody":
        return rows.filter(owner=None)
    else:
        return rows.filter(owner=int(wanted.owner)) if wanted.owner.isdecimal() else rows


def _in_order(views: list[ActionView], sort: str) -> list[ActionView]:
    """Sorted by a column, backwards with a minus; the overdue always first where the day they are due counts."""
    name = sort.removeprefix("-")
    ordered = sorted(views, key=SORTS.get(name, SORTS["due"]), reverse=sort.startswith("-"))
    return sorted(ordered, key=lambda view: not view.is_overdue) if sort == "due" else ordered


def _columns(views: list[ActionView]) -> list[Column]:
    words = status_words()
    return [Column(name, words[name], [view for view in views if view.row.status == name]) for name in COLUMNS]
