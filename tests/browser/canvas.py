"""What the stories about canvases share: a board with some notes, and words for what is done on it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas
from tests.hands import await_hands
from tests.served import Enter, EnterAs

CUTTABLE = """(() => {
    const whole = window.fetch;
    const isCut = (place) => localStorage.getItem("cut") && String(place).endsWith("/gestures");
    window.fetch = (place, ...rest) => isCut(place) ? Promise.reject(new TypeError("cut")) : whole(place, ...rest);
})()"""


class Board:
    """An open board in one browser page."""

    def __init__(self, page: Page, served: str, member: Member, canvas: Canvas) -> None:
        self.page, self.canvas, self.member = page, canvas, member
        self.address = f"{served}/w/{member.workspace.slug}/canvases/{canvas.pk}"

    def open(self) -> "Board":
        self.page.goto(self.address)
        await_hands(self.page)
        return self

    def section(self, key: str) -> Locator:
        return self.page.locator(f"#section-{key}")

    def note(self, text: str) -> Locator:
        return self.page.locator("sticky-note", has_text=text)

    def texts(self, key: str) -> list[str]:
        return [text.strip() for text in self.section(key).locator(".note__text").all_text_contents()]

    def has(self, key: str, *texts: str) -> None:
        expect(self.section(key).locator(".note__text")).to_have_text(list(texts))

    def saved(self) -> None:
        expect(self.page.locator("save-state")).to_have_attribute("data-state", "saved")
        expect(self.page.locator(".note--unsaved")).to_have_count(0)

    def cut(self) -> None:
        """Let no gesture leave this page or those after it; a route would miss what a page sends while it goes."""
        self.page.evaluate("localStorage.setItem('cut', 'yes')")
        self.page.evaluate(CUTTABLE)
        self.page.add_init_script(CUTTABLE)

    def mend(self) -> None:
        self.page.evaluate("localStorage.removeItem('cut')")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def paste(self, text: str) -> None:
        """Paste text as the clipboard would bring it."""
        await_hands(self.page)
        self.page.evaluate(
            """(text) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/plain", text);
                const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
                document.activeElement.dispatchEvent(event);
            }""",
            text,
        )


def stored(canvas: Canvas, section: str) -> list[str]:
    """The texts of a section as the database has them, in order."""
    notes = Note.objects.of(canvas.workspace_id).living().filter(canvas=canvas, section=section)
    return [note.text for note in sorted(notes, key=lambda note: (note.order_key, note.pk))]


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return create_canvas(mara, title="Everybody")


@pytest.fixture
def board(page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas) -> Board:
    """Mara before her empty canvas."""
    enter(mara)
    return Board(page, served, mara, canvas).open()


@pytest.fixture
def needs(mara: Member, canvas: Canvas) -> list[Note]:
    return add_notes(mara, canvas.pk, section="needs", texts=["one", "two", "three"])


@pytest.fixture
def edis(browser: Browser, served: str, enter_as: EnterAs, edi: Member, canvas: Canvas) -> Iterator[Board]:
    """Edi at another computer, before the same canvas."""
    context = browser.new_context()
    enter_as(context, edi)
    yield Board(context.new_page(), served, edi, canvas).open()
    context.close()
