"""The dry run is exact, and the same file twice is the same file once: on random data, for every kind of import."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_field, lay_purposes
from rapport.apps.exchange import operations
from rapport.apps.exchange.recipes import batches
from rapport.apps.exchange.tests.made import HEADER, import_text, receive
from rapport.apps.exchange.tests.test_undoing import (
    DEALS,
    PEOPLE,
    TICKETS,
    apart,
    csv,
    deal_rows,
    order_rows,
    people_rows,
    state,
    ticket_rows,
)
from rapport.kernel.errors import Refused

QUICK = settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
PRODUCTS = "sku,name,category,price\n"
ANSWERS = "date,score,comment,customer id,email,response id\n"
COUNTED = ("accepted", "refused", "created", "updated", "unchanged")
ANSWERED = ("answers_recorded", "withdrawals_kept")
MODES = st.sampled_from(["both", "create", "update"])


def product_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    words = st.sampled_from(["Lamp", "Sock", "Star"])
    row = st.tuples(
        st.sampled_from(["A", "B", "C"]), words, st.sampled_from(["", "x"]), st.sampled_from(["", "2", "z"])
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def answer_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(
        st.sampled_from(["2024-01-01", "2024-01-02"]),
        st.sampled_from(["9", "3", "11"]),
        st.sampled_from(["", "good"]),
        st.sampled_from(["", "7"]),
        st.sampled_from(["", "a@x.example", "no address"]),
        st.sampled_from(["", "", "r1"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def consent_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["Ann", "Ben"]),
        st.sampled_from(["", "a@x.example", "b@x.example"]),
        st.sampled_from(["", "yes", "no", "unsubscribed", "perhaps"]),
        st.sampled_from(["", "yes"]),
        st.sampled_from(["", "", "2024-01-01", "2024-02-01"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


KINDS: dict[str, tuple[str, Callable[[int], st.SearchStrategy[list[list[str]]]]]] = {
    "people": (PEOPLE, people_rows),
    "companies": (PEOPLE.replace("company,", "industry,"), people_rows),
    "products": (PRODUCTS, product_rows),
    "orders": (HEADER + "\n", order_rows),
    "responses": (ANSWERS, answer_rows),
    "tickets": (TICKETS, ticket_rows),
    "deals": (DEALS, deal_rows),
}


@pytest.fixture
def tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_dry_run_tells_exactly_what_the_import_does(mara: Member, tiny_batches: None, kind: str) -> None:
    header, rows_of = KINDS[kind]

    @QUICK
    @given(before=rows_of(5), rows=rows_of(10), mode=MODES)
    def check(before: list[list[str]], rows: list[list[str]], mode: str) -> None:
        with apart():
            import_text(mara, csv(header, before), kind)
            draft = receive(mara, csv(header, rows), kind=kind)
            draft = operations.choose_mapping(mara, draft.pk, mapping=draft.mapping, options={"mode": mode})
            told = operations.try_file(mara, draft, tell=lambda *_: None, stop=lambda: False)

            operations.begin_import(mara, draft)
            done = operations.run_import(mara, draft, tell=lambda *_: None, stop=lambda: False)

            assert {name: told[name] for name in COUNTED} == {name: getattr(done, name) for name in COUNTED}

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_twice_is_the_same_file_once(mara: Member, kind: str) -> None:
    header, rows_of = KINDS[kind]

    @QUICK
    @given(rows=rows_of(12))
    def check(rows: list[list[str]]) -> None:
        with apart():
            import_text(mara, csv(header, rows), kind)
            once = state(mara)

            again = import_text(mara, csv(header, rows), kind)

            assert state(mara) == once
            assert (again.created, again.updated) == (0, 0)

    check()


def test_records_are_recognised_by_what_is_chosen(mara: Member) -> None:
    create_field(mara, title="Card", kind="text")
    header = "name,email,card\n"
    import_text(mara, f"{header}Ann,a@x.example,C1\nBen,b@x.example,C2\n", "people")

    done = import_text(mara, f"{header}Anna,new@x.example,C1\n", "people", options={"match": "custom:card"})

    assert (done.created, done.updated) == (0, 1)
    assert Party.objects.of(mara).get(name="Anna").email == "new@x.example"


def test_a_row_that_fits_two_records_is_refused(mara: Member) -> None:
    import_text(mara, "customer id,name,email\n1,Ann,a@x.example\n2,Ann,b@x.example\n", "people")

    done = import_text(mara, "name,city\nAnn,Rome\n", "people", options={"match": "name"})

    assert (done.refused, done.updated) == (1, 0)
    assert "2 records are recognised by this" in done.issues.get(workspace_id=mara.workspace_id).reason


def test_an_empty_cell_empties_the_field_only_where_that_is_chosen(mara: Member) -> None:
    import_text(mara, "customer id,name,city\n1,Ann,Rome\n2,Ben,Oslo\n", "people")
    cells = "customer id,name,city\n{},,\n"

    import_text(mara, cells.format(1), "people", options={"empty": "leave"})
    import_text(mara, cells.format(2), "people", options={"empty": "clear"})

    cities = Party.objects.of(mara).order_by("external_id").values_list("name", "city")
    assert list(cities) == [("Ann", "Rome"), ("Ben", "")]


def test_the_dry_run_shows_some_changes_before_and_after(mara: Member) -> None:
    import_text(mara, "customer id,name,city\n1,Ann,Rome\n", "people")
    draft = receive(mara, "customer id,name,city\n1,Ann,Oslo\n", kind="people")

    told = operations.try_file(mara, draft, tell=lambda *_: None, stop=lambda: False)

    assert told["samples"][0]["label"] == "Ann"
    assert told["samples"][0]["differences"] == [{"field": "city", "title": "City", "before": "Rome", "after": "Oslo"}]


def test_recognising_by_what_no_column_gives_is_refused(mara: Member) -> None:
    draft = receive(mara, "customer id,name\n1,Ann\n", kind="people")

    with pytest.raises(Refused, match="a column is needed for: Phone"):
        operations.choose_mapping(mara, draft.pk, mapping=draft.mapping, options={"match": "phone"})


@pytest.mark.parametrize("again", [1, 2])
def test_the_dry_run_tells_how_many_answers_about_consent_there_would_be(
    mara: Member, tiny_batches: None, again: int
) -> None:
    header = "customer id,name,email,email consent,do not call,consent date\n"
    lay_purposes(mara)

    @QUICK
    @given(before=consent_rows(4), rows=consent_rows(5), mode=MODES)
    def check(before: list[list[str]], rows: list[list[str]], mode: str) -> None:
        with apart():
            import_text(mara, csv(header, before), "people")
            draft = receive(mara, csv(header, rows * again), kind="people")
            draft = operations.choose_mapping(mara, draft.pk, mapping=draft.mapping, options={"mode": mode})
            told = operations.try_file(mara, draft, tell=lambda *_: None, stop=lambda: False)

            operations.begin_import(mara, draft)
            done = operations.run_import(mara, draft, tell=lambda *_: None, stop=lambda: False)

            assert {name: told["extra"].get(name, 0) for name in ANSWERED} == {
                name: done.extra_counts().get(name, 0) for name in ANSWERED
            }

    check()
