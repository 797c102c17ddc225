"""RAPPORT_SLOW_BROWSER=4 gives every page a processor four times slower and a slower network: races come to light."""

import os
from collections.abc import Callable
from functools import wraps
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, CDPSession, Page

SLOWER = float(os.environ.get("RAPPORT_SLOW_BROWSER", "1"))
DELAY = 15
BYTES_A_SECOND = 8_000_000
_slowed: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def slow(new_page: Callable[[BrowserContext], Page]) -> Callable[[BrowserContext], Page]:
    """A way to open pages, all of which are slow."""

    @wraps(new_page)
    def slow_page(self: BrowserContext) -> Page:
        page = new_page(self)
        _slowed[page] = self.new_cdp_session(page)
        _slowed[page].send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        _slowed[page].send("Network.enable")
        _network(page, offline=False)
        return page

    return slow_page


def cut(set_offline: Callable[[BrowserContext, bool], None]) -> Callable[[BrowserContext, bool], None]:
    """A way to cut the network that slow pages feel, too."""

    @wraps(set_offline)
    def cut_slow(self: BrowserContext, offline: bool) -> None:
        set_offline(self, offline)
        for page in self.pages:
            if page in _slowed:
                _network(page, offline=offline)

    return cut_slow


def _network(page: Page, *, offline: bool) -> None:
    speed = BYTES_A_SECOND / SLOWER
    conditions = {
        "offline": offline,
        "latency": DELAY * SLOWER,
        "downloadThroughput": speed,
        "uploadThroughput": speed,
    }
    _slowed[page].send("Network.emulateNetworkConditions", conditions)
