"""B25: every view of a filled canvas has no serious barrier, fits 320 pixels, and stands in both lights.

The demo company is what people see first, so it is what is looked at here. With RAPPORT_PICTURES=FOLDER the pictures
of the guides are taken on the way.
"""

import os

from django.urls import reverse
from playwright.sync_api import Page

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas
from tests.browser.looks import barriers
from tests.hands import await_hands

PICTURES = os.environ.get("RAPPORT_PICTURES", "")
OF_A_CANVAS = (
    "board",
    "relationship",
    "propositions",
    "fit",
    "empathy",
    "facts",
    "assumptions",
    "actions",
    "scenarios",
    "compare",
    "versions",
    "path",
    "present",
    "sharing",
    "talk",
    "past",
    "set-up",
    "layout",
    "business-model",
    "colours",
    "deleted",
)
OF_THE_WORKSPACE = ("canvases", "new", "templates", "all-actions", "search", "lessons", "import")


def test_b25_no_view_has_a_serious_barrier_or_runs_over_a_narrow_screen(
    served: str, lucia: Member, looks: list[tuple[str, Page]]
) -> None:
    found: list[str] = []
    for name, address in _addresses(lucia):
        for look, page in looks:
            page.goto(served + address)
            await_hands(page)
            found += [f"{name} ({look}): {barrier}" for barrier in barriers(page)]
            if PICTURES and look == "desk":
                page.wait_for_timeout(2_500)
                page.screenshot(path=f"{PICTURES}/{name}.png")

    assert found == []


def test_b25_a_language_from_right_to_left_mirrors_the_board_and_nothing_runs_over(
    served: str, lucia: Member, looks: list[tuple[str, Page]]
) -> None:
    canvas = Canvas.objects.of(lucia).filter(scenario_of=None).earliest("pk")
    page = dict(looks)["desk"]
    page.goto(served + reverse("canvas:board", args=[lucia.workspace.slug, canvas.pk]))
    page.evaluate("document.documentElement.dir = 'rtl'")

    first, second = page.locator(".section").nth(0).bounding_box(), page.locator(".section").nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_b25_an_empty_canvas_of_each_template_has_no_barrier(
    served: str, lucia: Member, looks: list[tuple[str, Page]]
) -> None:
    found: list[str] = []
    for blueprint in blueprints.all():
        canvas = create_canvas(lucia, blueprint_name=blueprint.name)
        address = reverse("canvas:board", args=[lucia.workspace.slug, canvas.pk])
        for look, page in looks:
            page.goto(served + address)
            found += [f"{blueprint.name} ({look}): {barrier}" for barrier in barriers(page)]
        add_notes(lucia, canvas.pk, section=canvas.blueprint.sections[0].key, texts=["A first thought"])
        assert Note.objects.of(lucia).filter(canvas=canvas).count() == 1

    assert found == []


def _addresses(member: Member) -> list[tuple[str, str]]:
    slug = member.workspace.slug
    canvas = Canvas.objects.of(member).filter(scenario_of=None).earliest("pk")
    places = [(name, [slug]) for name in OF_THE_WORKSPACE] + [(name, [slug, canvas.pk]) for name in OF_A_CANVAS]
    addresses = [(name, reverse(f"canvas:{name}", args=parts)) for name, parts in places]
    others = Canvas.objects.of(member).filter(scenario_of=None).values_list("pk", flat=True).order_by("pk")[:2]
    compared = reverse("canvas:compare", args=[slug, canvas.pk]) + "?" + "&".join(f"of={pk}" for pk in others)
    return [("overview", reverse("web:overview", args=[slug])), *addresses, ("compared", compared)]
