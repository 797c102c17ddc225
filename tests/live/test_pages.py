"""The live stream in a browser: one stream for all tabs, events on the document, catching up."""

from playwright.sync_api import Browser, BrowserContext, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.activity.live.hub import STREAMS_PER_OWNER
from rapport.apps.activity.operations import Subject, announce, recorded
from tests.hands import wait_until
from tests.live.listening import Listener, flood
from tests.served import Enter, EnterAs, own_environment, serving, session_of

HEAR = """(topic) => {
  window.heard = [];
  document.addEventListener(`live:${topic}`, (event) => window.heard.push(event.detail));
}"""


def write(member: Member, *topics: str, label: str = "Hello") -> None:
    with recorded(member.actor, "note.created", subject=Subject("note", 1, label), topics=topics):
        pass


def open_log(page: Page, address: str) -> Page:
    """The log's page, live."""
    page.goto(f"{address}/w/glow/log")
    expect(page.locator("live-stream")).to_have_attribute("data-state", "live")
    return page


def heard(page: Page, seconds: float = 15) -> None:
    """Wait until the event has come."""
    wait_until(page, lambda: page.evaluate("window.heard.length"), seconds=seconds)


def test_a_change_becomes_an_event_of_the_page(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    open_log(page, served)
    page.evaluate(HEAR, "canvas:7")

    write(mara, "canvas:7")
    heard(page)

    assert page.evaluate("window.heard[0].topic") == "canvas:7"


def test_tabs_share_one_stream_and_all_hear(
    context: BrowserContext, page: Page, served: str, enter: Enter, mara: Member
) -> None:
    enter(mara)
    tabs = [page, *(context.new_page() for _ in range(3))]
    for tab in tabs:
        open_log(tab, served)
        tab.evaluate(HEAR, "canvas:7")

    write(mara, "canvas:7")
    for tab in tabs:
        heard(tab)

    assert streams_of(mara, served) == 1


def test_the_log_shows_what_happens_without_a_reload(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    open_log(page, served)

    write(mara, "canvas:7", label="A new idea")

    expect(page.get_by_text("A new idea")).to_be_visible()


def test_the_stream_works_without_a_shared_worker(
    context: BrowserContext, served: str, enter: Enter, mara: Member
) -> None:
    enter(mara)
    context.add_init_script("delete window.SharedWorker")
    page = open_log(context.new_page(), served)
    page.evaluate(HEAR, "canvas:7")

    write(mara, "canvas:7")

    heard(page)


def test_too_much_to_tell_wakes_every_fragment_that_waits(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    open_log(page, served)
    page.evaluate(
        """() => {
          const fragment = document.createElement('div');
          fragment.setAttribute('hx-trigger', 'live:figures from:document, live:canvas:7[detail] from:document');
          document.body.append(fragment);
        }"""
    )
    page.evaluate(HEAR, "canvas:7")

    flood(mara)

    heard(page)


def test_the_page_says_when_it_is_no_longer_live(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    open_log(page, served)

    Member.objects.of(mara).filter(pk=mara.pk).update(deactivated_at=mara.created_at)
    announce(mara.workspace_id, "members")

    expect(page.get_by_text("Not live. Reload the page.")).to_be_visible()


def test_a_page_reconnects_when_the_server_is_back(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member
) -> None:
    with serving(own_environment()) as (address, _):
        port = int(address.rpartition(":")[2])
        context = browser.new_context()
        enter_as(context, mara)
        page = open_log(context.new_page(), address)
        page.evaluate(HEAR, "canvas:7")
    expect(page.get_by_text("Reconnecting")).to_be_visible()
    write(mara, "canvas:7")

    with serving(own_environment(), port=port):
        heard(page, seconds=60)
        expect(page.get_by_text("Reconnecting")).to_be_hidden()
    context.close()


def streams_of(member: Member, address: str) -> int:
    """How many streams this member has open, found out by opening more until there are too many."""
    session = session_of(member)
    opened: list[Listener] = []
    while not opened or opened[-1].status == 200:
        opened.append(Listener(address, "glow", session).__enter__())
    for listener in opened:
        listener.__exit__()
    return STREAMS_PER_OWNER - (len(opened) - 1)


def test_events_are_cut_out_of_the_text_of_the_stream(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    page.goto(f"{served}/w/glow/log")
    text = 'retry: 1500\n\n: still here\n\nid: 4\nevent: change\ndata: {"topic": "a"}\n\nid: 5\neve'

    parsed = page.evaluate("async (text) => (await import('rapport/activity/live-connection')).parseEvents(text)", text)

    assert parsed == {"events": [{"name": "change", "id": 4, "detail": {"topic": "a"}}], "rest": "id: 5\neve"}


def test_pauses_before_another_try_grow_to_half_a_minute(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    page.goto(f"{served}/w/glow/log")

    pauses = page.evaluate(
        """async () => {
          const { pauseBefore } = await import('rapport/activity/live-connection');
          return [0, 1, 2, 10].map((attempt) => pauseBefore(attempt, 1));
        }"""
    )

    assert pauses == [500, 1000, 2000, 30_000]
