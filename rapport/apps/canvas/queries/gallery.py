"""Templates and examples as pages offer them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section, blueprints
from rapport.apps.canvas.models import Canvas, OwnTemplate
from rapport.apps.canvas.queries.canvases import SmallCell, drawn
from rapport.apps.canvas.queries.layouts import layouts_for
from rapport.apps.canvas.queries.live import live_boxes
from rapport.apps.canvas.starter_sets import StarterSet

HUES = {
    "profile": gettext_lazy("Sand"),
    "need": gettext_lazy("Blue"),
    "pain": gettext_lazy("Coral"),
    "value": gettext_lazy("Green"),
    "touchpoint": gettext_lazy("Violet"),
    "journey": gettext_lazy("Indigo"),
    "relationship": gettext_lazy("Teal"),
    "metric": gettext_lazy("Slate"),
    "action": gettext_lazy("Amber"),
}
WIDTHS = {
    3: gettext_lazy("A quarter"),
    4: gettext_lazy("A third"),
    6: gettext_lazy("Half"),
    8: gettext_lazy("Two thirds"),
    9: gettext_lazy("Three quarters"),
    12: gettext_lazy("The whole width"),
}


@dataclass(frozen=True, slots=True)
class GalleryCard:
    """A template to choose: its word in forms, its words for people, its drawing."""

    value: str
    title: str
    help: str
    cells: list[SmallCell]
    own: OwnTemplate | None


@dataclass(frozen=True, slots=True)
class ExampleSection:
    """The examples that would stand in a section."""

    section: Section
    texts: list[str]


def offers_for(member: Member, canvas: Canvas | None = None) -> list[GalleryCard]:
    """Every template to choose from; a canvas is offered its own one although it is archived."""
    offered = layouts_for(member, with_template=canvas.own_template_id if canvas else None)
    return [
        GalleryCard(one.value, one.blueprint.title, one.blueprint.help, drawn(one.blueprint, {}), one.own)
        for one in offered
    ]


def starter_preview(canvas: Canvas, starter: StarterSet) -> dict[str, Any]:
    """A starter set as it would stand on the canvas."""
    blueprint = canvas.blueprint
    texts: dict[str, list[str]] = {}
    for nine, found in starter.notes.items():
        texts.setdefault(blueprint.home_of_nine(nine).key, []).extend(found)
    sections = [ExampleSection(one, texts[one.key]) for one in blueprint.sections if one.key in texts]
    return {"chosen": starter, "sections": sections}


def template_choices() -> dict[str, Any]:
    """What the fields of a section can be, with words for people."""
    return {
        "hues": [(hue, str(words)) for hue, words in HUES.items()],
        "widths": [(columns, str(words)) for columns, words in WIDTHS.items()],
        "nines": [(one.key, one.title) for one in blueprints.get("customer_relationship").sections],
        "lives": [("", gettext("Nothing")), *_boxes()],
    }


def _boxes() -> list[tuple[str, str]]:
    own = [(box.name, str(box.title)) for box in live_boxes]
    return [("profile", gettext("Facts about the customers")), ("metrics", gettext("Metric tiles")), *own]
