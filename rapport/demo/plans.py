"""What the demo shop means to do for each segment: relationship, propositions, weights, actions, and some talk."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import (
    actions,
    add_evidence,
    comments,
    propositions,
    relationship,
    versions,
    weigh_note,
)
from rapport.apps.sales.models import Product
from rapport.demo.intentions import INTENTIONS, Deed, Intentions, Offer


def plan(owner: Member, canvases: dict[str, Canvas], *, today: date) -> None:
    """Fill the plans of every canvas, and name what stands there then as a first version."""
    for key, canvas in canvases.items():
        meant = INTENTIONS[key]
        notes = {note.text: note for note in Note.objects.of(owner).living().filter(canvas=canvas)}
        _relate(owner, canvas, meant)
        for text, importance in meant.weights.items():
            weigh_note(owner, canvas.pk, notes[text].pk, importance)
        for offer in meant.offers:
            _offer(owner, canvas, notes, offer)
        for deed in meant.deeds:
            _act(owner, canvas, notes, deed, today)
        _hear(owner, canvas, notes, meant, today)
        versions.name_version(owner, canvas.pk, "First draft")


def _relate(owner: Member, canvas: Canvas, meant: Intentions) -> None:
    relationship.state_relationship(owner, canvas.pk, meant.statement)
    for axis, values in meant.axes.items():
        relationship.set_axis(owner, canvas.pk, axis, values, base=[])
    for name, (text, budget) in meant.strategies.items():
        given = {"text": text, "budget": budget, "metric": "", "target": ""}
        relationship.plan_strategy(owner, canvas.pk, name, given, base={})
    for type_name in meant.types:
        relationship.choose_type(owner, canvas.pk, type_name)


def _offer(owner: Member, canvas: Canvas, notes: dict[str, Note], offer: Offer) -> None:
    made = propositions.add_proposition(owner, canvas.pk, note_id=notes[offer.value].pk)
    propositions.write_proposition(owner, canvas.pk, made.pk, {"message": offer.message, "proof": offer.proof})
    for text in offer.answers:
        propositions.link_answer(owner, canvas.pk, made.pk, notes[text].pk)
    for sku in offer.skus:
        product = Product.objects.of(owner).get(sku=sku)
        propositions.carry_offering(owner, canvas.pk, made.pk, product.pk)


def _act(owner: Member, canvas: Canvas, notes: dict[str, Note], deed: Deed, today: date) -> None:
    due = today + timedelta(days=deed.due_in)
    given: dict[str, Any] = {
        "owner_id": owner.pk,
        "due": due,
        "status": deed.status,
        "metric": deed.metric,
        "expected": Decimal(deed.expected),
        "review_on": due + timedelta(days=60),
        "cost": Decimal(deed.cost) if deed.cost else None,
    }
    actions.add_action(owner, canvas.pk, note_id=notes[deed.note].pk, **given)


def _hear(owner: Member, canvas: Canvas, notes: dict[str, Note], meant: Intentions, today: date) -> None:
    for text, source, quote, direction in meant.quotes:
        said_on = (today - timedelta(days=30)).isoformat()
        add_evidence(
            owner,
            canvas.pk,
            notes[text].pk,
            kind="quotation",
            settings={"source": source, "said_on": said_on},
            direction=direction,
            quote=quote,
        )
    for text, words in meant.talk.items():
        comments.add_comment(owner, canvas.pk, words, note_id=notes[text].pk)
