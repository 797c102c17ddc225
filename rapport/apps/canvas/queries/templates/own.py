"""Finding own templates, and what their pages show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby, zip_longest
from typing import Any

from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import memberships_of
from rapport.apps.canvas.blueprints import Blueprint, Group, blueprints
from rapport.apps.canvas.models import Canvas, OwnTemplate
from rapport.apps.canvas.queries.canvases import SmallCell, drawn
from rapport.apps.canvas.queries.layouts import layout_of, own_value
from rapport.kernel.errors import Missing

WRITTEN = ("key", "title", "hue", "questions", "tip", "example", "columns", "nine", "live", "claims")
WIDTHS = (3, 4, 6, 8, 9, 12)


@dataclass(frozen=True, slots=True)
class Offer:
    """A template in small: its word in forms, and its drawing."""

    value: str
    blueprint: Blueprint
    cells: list[SmallCell]


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A template of the workspace's own, in the list and on its page."""

    template: OwnTemplate
    offer: Offer
    canvases: int


def template_of(member: Member, template_id: int) -> OwnTemplate:
    """One of the workspace's own templates, archived ones too. Raises Missing."""
    member.require("canvas.view")
    found: OwnTemplate | None = OwnTemplate.objects.of(member).filter(pk=template_id).first()
    if found is None:
        raise Missing("There is no such template.")
    return found


def template_page(member: Member, template_id: int) -> TemplateCard:
    """A template with its drawing and how many canvases use it."""
    template = template_of(member, template_id)
    return _card(template, Canvas.objects.of(member).filter(own_template=template).count())


def template_cards(member: Member, *, archived: bool = False) -> list[TemplateCard]:
    """The workspace's own templates by title."""
    member.require("canvas.view")
    chosen = OwnTemplate.objects.of(member).filter(archived_at__isnull=not archived).order_by("title", "pk")
    used = Canvas.objects.of(member).filter(own_template__isnull=False).values_list("own_template")
    counts = dict(used.annotate(count=Count("pk")).order_by())
    return [_card(template, counts.get(template.pk, 0)) for template in chosen]


def shipped_cards() -> list[Offer]:
    """The templates that ship."""
    return [Offer(blueprint.name, blueprint, drawn(blueprint, {})) for blueprint in blueprints]


def sections_to_copy(member: Member, value: str) -> dict[str, Any]:
    """Title, help and sections of a template, to begin an own one with."""
    found = blueprints.get(value) if value in blueprints else layout_of(member, value).blueprint
    return {"title": found.title, "help": found.help, "sections": _without_groups(found)}


def _without_groups(blueprint: Blueprint) -> list[dict[str, Any]]:
    """The sections one after another; those of lists side by side take turns, so that they still stand level."""
    sections: list[dict[str, Any]] = []
    for is_side, found in groupby(blueprint.cells, key=lambda cell: bool(cell.group and cell.group.shape == "side")):
        cells = [[_section(asdict(one), cell.group) for one in cell.sections] for cell in found]
        lines = zip_longest(*cells) if is_side else cells
        sections += [one for line in lines for one in line if one is not None]
    return sections


def workspaces_to_share_with(member: Member) -> list[Member]:
    """The other workspaces in which the same person may edit templates, as memberships."""
    own = memberships_of(member.user)
    return [other for other in own if other.pk != member.pk and other.may("templates.edit")]


def _section(given: dict[str, Any], group: Group | None) -> dict[str, Any]:
    kept = {name: given[name] for name in WRITTEN}
    columns = given["columns"] * (group.columns if group else WIDTHS[-1]) // WIDTHS[-1]
    width = next(width for width in reversed(WIDTHS) if width <= max(columns, WIDTHS[0]))
    return {**kept, "questions": list(given["questions"]), "columns": width}


def _card(template: OwnTemplate, canvases: int) -> TemplateCard:
    blueprint = template.blueprint
    return TemplateCard(template, Offer(own_value(template.pk), blueprint, drawn(blueprint, {})), canvases)
