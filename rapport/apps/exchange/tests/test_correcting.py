import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.exchange import operations
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.queries import grid_of, issues_of
from rapport.apps.exchange.tests.made import HEADER, import_text
from rapport.apps.sales.models import Order
from rapport.kernel.errors import Conflict, NotPermitted, Refused
from rapport.kernel.jobs import run_jobs

PEOPLE = "customer id,name,email\n1,Ann,a@x.example\n2,Ben,ben@\n3,Cid,cid@\n"
ORDERS = f"{HEADER}\n1,A,X,1,2024-01-01,1,7,Spain\n2,A,X,many,2024-01-01,1,7,Spain\n2,B,Y,1,2024-01-01,1,7,Spain\n"


def test_rows_put_right_are_checked_and_imported(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")
    ben, cid = issues_of(mara, source)

    good = operations.correct_rows(mara, source.pk, {ben.pk: {2: "ben@x.example"}, cid.pk: {2: "still@"}})
    correction = operations.import_corrected(mara, source.pk)
    run_jobs()

    assert good == 1
    correction.refresh_from_db()
    assert (correction.status, correction.created, correction.refused) == ("done", 1, 0)
    assert correction.corrects_id == source.pk
    assert Party.objects.of(mara).get(external_id="2").email == "ben@x.example"
    ben.refresh_from_db()
    cid.refresh_from_db()
    assert ben.settled_in_id == correction.pk
    assert "still@" in cid.reason


def test_the_columns_at_fault_stand_beside_the_reasons_and_keep_their_places(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")

    ben, _cid = grid_of(source, issues_of(mara, source))

    assert [(cell.column, cell.place, cell.text, cell.wrong) for cell in ben.cells] == [
        ("email", 2, "ben@", True),
        ("customer id", 0, "2", False),
        ("name", 1, "Ben", False),
    ]


def test_lines_of_one_order_are_put_right_together(mara: Member) -> None:
    source = import_text(mara, ORDERS, "orders")
    wrong, _other = issues_of(mara, source)

    good = operations.correct_rows(mara, source.pk, {wrong.pk: {3: "2"}})
    operations.import_corrected(mara, source.pk)
    run_jobs()

    assert good == 2
    assert Order.objects.of(mara).get(number="2").lines.filter(workspace_id=mara.workspace_id).count() == 2


def test_nothing_good_is_not_imported(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")

    with pytest.raises(Conflict):
        operations.import_corrected(mara, source.pk)


def test_rows_are_imported_once(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")
    ben = issues_of(mara, source).first()
    assert ben is not None
    operations.correct_rows(mara, source.pk, {ben.pk: {2: "ben@x.example"}})
    operations.import_corrected(mara, source.pk)

    with pytest.raises(Conflict):
        operations.import_corrected(mara, source.pk)

    assert Import.objects.of(mara).filter(corrects=source).count() == 1


def test_a_cell_that_cannot_be_kept_is_refused(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")
    ben = issues_of(mara, source).first()
    assert ben is not None

    for cells in ({2: "\x00"}, {9: "x"}):
        with pytest.raises(Refused):
            operations.correct_rows(mara, source.pk, {ben.pk: cells})


def test_a_viewer_may_not_correct(mara: Member, vic: Member) -> None:
    source = import_text(mara, PEOPLE, "people")

    with pytest.raises(NotPermitted):
        operations.correct_rows(vic, source.pk, {})
