from datetime import timedelta

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.exchange import operations
from rapport.apps.exchange.importers._order_sink import OrdersSink
from rapport.apps.exchange.models import Import, import_folder
from rapport.apps.exchange.operations import refusing, running, settling
from rapport.apps.exchange.queries import import_of, issues_of, refused_file
from rapport.apps.exchange.recipes import batches
from rapport.apps.exchange.tests.made import HEADER, SHOP, import_text, receive
from rapport.apps.sales.models import Order, OrderLine
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.jobs import run_jobs

BAD = f"{HEADER}\n1,A,X,1,2024-01-01,1,7,Spain\n2,A,=cmd,many,2024-01-01,1,7,Spain\n3,A,X,1,2024-01-01,1,7,Spain\n"


def kept_files(member: Member) -> set[str]:
    """The names of the files that wait for import."""
    folder = import_folder(member.workspace_id)
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two orders a portion, so that a small file has several."""
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 2)


def test_a_received_file_is_proposed_with_columns_and_options(mara: Member) -> None:
    source = receive(mara, SHOP)

    assert (source.kind, source.status, source.file_name) == ("orders", "draft", "file.csv")
    assert source.mapping["customer"] == "CustomerID"
    read = {"date_order": "ymd", "decimal_mark": ".", "cancellation_mark": "C", "currency": "EUR", "mode": "both"}
    assert source.options == read
    assert source.doubts == []
    assert source.path.read_text() == SHOP


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"", b"a,a\n1,2\n", b"a,b\n", b"PK\x03\x04xx", b"<html>"])
def test_a_file_that_is_refused_leaves_nothing_behind(mara: Member, content: bytes) -> None:
    before = kept_files(mara)

    with pytest.raises(Refused):
        receive(mara, content)

    assert not Import.objects.of(mara).exists()
    assert kept_files(mara) == before


def test_a_viewer_may_not_import(mara: Member, vic: Member) -> None:
    draft = receive(mara, SHOP)

    for attempt in (
        lambda: receive(vic, SHOP),
        lambda: operations.choose_mapping(vic, draft.pk, mapping={}, options={}),
        lambda: operations.start_import(vic, draft.pk),
        lambda: operations.cancel_import(vic, draft.pk),
        lambda: operations.discard_import(vic, draft.pk),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_another_workspaces_import_is_missing(mara: Member, otto: Member) -> None:
    draft = receive(mara, SHOP)

    for attempt in (operations.start_import, operations.check_import, operations.cancel_import):
        with pytest.raises(Missing):
            attempt(otto, draft.pk)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_job_reads_the_file_in(mara: Member) -> None:
    draft = receive(mara, SHOP)
    path = draft.path

    operations.start_import(mara, draft.pk)
    run_jobs()

    draft.refresh_from_db()
    assert (draft.status, draft.rows, draft.accepted, draft.created) == ("done", 8, 8, 7)
    assert draft.file == ""
    assert not path.exists()
    verbs = Activity.objects.of(mara).filter(subject_type="import").values_list("verb", flat=True)
    assert list(verbs) == ["import.received", "import.started", "import.finished"]


def test_what_an_import_writes_is_logged_in_its_name(mara: Member) -> None:
    done = import_text(mara, SHOP, "orders")

    record = Activity.objects.of(mara).get(verb="orders.imported")
    assert (record.actor_kind, record.actor_id) == ("import", done.pk)
    assert record.actor_label == "Mara, from file.csv"


def test_a_started_import_cannot_be_started_or_changed_again(mara: Member) -> None:
    draft = receive(mara, SHOP)
    operations.start_import(mara, draft.pk)

    with pytest.raises(Conflict):
        operations.start_import(mara, draft.pk)
    with pytest.raises(Conflict):
        operations.choose_mapping(mara, draft.pk, mapping={}, options={})


def test_an_import_without_its_columns_does_not_start(mara: Member) -> None:
    draft = receive(mara, "a,b\n1,2\n", kind="orders")

    with pytest.raises(Refused, match="A column is missing for: Order number; Date"):
        operations.start_import(mara, draft.pk)

    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_check_judges_every_row_and_writes_nothing(mara: Member) -> None:
    draft = receive(mara, BAD)

    operations.check_import(mara, draft.pk)
    run_jobs()

    draft.refresh_from_db()
    assert draft.status == "draft"
    assert (draft.trial["rows"], draft.trial["accepted"], draft.trial["refused"], draft.trial["records"]) == (
        3,
        2,
        1,
        2,
    )
    assert draft.trial["issues"] == [{"line": 3, "column": "Quantity", "reason": "“Quantity”: “many” is not a number."}]
    assert not Order.objects.of(mara).exists()


def test_accepted_and_refused_are_all_rows(mara: Member, tiny_batches: None) -> None:
    done = import_text(mara, BAD + "4,A,X\n5,A,X,1,31/31/2024,1,7,Spain\n,A,X,1,2024-01-01,1,7,Spain\n", "orders")

    assert (done.rows, done.accepted, done.refused) == (6, 2, 4)
    assert sorted(issues_of(mara, done).values_list("line", flat=True)) == [3, 5, 6, 7]


def test_refused_rows_come_back_with_their_reason_and_without_formulas(mara: Member) -> None:
    done = import_text(mara, BAD, "orders")

    content = "".join(refused_file(mara, done))

    assert content == (
        f"\ufeff{HEADER},Line in the file,Column at fault,Reason\r\n"
        "2,A,'=cmd,many,2024-01-01,1,7,Spain,3,Quantity,“Quantity”: “many” is not a number.\r\n"
    )


def test_refused_rows_can_be_corrected_and_imported(mara: Member) -> None:
    done = import_text(mara, BAD, "orders")
    corrected = "".join(refused_file(mara, done)).replace("many", "2", 1)

    again = import_text(mara, corrected, "orders")

    assert (again.created, again.refused) == (1, 0)
    assert OrderLine.objects.of(mara).get(order__number="2").description == "=cmd"


def test_more_refused_rows_than_are_kept_are_still_counted(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusing, "MOST_KEPT", 3)

    done = import_text(mara, f"{HEADER}\n" + "x\n" * 10, "orders", mapping=dict(_plain()))

    assert (done.refused, issues_of(mara, done).count()) == (10, 3)


def test_a_record_that_the_operation_refuses_is_found_among_the_others(
    mara: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = OrdersSink.write

    def refuse_one(sink: OrdersSink, facts: list) -> object:  # type: ignore[type-arg]
        if any(purchase.facts.number == "700004" for purchase in facts):
            raise Refused("Not this one.", place="line 6 › number")
        return write(sink, facts)

    monkeypatch.setattr(OrdersSink, "write", refuse_one)

    done = import_text(mara, SHOP, "orders")

    assert (done.rows, done.accepted, done.refused, done.created) == (8, 7, 1, 6)
    assert [(issue.line, issue.column, issue.reason) for issue in issues_of(mara, done)] == [
        (6, "InvoiceNo", "Not this one.")
    ]


def test_a_cancelled_import_keeps_what_was_read_and_can_be_set_up_again(mara: Member, tiny_batches: None) -> None:
    draft = receive(mara, SHOP)
    operations.begin_import(mara, draft)
    answers = iter([False, False, True])

    operations.run_import(mara, draft, tell=lambda *_: None, stop=lambda: next(answers))

    assert draft.status == "cancelled"
    assert draft.message == "Stopped after 5 of 8 rows. What was read stays."
    assert Order.objects.of(mara).count() == 4
    again = operations.reopen_import(mara, draft.pk)
    operations.start_import(mara, again.pk)
    run_jobs()
    again.refresh_from_db()
    assert (again.status, again.created, again.unchanged, again.accepted) == ("done", 3, 4, 8)


def test_an_import_that_waits_is_cancelled_at_once(mara: Member) -> None:
    draft = receive(mara, SHOP)
    operations.start_import(mara, draft.pk)

    operations.cancel_import(mara, draft.pk)
    run_jobs()

    draft.refresh_from_db()
    assert draft.status == "cancelled"
    assert not Order.objects.of(mara).exists()


def test_two_processes_on_one_import_do_not_count_twice(mara: Member) -> None:
    draft = receive(mara, SHOP)
    operations.begin_import(mara, draft)
    stale = Import.objects.of(mara).get(pk=draft.pk)
    stale.status = Import.Status.WAITING
    operations.run_import(mara, draft, tell=lambda *_: None, stop=lambda: False)
    Import.objects.of(mara).filter(pk=draft.pk).update(file=stale.file)
    stale.path.write_text(SHOP)

    with pytest.raises(running.Overtaken):
        running._commit(stale, running.Written, batches.Batch(rows=8))

    draft.refresh_from_db()
    assert draft.accepted == 8


def test_a_mapping_is_remembered_for_the_same_header(mara: Member) -> None:
    odd = "n,d,s,q,p\n1,3/4/2024,A,1,2\n"
    mapping = {"number": "n", "at": "d", "sku": "s", "quantity": "q", "unit_price": "p"}
    import_text(mara, odd, "orders", mapping=mapping, options={"date_order": "mdy"})
    draft = receive(mara, odd, kind="orders")
    operations.choose_mapping(mara, draft.pk, mapping=mapping, options={"date_order": "mdy"})
    operations.start_import(mara, draft.pk)

    later = receive(mara, odd, kind="orders")

    assert later.mapping == mapping
    assert later.options["date_order"] == "mdy"
    assert later.doubts == []


def test_reading_a_file_as_something_else_matches_its_columns_anew(mara: Member) -> None:
    draft = receive(mara, "customer id,name,email,date,score\n7,Ann,a@b.example,2024-01-01,9\n", kind="people")

    changed = operations.change_kind(mara, draft.pk, "responses")

    assert changed.kind == "responses"
    assert changed.mapping == {"at": "date", "score": "score", "customer": "customer id", "email": "email"}


def test_a_discarded_draft_takes_its_file_along(mara: Member) -> None:
    draft = receive(mara, SHOP)
    path = draft.path

    operations.discard_import(mara, draft.pk)

    assert not path.exists()
    assert not Import.objects.of(mara).exists()


def test_files_nobody_touches_for_two_weeks_are_removed(mara: Member) -> None:
    old, fresh = receive(mara, SHOP), receive(mara, SHOP)
    Import.objects.of(mara).filter(pk=old.pk).update(touched_at=now() - timedelta(days=15))

    assert operations.forget_old_files() == 1

    assert not old.path.exists()
    assert fresh.path.exists()


def test_an_import_whose_process_is_gone_says_so(mara: Member) -> None:
    draft = receive(mara, SHOP)
    operations.begin_import(mara, draft)
    Import.objects.of(mara).filter(pk=draft.pk).update(touched_at=now() - timedelta(hours=1))

    operations.forget_old_files()

    draft.refresh_from_db()
    assert draft.status == "failed"
    assert "what was read is not doubled" in draft.message


def test_a_file_that_turns_out_damaged_is_refused_before_anything_is_written(mara: Member) -> None:
    draft = receive(mara, SHOP)
    operations.start_import(mara, draft.pk)
    draft.path.write_bytes(b"PK\x03\x04 overwritten")

    run_jobs()

    draft.refresh_from_db()
    assert draft.status == "refused"
    assert "damaged" in draft.message
    assert not Order.objects.of(mara).exists()


def _plain() -> dict[str, str]:
    names = ("number", "sku", "description", "quantity", "at", "unit_price", "customer", "region")
    return dict(zip(names, HEADER.split(","), strict=True))


def test_a_choice_of_kind_that_comes_after_the_start_changes_nothing(
    mara: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = receive(mara, SHOP)
    looked_at = import_of(mara, draft.pk)
    operations.start_import(mara, draft.pk)
    before_the_start = iter([looked_at])
    monkeypatch.setattr(
        settling, "import_of", lambda *asked, **how: next(before_the_start, None) or import_of(*asked, **how)
    )

    with pytest.raises(Conflict):
        operations.change_kind(mara, draft.pk, "products")

    assert import_of(mara, draft.pk).kind == "orders"


def test_an_option_that_cannot_be_stored_is_refused(mara: Member) -> None:
    draft = receive(mara, SHOP)

    with pytest.raises(Refused, match="NUL"):
        operations.choose_mapping(mara, draft.pk, mapping=draft.mapping, options={"cancellation_mark": "C\x00"})
