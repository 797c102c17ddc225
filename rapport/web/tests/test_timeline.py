"""The page of a timeline: what it tells, how it is narrowed, how it goes on."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations as customers
from rapport.apps.customers.models import Party
from rapport.web.tests.timelines import AT, HOUR, converse, eventful, order_of
from rapport.web.timeline.reading import sources

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}
STREAM = {**PART, "HTTP_HX_TARGET": "timeline-stream"}


@pytest.fixture
def ana(edi: Member) -> Party:
    return eventful(edi)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def said(member: Member, whom: Party, asked: str = "", **headers: str) -> str:
    answer = signed_in(member).get(f"/w/glow/customers/{whom.pk}/timeline?{asked}", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def kinds_in(page: str) -> set[str]:
    """The sources of the lines of a page."""
    titles = {str(source.title): source.name for source in sources}
    return {titles[title] for title in re.findall(r'class="timeline__mark" title="([^"]+)"', page)}


def test_everything_that_happened_stands_in_one_stream(edi: Member, ana: Party) -> None:
    page = said(edi, ana)

    for words in (
        *("A-", "Refund", "NPS 9", "Lovely paper", "Product viewed", "sku: LIP-01", "Where is my parcel"),
        *("About the parcel", "Fitting", "Send the catalogue", "Prefers silver foil", "contract.txt"),
        *("Consent given", "Newsletter · E-mail · web form", "Entered a segment", "Regulars", "Canvas made"),
        *("Wants to be called by name", "Write a card", "Added this record"),
    ):
        assert words in page
    assert "Still to do" not in page
    assert "Called off" not in page
    assert kinds_in(page) == set(sources.names())


def test_the_newest_comes_first_and_days_are_named(edi: Member, ana: Party) -> None:
    page = said(edi, ana, "since=2026-03-02&until=2026-03-02")

    places = [
        page.index(words)
        for words in ("Consent given", "Fitting", "Where is my parcel", f"Refund R-{ana.pk}", f"Order A-{ana.pk}")
    ]
    assert places == sorted(places)
    assert page.count("timeline__date") == 1 + page.count("timeline__date-field")
    assert "Monday, March 2, 2026" in page


def test_kinds_are_chosen_in_the_address(edi: Member, ana: Party) -> None:
    page = said(edi, ana, "kind=orders&kind=notes&kind=nonsense")

    assert kinds_in(page) == {"orders", "notes"}
    assert re.findall(r'value="(\w+)" checked', page) == ["orders", "notes"]


def test_words_are_looked_for_whatever_their_case(edi: Member, ana: Party) -> None:
    assert kinds_in(said(edi, ana, "q=PARCEL")) == {"messages", "calls"}
    assert kinds_in(said(edi, ana, "q=parcel+where")) == {"messages"}
    assert "Nothing of that kind happened" in said(edi, ana, "q=zeppelin")


def test_words_are_looked_for_whatever_their_accents(edi: Member, ana: Party) -> None:
    converse(edi, ana, AT, subject="Où est José")
    customers.write_note(edi, ana.pk, "Told JOSÉ of it")

    assert kinds_in(said(edi, ana, "q=jose")) == {"messages", "notes"}
    assert kinds_in(said(edi, ana, "q=OU+josé")) == {"messages"}


def test_a_record_to_which_nothing_happened_says_what_will_appear(edi: Member) -> None:
    bea = customers.create_party(edi, name="Bea")

    page = said(edi, bea, "kind=orders")
    quiet = said(edi, bea, "kind=orders&until=2001-01-01")

    assert "Nothing of that kind happened" in page
    assert "Nothing of that kind happened" in quiet


def test_filters_that_cannot_be_read_are_said_at_their_field(edi: Member, ana: Party) -> None:
    page = said(edi, ana, "since=yesterday-ish&at=%%%&q=%00")

    assert "Enter a valid date" in page
    assert "Lovely paper" in page


def test_older_entries_follow_without_a_gap_or_a_second_name_of_the_day(edi: Member, ana: Party) -> None:
    for number in range(45):
        order_of(edi, ana, f"B-{number:02d}", AT - timedelta(minutes=number), 1)
    first = said(edi, ana, "kind=orders", **PART)
    older = re.search(r'id="timeline-older"[^>]* href="([^"]+)"', first)
    assert older is not None

    rest = said(edi, ana, older.group(1).partition("?")[2].replace("&amp;", "&"), **PART)

    numbers = re.findall(r"B-\d\d", first + rest)
    assert numbers == [f"B-{number:02d}" for number in range(45)]
    assert "visually-hidden" in rest
    assert "This is where it began" in rest
    assert "<form" not in rest


def test_a_filter_is_remembered_in_the_address_of_the_page_it_stands_on(edi: Member, ana: Party) -> None:
    record = f"http://testserver/w/glow/customers/{ana.pk}"

    answer = signed_in(edi).get(
        f"/w/glow/customers/{ana.pk}/timeline?kind=notes&q=silver",
        **STREAM,
        HTTP_HX_CURRENT_URL=f"{record}?kind=orders",
    )

    assert answer["HX-Replace-Url"] == f"/w/glow/customers/{ana.pk}?kind=notes&q=silver"
    assert "<form" not in answer.content.decode()


def test_what_comes_in_appears_at_the_top_without_moving_the_rest(edi: Member, ana: Party) -> None:
    for number in range(40):
        order_of(edi, ana, f"B-{number:02d}", AT - timedelta(minutes=number), 1)
    first = said(edi, ana, "kind=orders", **PART)
    through = re.search(r"through=([\w-]+)", first)
    assert through is not None
    order_of(edi, ana, "N-1", AT + 20 * HOUR, 1)

    head = said(edi, ana, f"kind=orders&through={through.group(1)}", **PART)

    lines = head.count('class="timeline__line"')
    assert "N-1" in head
    assert lines == first.count('class="timeline__line"') + 1
    assert f"through={through.group(1)}" in head


def test_when_too_much_came_in_the_stream_begins_anew(edi: Member, ana: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.web.timeline.reading.MOST_AT_ONCE", 3)
    first = said(edi, ana, **PART)
    answer = signed_in(edi).get(
        f"/w/glow/customers/{ana.pk}/timeline?through={_cursor_of_the_oldest(first) or 'x'}", **PART
    )

    assert answer["HX-Retarget"] == "#timeline-stream"


def _cursor_of_the_oldest(page: str) -> str:
    found = re.search(r"through=([\w-]+)", page)
    return found.group(1) if found else ""


def test_the_number_of_queries_does_not_grow_with_the_entries(edi: Member, ana: Party) -> None:
    client, address = signed_in(edi), f"/w/glow/customers/{ana.pk}/timeline"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for number in range(200):
        order_of(edi, ana, f"C-{number}", AT - number * HOUR, 1)
        customers.write_note(edi, ana.pk, f"Note {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
    assert len(many) <= 34


def test_the_record_shows_its_timeline(edi: Member, ana: Party) -> None:
    page = signed_in(edi).get(f"/w/glow/customers/{ana.pk}?kind=notes").content.decode()

    assert f'hx-get="/w/glow/customers/{ana.pk}/timeline?kind=notes"' in page
