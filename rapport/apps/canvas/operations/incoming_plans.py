"""Relationship, propositions, actions and targets of a portable document, put on a canvas."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas, Projected, Proposition, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.operations.log import Desk, fixed_id
from rapport.apps.canvas.operations.order_keys import keys_between
from rapport.apps.canvas.queries.incoming import members_by_name, products_by_sku
from rapport.apps.insights.operations.targets import set_target
from rapport.apps.insights.queries import Subject, named
from rapport.apps.insights.queries.targets import targets_of
from rapport.kernel.ids import new_id

Document = dict[str, Any]
Ids = dict[str | None, str | None]


def add_plans(desk: Desk, document: Document, ids: Ids) -> None:
    """What a business means to do, with its notes under their new ids."""
    relationship = document["relationship"]
    if relationship["design"] is not None:
        _add_design(desk, relationship["design"])
    for element in relationship["elements"]:
        _add_element(desk, element, ids)
    products = products_by_sku(desk.member, document)
    keys = keys_between("", None, len(document["propositions"]))
    for given, order_key in zip(document["propositions"], keys, strict=True):
        _add_proposition(desk, given, order_key, ids, products)
    people = members_by_name(desk.member)
    keys = keys_between("", None, len(document["actions"]))
    for given, order_key in zip(document["actions"], keys, strict=True):
        _add_action(desk, given, order_key, ids, people)


def set_targets(member: Member, canvas: Canvas, targets: list[Document]) -> None:
    """The document's targets for the canvas's subject; a target that is there already is somebody's and stays."""
    if not targets or canvas.subject_kind == Canvas.Subject.PARTY or not member.may("targets.edit"):
        return
    there = targets_of(member, named(member, Subject.parse(canvas.figures_subject), canvas.region_id))
    for given in targets:
        if given["metric"] not in there and given["value"] is not None:
            set_target(
                member,
                metric=given["metric"],
                value=given["value"],
                subject=canvas.figures_subject,
                region=canvas.region_id,
                direction=given["direction"],
            )


def _add_design(desk: Desk, given: Document) -> None:
    design = RelationshipDesign(
        id=fixed_id(desk.canvas, "design"), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas
    )
    desk.add(design, "design.added", **given)


def _add_element(desk: Desk, given: Document, ids: Ids) -> None:
    element = RelationshipElement(
        id=fixed_id(desk.canvas, "element", given["type"]), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas
    )
    desk.add(element, "element.added", type_name=given["type"], note_id=ids[given["note"]])


def _add_proposition(desk: Desk, given: Document, order_key: str, ids: Ids, products: dict[str, int]) -> None:
    desk.add(
        _new(desk, Proposition),
        "proposition.added",
        order_key=order_key,
        statement=given["statement"],
        answers=[ids[note] for note in given["answers"]],
        offerings=[products[one["sku"]] for one in given["offerings"] if one["sku"] in products],
        message=given["message"],
        proof=given["proof"],
        differences=[{**one, "need": ids[one["need"]] or ""} for one in given["differences"]],
    )


def _add_action(desk: Desk, given: Document, order_key: str, ids: Ids, people: dict[str, int]) -> None:
    desk.add(
        _new(desk, Action),
        "action.added",
        note_id=ids[given["note"]],
        order_key=order_key,
        text=given["text"],
        owner_id=people.get(given.get("owner", "")),
        due=given["due"],
        status=given["status"],
        cost=given["cost"],
        metric=given["metric"],
        expected=given["expected"],
        review_on=given["review_on"],
        baseline=given["baseline"],
        outcome=given["outcome"],
    )


def _new(desk: Desk, model: type[Projected]) -> Any:
    return model(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
