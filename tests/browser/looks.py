"""Looking at a page as people do: by day, by night, on a phone; and asking axe what stands in the way."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from rapport.apps.accounts.models import Member
from rapport.demo.story import load
from tests.served import EnterAs

SERIOUS = {"serious", "critical"}
LOOKS = (("desk", 1280, "light"), ("desk by night", 1280, "dark"), ("phone", 320, "light"))


@pytest.fixture
def lucia(served: str) -> Member:
    """The owner of the demo company."""
    return load(say=lambda words: None)


@pytest.fixture
def looks(browser: Browser, lucia: Member, enter_as: EnterAs) -> Iterator[list[tuple[str, Page]]]:
    """A page for each look, in which the owner of the demo company has signed in."""
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


def barriers(page: Page) -> list[str]:
    """What axe finds serious on a page, and whether it runs over the width."""
    results = Axe().run(page).response["violations"]
    found = [
        f"{one['id']}: {node['html'][:120]}" for one in results if one["impact"] in SERIOUS for node in one["nodes"][:2]
    ]
    width, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [*found, f"is {width} wide where {room} are"] if width > room else found
