"""Undo is the opposite of import: what an import did is taken back, what others did since stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyTag, Region, Relation, Tag
from rapport.apps.customers.operations import tag_parties, update_party
from rapport.apps.exchange import operations
from rapport.apps.exchange.models import Import, ImportUndo, UndoRemainder
from rapport.apps.exchange.queries.undoing import portions_of
from rapport.apps.exchange.recipes import batches
from rapport.apps.exchange.tests.made import HEADER, SHOP, import_text
from rapport.apps.feedback.models import Response
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.apps.tracking.record_kinds import catalogue as record_kinds
from rapport.kernel.errors import Conflict, NotPermitted
from rapport.kernel.jobs import run_jobs

LEFT_OUT = {"change", "created_at", "workspace_id"}
PEOPLE = "customer id,name,email,phone,city,country,company,tags\n"
TICKETS = "ticket id,customer id,email,created at,solved at,topic,cost,country\n"
DEALS = "deal id,email,stage,stage change date,status,value\n"
QUICK = settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


def state(member: Member) -> dict[str, Any]:
    """Everything an import can touch, without where in the log it was last written."""
    models = (Party, Relation, Region, Tag, PartyTag, Product, Order, OrderLine, Response)
    models += tuple(kind.model for kind in record_kinds)
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in LEFT_OUT and not _own_id(model, name)}
            for row in model.objects.of(member).order_by("pk").values()
        ]
        for model in models
    }


def _own_id(model: type, name: str) -> bool:
    return model in (PartyTag, Relation) and name == "id"


def undone(member: Member, source: Import) -> ImportUndo:
    undo = operations.undo_import(member, source.pk)
    run_jobs()
    undo.refresh_from_db()
    return undo


@contextmanager
def apart() -> Iterator[None]:
    """Each example begins with the same workspace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 3)


def people_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    cell = st.sampled_from(["", "a", "b", "Ñandú"])
    row = st.tuples(
        st.sampled_from(["", "1", "2", "3", "4"]),
        st.sampled_from(["Ann", "Ben", "Cid"]),
        st.sampled_from(["", "a@x.example", "b@x.example", "c@x.example"]),
        st.sampled_from(["", "+34600111222", "+34600111333"]),
        cell,
        st.sampled_from(["", "Spain", "Atlantis"]),
        st.sampled_from(["", "Acme", "Basalt"]),
        st.sampled_from(["", "vip", "new, vip"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def order_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(
        st.sampled_from(["1", "2", "3", "C4", "C5"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["LAMP", "SOCK"]),
        st.sampled_from(["1", "2", "-1"]),
        st.sampled_from(["2024-01-01", "2024-01-02", "2024-02-01"]),
        st.sampled_from(["2", "3.5"]),
        st.sampled_from(["", "7", "8"]),
        st.sampled_from(["Spain", "Norway"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def ticket_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(
        st.sampled_from(["", "", "1", "2"]),
        st.sampled_from(["", "7"]),
        st.sampled_from(["", "a@x.example"]),
        st.sampled_from(["2024-01-01", "2024-01-03"]),
        st.sampled_from(["", "2024-01-02", "2024-01-04"]),
        st.sampled_from(["", "Delivery"]),
        st.sampled_from(["", "2", "-1"]),
        st.sampled_from(["", "Spain", "Norway"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def deal_rows(number: int) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(
        st.sampled_from(["D1", "D2"]),
        st.sampled_from(["", "a@x.example"]),
        st.sampled_from(["Offer", "Signed"]),
        st.sampled_from(["2024-01-01", "2024-01-03", "2024-01-02"]),
        st.sampled_from(["", "won", "open", "asleep"]),
        st.sampled_from(["10", "20"]),
    )
    return st.lists(row.map(list), min_size=1, max_size=number)


def csv(header: str, rows: list[list[str]]) -> str:
    return header + "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in rows)


@QUICK
@given(before=people_rows(6), rows=people_rows(9))
def test_undoing_an_import_of_people_is_as_if_it_had_not_been(
    mara: Member, tiny_batches: None, before: list[list[str]], rows: list[list[str]]
) -> None:
    with apart():
        import_text(mara, csv(PEOPLE, before), "people")
        was = state(mara)
        done = import_text(mara, csv(PEOPLE, rows), "people", options={"empty": "clear"})

        if portions_of(done).exists():
            assert undone(mara, done).kept == 0

        assert state(mara) == was


@QUICK
@given(before=order_rows(8), rows=order_rows(10))
def test_undoing_an_import_of_orders_is_as_if_it_had_not_been(
    mara: Member, tiny_batches: None, before: list[list[str]], rows: list[list[str]]
) -> None:
    with apart():
        import_text(mara, csv(HEADER + "\n", before), "orders")
        was = state(mara)
        done = import_text(mara, csv(HEADER + "\n", rows), "orders")

        if portions_of(done).exists():
            assert undone(mara, done).kept == 0

        assert state(mara) == was


@pytest.mark.parametrize("kind", ["tickets", "deals"])
def test_undoing_an_import_of_records_is_as_if_it_had_not_been(mara: Member, tiny_batches: None, kind: str) -> None:
    header, rows_of = (TICKETS, ticket_rows) if kind == "tickets" else (DEALS, deal_rows)

    @QUICK
    @given(before=rows_of(8), rows=rows_of(10))
    def check(before: list[list[str]], rows: list[list[str]]) -> None:
        with apart():
            import_text(mara, csv(header, before), kind)
            was = state(mara)
            done = import_text(mara, csv(header, rows), kind)

            if portions_of(done).exists():
                assert undone(mara, done).kept == 0

            assert state(mara) == was

    check()


def test_products_and_responses_are_taken_back(mara: Member) -> None:
    was = state(mara)
    products = import_text(mara, "sku,name,price\nA,Lamp,2\nB,Sock,3\n", "products")
    answers = import_text(mara, "date,score,email\n2024-01-01,9,a@x.example\n2024-01-02,3,\n", "responses")

    undone(mara, answers)
    undone(mara, products)

    assert state(mara) == was


def test_what_somebody_changed_since_stays_and_is_listed(mara: Member) -> None:
    import_text(mara, "customer id,name,email,city\n1,Ann,a@x.example,Rome\n", "people")
    done = import_text(mara, "customer id,name,email,city\n1,Anna,b@x.example,Oslo\n", "people")
    ann = Party.objects.of(mara).get(external_id="1")
    update_party(mara, ann.pk, city="Lima")

    undo = undone(mara, done)

    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.email_normal, ann.city) == ("Ann", "a@x.example", "a@x.example", "Lima")
    assert "lima" in ann.search_text
    left = UndoRemainder.objects.of(mara).get(undo=undo)
    assert (left.field, left.reason) == ("city", "Somebody has changed it since.")


def test_created_records_with_orders_from_elsewhere_are_kept_and_listed(mara: Member) -> None:
    done = import_text(mara, "customer id,name\n501,Ann\n777,Ben\n", "people")
    import_text(mara, SHOP, "orders")

    undo = undone(mara, done)

    assert (undo.removed, undo.kept) == (1, 1)
    assert Party.objects.of(mara).filter(external_id="501").exists()
    assert UndoRemainder.objects.of(mara).get(undo=undo).reason == "It has orders from elsewhere."


def test_created_records_somebody_worked_on_are_kept(mara: Member) -> None:
    done = import_text(mara, "customer id,name\n1,Ann\n2,Ben\n3,Cid\n", "people")
    ann, ben = Party.objects.of(mara).filter(external_id__in=["1", "2"]).order_by("external_id")
    update_party(mara, ann.pk, city="Rome")
    tag_parties(mara, [ben.pk], "vip")

    undo = undone(mara, done)

    assert sorted(Party.objects.of(mara).values_list("name", flat=True)) == ["Ann", "Ben"]
    assert (undo.removed, undo.kept) == (1, 2)


def test_an_import_is_undone_once(mara: Member) -> None:
    done = import_text(mara, SHOP, "orders")
    undone(mara, done)

    with pytest.raises(Conflict):
        operations.undo_import(mara, done.pk)


def test_a_viewer_may_not_undo(mara: Member, vic: Member) -> None:
    done = import_text(mara, SHOP, "orders")

    with pytest.raises(NotPermitted):
        operations.undo_import(vic, done.pk)
