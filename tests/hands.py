"""Hands on a page: nothing is pressed, typed, clicked or carried before the page's own modules run.

A page shows what the server has rendered before its modules are there. Whoever looks for words only and then presses
a key presses it too early, on some machine, some day. So every gesture of a story (each use of `page.keyboard` and
`page.mouse`, each gesture of a locator) waits for `html[data-ready]` of the present page, and until what was fetched
into it is alive. Stories need not say so. But after a gesture that leads to another page, a story names something
that only the other page shows, or its next gesture may still fall on the old one.

Where something stands, and what axe says of it, is asked of a page at rest: nothing is being fetched into it, and
nothing on it moves or fades any more.
"""

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.slowness import SLOWER, cut, slow

# Longer than the longest pause after which a page tries again by itself, on a machine that has other things to do.
PATIENCE = 30_000 * max(1.0, SLOWER / 2)
GESTURES = (
    *("check", "clear", "click", "dblclick", "drag_to", "fill", "focus", "hover", "press", "press_sequentially"),
    *("scroll_into_view_if_needed", "select_option", "set_checked", "set_input_files", "tap", "type", "uncheck"),
)
# A page without modules (a download, scripts switched off) has nothing to wait for but itself.
HAS_HANDS = """() => {
  const page = document.documentElement;
  if (page.hasAttribute("data-ready")) return !document.querySelector(":not(:defined), .htmx-added, .htmx-settling");
  const waits = document.querySelector('script[src*="ui/js/start"]') && !matchMedia("(scripting: none)").matches;
  return document.readyState !== "loading" && !waits;
}"""
RESTS = """() => {
  const moves = (one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity;
  const fetched = document.querySelector(".htmx-request, .htmx-swapping, .htmx-added, .htmx-settling");
  return document.readyState === "complete" && !fetched && !document.getAnimations().some(moves);
}"""


def await_hands(page: Page) -> None:
    """Wait until the present page has its hands."""
    page.wait_for_function(HAS_HANDS, timeout=PATIENCE)


def await_rest(page: Page) -> None:
    """Wait until the present page has its hands, is complete and stands still."""
    await_hands(page)
    page.wait_for_function(RESTS, timeout=PATIENCE)


def wait_until(page: Page, true: Callable[[], Any], *, seconds: float = PATIENCE / 1000) -> None:
    """Wait for what no locator shows, while the page goes on."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited for {seconds:.0f} s"
        page.wait_for_timeout(20)


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Iterator[Browser]:
    """Playwright's browser, in which every gesture waits for the page's hands."""
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("keyboard", "mouse"):
            patch.setattr(Page, name, property(_patient(vars(Page)[name].fget, lambda page: page)))
        for name in GESTURES:
            patch.setattr(Locator, name, _patient(getattr(Locator, name), _page_with))
        patch.setattr(Locator, "bounding_box", _patient(Locator.bounding_box, _page_with, await_rest))
        patch.setattr(Axe, "run", _rested(Axe.run))
        if SLOWER > 1:
            patch.setattr(BrowserContext, "new_page", slow(BrowserContext.new_page))
            patch.setattr(BrowserContext, "set_offline", cut(BrowserContext.set_offline))
        yield browser


def _page_with(locator: Locator) -> Page:
    """The page of a locator once the place is there: what has just been fetched comes alive a moment later."""
    locator.first.wait_for(state="attached")
    return locator.page


def _patient(
    gesture: Callable[..., Any], page_of: Callable[[Any], Page], until: Callable[[Page], None] = await_hands
) -> Callable[..., Any]:
    @wraps(gesture)
    def wait(self: Any, *args: Any, **options: Any) -> Any:
        until(page_of(self))
        return gesture(self, *args, **options)

    return wait


def _rested(judge: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(judge)
    def wait(self: Axe, page: Page, *args: Any, **options: Any) -> Any:
        await_rest(page)
        return judge(self, page, *args, **options)

    return wait
