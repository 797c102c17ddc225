"""What a live box is: a small strip of facts in a section, fetched after the board stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas


@dataclass(frozen=True, slots=True)
class LiveBox:
    """Live content of a section; a section names it in `Section.live`.

    `fill(member, canvas)` gives the variables of the template `canvas/live/_<name>.html`, or of the one named by
    `drawn_as`, which several boxes of a kind share. `topics` are words of the
    live stream at which the box is fetched anew, besides changes of the canvas itself where it `follows_canvas`.
    Without `right` a member sees nothing of it.
    """

    name: str
    title: str | Promise
    help: str | Promise
    fill: Callable[[Member, Canvas], dict[str, Any]]
    topics: tuple[str, ...] = ("figures",)
    right: str = "canvas.view"
    follows_canvas: bool = True
    order: int = 100
    drawn_as: str = ""

    def awaited(self, canvas: Canvas) -> tuple[str, ...]:
        """The topics it waits for on a canvas."""
        return (canvas.topic, *self.topics) if self.follows_canvas else self.topics

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"canvas/live/_{self.drawn_as or self.name}.html"
