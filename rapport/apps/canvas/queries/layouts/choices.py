"""The templates a member can choose from: those that ship, and the workspace's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, Row, blueprints
from rapport.apps.canvas.models import Canvas, OwnTemplate
from rapport.apps.customers.models import Region
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in

OWN = "own-"
MOST_ROWS = 8
USUAL_ROWS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """A template and the rows it is written out for."""

    blueprint: Blueprint
    fields: dict[str, Any]
    has_rows: bool = False

    def is_that_of(self, canvas: Canvas) -> bool:
        """Is the canvas laid out like this already?"""
        return all(getattr(canvas, name) == value for name, value in self.fields.items())


@dataclass(frozen=True, slots=True)
class Offered:
    """A template in the gallery; `value` is its word in forms."""

    value: str
    blueprint: Blueprint
    own: OwnTemplate | None = None


def layouts_for(member: Member, *, with_template: int | None = None) -> list[Offered]:
    """Every template a canvas can have, those that ship first; `with_template` is offered although it is archived."""
    member.require("canvas.view")
    own = OwnTemplate.objects.of(member).order_by("title", "pk")
    usable = [one for one in own if one.archived_at is None or one.pk == with_template]
    shipped = [Offered(blueprint.name, blueprint) for blueprint in blueprints]
    return shipped + [Offered(own_value(one.pk), one.blueprint, one) for one in usable]


def own_value(template_id: int) -> str:
    """The word for a template of the workspace's own."""
    return f"{OWN}{template_id}"


def layout_of(member: Member, value: str, region_ids: Sequence[int] | None = None) -> Layout:
    """The layout of that word, with rows for these regions or for the largest. Raises Refused and Missing."""
    template = _own(member, value)
    if template is None and value not in blueprints:
        raise Refused("There is no such template.", place="template", code="choice")
    chosen = template.blueprint if template else blueprints.get(value)
    rows = rows_of(member, region_ids) if chosen.has_rows else []
    fields = {
        "blueprint_name": Canvas._meta.get_field("blueprint_name").default if template else value,
        "own_template_id": template.pk if template else None,
        "rows": rows,
    }
    return Layout(chosen.for_rows([Row(**row) for row in rows]), fields, chosen.has_rows)


def rows_of(member: Member, region_ids: Sequence[int] | None) -> list[dict[str, Any]]:
    """Rows for these regions in this order; without a choice, for those with most customers."""
    regions = {region.pk: region for region in regions_for_rows(member)}
    chosen = list(regions)[:USUAL_ROWS] if region_ids is None else list(dict.fromkeys(region_ids))
    if len(chosen) > MOST_ROWS:
        raise Refused(f"A canvas has at most {MOST_ROWS} rows. Choose fewer regions.", place="rows", code="too many")
    for region_id in chosen:
        if region_id not in regions:
            raise Missing("There is no such region.", place="rows")
    return [{"key": f"r{pk}", "title": regions[pk].name, "region": pk} for pk in chosen]


def regions_for_rows(member: Member) -> list[Region]:
    """The regions of the workspace, those with most customers first."""
    counted = Region.objects.of(member).annotate(customers=Count("parties"))
    return list(counted.order_by("-customers", "name"))


def _own(member: Member, value: str) -> OwnTemplate | None:
    if not value.startswith(OWN):
        return None
    number = number_in(value.removeprefix(OWN))
    found: OwnTemplate | None = OwnTemplate.objects.of(member).filter(pk=number).first() if number else None
    if found is None:
        raise Missing("There is no such template.", place="template")
    return found
