"""The page of a long filtered list comes first; counting goes on after it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.apps.customers.queries import PartyFilter, lists
from rapport.apps.customers.queries.lists import count_parties, list_parties

IN_LYON = {"condition": "city", "operator": "is", "value": "Lyon"}


@pytest.fixture
def many(edi: Member, monkeypatch: pytest.MonkeyPatch) -> Member:
    """Six people in Lyon, where three are many."""
    monkeypatch.setattr(lists, "FEW", 3)
    record_parties(
        edi,
        [PartyFacts(name=f"P{n}", external_id=str(n), city="LYON", job_title=f"{9 - n}") for n in range(6)],
    )
    return edi


@pytest.mark.parametrize("wanted", [PartyFilter(rule=IN_LYON), PartyFilter(kind="person")])
def test_a_page_of_many_is_read_without_counting_them(many: Member, wanted: PartyFilter) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = list_parties(many, wanted, size=4)

    assert [row.name for row in found.page.rows] == ["P0", "P1", "P2", "P3"]
    assert (found.count.number, found.count.exact, found.count.is_begun) == (3, False, True)
    assert not any("COUNT(" in one["sql"] for one in asked.captured_queries)
    assert "job_title" in found.sortable


def test_a_list_that_no_index_sorts_is_counted_first(many: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = PartyFilter(rule=IN_LYON, sort="job_title")

    short = list_parties(many, wanted)
    monkeypatch.setattr(lists, "COUNTED_UP_TO", 5)
    monkeypatch.setattr("rapport.kernel.paging.COUNTED_UP_TO", 5)
    long = list_parties(many, wanted)

    assert (short.sort, short.count.number, short.count.exact) == ("job_title", 6, True)
    assert (long.sort, long.count.is_begun, "job_title" in long.sortable) == ("name", False, False)


def test_counting_goes_on_once_the_page_is_there(many: Member, client: Client) -> None:
    client.force_login(many.user)
    address = f"/w/{many.workspace.slug}/customers"

    page = client.get(address, {"kind": "person"}).content.decode()
    count = client.get(f"{address}/count", {"kind": "person", "bounded": "1"}).content.decode()

    assert "More than 3 records" in page
    assert 'bounded=1" hx-trigger="load"' in page
    assert "6 records" in count
    assert "hx-trigger" not in count


def test_a_bounded_count_stops(many: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.kernel.paging.COUNTED_UP_TO", 4)

    assert count_parties(many, PartyFilter(rule=IN_LYON), exactly=False).number == 4
    assert count_parties(many, PartyFilter(rule=IN_LYON)).number == 6


def test_postgresql_knows_how_many_people_a_word_means(many: Member) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compares words by its own function and plans without statistics of it.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_statistic_ext WHERE stxname LIKE 'customers_party_words_%'")
        assert cursor.fetchone() == (8,)
