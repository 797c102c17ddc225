"""What a business means to do for the subject of a canvas, as parts of the portable document."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas, Proposition, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.queries.effects import Reading
from rapport.apps.insights.queries import Subject, named
from rapport.apps.insights.queries.targets import targets_of
from rapport.apps.sales.models import Product

STRATEGIES = ("acquisition", "retention", "growth", "win_back")
AXES = ("bond", "intimacy", "directness")
CELLS = ("competitor", "us", "them", "evidence")


def plans_of(member: Member, canvas: Canvas, notes: set[uuid.UUID], *, people: bool) -> dict[str, Any]:
    """Relationship, propositions, targets and actions; what points to a note that is not given away points nowhere."""
    return {
        "relationship": {"design": _design(member, canvas), "elements": _elements(member, canvas, notes)},
        "propositions": _propositions(member, canvas, {str(note) for note in notes}),
        "targets": _targets(member, canvas),
        "actions": _actions(member, canvas, notes, people=people),
    }


def decimal(value: object) -> str | None:
    """A number as text without needless digits; None where there is none.

    >>> decimal(Decimal("12.500")), decimal("")
    ('12.5', None)
    """
    if value is None or value == "":
        return None
    written = format(Decimal(str(value)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _design(member: Member, canvas: Canvas) -> dict[str, Any] | None:
    found: RelationshipDesign | None = RelationshipDesign.objects.of(member).living().filter(canvas=canvas).first()
    if found is None:
        return None
    return {
        "statement": found.statement,
        **{axis: getattr(found, axis) for axis in AXES},
        **{name: _strategy(getattr(found, name)) for name in STRATEGIES},
        "dismissed": found.dismissed,
    }


def _strategy(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": given.get("text") or "",
        "budget": decimal(given.get("budget")),
        "metric": given.get("metric") or "",
        "target": decimal(given.get("target")),
    }


def _elements(member: Member, canvas: Canvas, notes: set[uuid.UUID]) -> list[dict[str, str]]:
    rows = RelationshipElement.objects.of(member).living().filter(canvas=canvas).order_by("added_at", "type_name")
    return [
        {"id": str(row.pk), "type": row.type_name, "note": str(row.note_id)} for row in rows if row.note_id in notes
    ]


def _propositions(member: Member, canvas: Canvas, notes: set[str]) -> list[dict[str, Any]]:
    rows = list(Proposition.objects.of(member).living().filter(canvas=canvas).order_by("order_key", "pk"))
    wanted = {product for row in rows for product in row.offerings}
    products = {product.pk: product for product in Product.objects.of(member).filter(pk__in=wanted)}
    return [
        {
            "id": str(row.pk),
            "statement": row.statement,
            "answers": [note for note in row.answers if note in notes],
            "offerings": [
                {"sku": products[key].sku, "name": products[key].name} for key in row.offerings if key in products
            ],
            "message": row.message,
            "proof": row.proof,
            "differences": [_difference(given, notes) for given in row.differences],
        }
        for row in rows
    ]


def _difference(given: dict[str, Any], notes: set[str]) -> dict[str, Any]:
    need = given.get("need")
    return {"need": need if need in notes else None, **{name: given.get(name) or "" for name in CELLS}}


def _targets(member: Member, canvas: Canvas) -> list[dict[str, Any]]:
    if canvas.subject_kind == Canvas.Subject.PARTY or not member.may("metrics.view"):
        return []
    found = targets_of(member, named(member, Subject.parse(canvas.figures_subject), canvas.region_id))
    return [
        {"metric": name, "direction": target.direction, "value": decimal(target.value)}
        for name, target in sorted(found.items())
    ]


def _actions(member: Member, canvas: Canvas, notes: set[uuid.UUID], *, people: bool) -> list[dict[str, Any]]:
    seen = Action.objects.of(member).living().filter(canvas=canvas).exclude(note__is_private=True)
    rows = seen.select_related("owner__user")
    return [_action(row, notes, people=people) for row in rows.order_by("order_key", "pk")]


def _action(row: Action, notes: set[uuid.UUID], *, people: bool) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "note": str(row.note_id) if row.note_id in notes else None,
        "text": row.text,
        **({"owner": str(row.owner or "")} if people else {}),
        "due": row.due.isoformat() if row.due else None,
        "status": row.status,
        "cost": decimal(row.cost),
        "metric": row.metric,
        "expected": decimal(row.expected),
        "review_on": row.review_on.isoformat() if row.review_on else None,
        "baseline": _reading(row.baseline),
        "outcome": _reading(row.outcome),
    }


def _reading(kept: dict[str, Any]) -> dict[str, Any]:
    """A figure as an action keeps it, with every field; empty where none was read."""
    found = Reading.of(kept)
    return found.kept() if found else {}
