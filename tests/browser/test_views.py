"""B25: every view of a filled canvas has no serious barrier, fits 320 pixels, and stands in both lights.

The demo company is what people see first, so it is what is looked at here. With RAPPORT_PICTURES=FOLDER the pictures
of the guides are taken on the way.
"""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.demo.story import load
from tests.served import EnterAs

PICTURES = os.environ.get("RAPPORT_PICTURES", "")
SERIOUS = {"serious", "critical"}
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
LOOKS = (("desk", 1280, "light"), ("desk by night", 1280, "dark"), ("phone", 320, "light"))


@pytest.fixture
def lucia(served: str) -> Member:
    return load(say=lambda words: None)


@pytest.fixture
def looks(browser: Browser, lucia: Member, enter_as: EnterAs) -> Iterator[list[tuple[str, Page]]]:
    contexts: list[BrowserContext] = []
    pages: list[tuple[str, Page]] = []
    for name, width, scheme in LOOKS:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        enter_as(context, lucia)
        contexts.append(context)
        pages.append((name, context.new_page()))
    yield pages
    for context in contexts:
        context.close()


def test_b25_no_view_has_a_serious_barrier_or_runs_over_a_narrow_screen(
    served: str, lucia: Member, looks: list[tuple[str, Page]]
) -> None:
    found: list[str] = []
    for name, address in _addresses(lucia):
        for look, page in looks:
            page.goto(served + address)
            expect(page.locator("html")).to_have_attribute("data-ready", "", timeout=15_000)
            found += [f"{name} ({look}): {barrier}" for barrier in _barriers(page)]
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
            found += [f"{blueprint.name} ({look}): {barrier}" for barrier in _barriers(page)]
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


def _barriers(page: Page) -> list[str]:
    results = Axe().run(page).response["violations"]
    barriers = [
        f"{one['id']}: {node['html'][:120]}" for one in results if one["impact"] in SERIOUS for node in one["nodes"][:2]
    ]
    width, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [*barriers, f"is {width} wide where {room} are"] if width > room else barriers
