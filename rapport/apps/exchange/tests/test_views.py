import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.tests.made import HEADER, SHOP, import_text, receive
from rapport.apps.sales.models import Order
from rapport.kernel.jobs import run_jobs

GOOD = "2,A,X,1,2024-01-01,1,7,Spain\n"
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def visitor(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


def address(name: str, member: Member, *parts: object) -> str:
    return reverse(f"exchange:{name}", args=(member.workspace.slug, *parts))


def upload(visitor: Client, member: Member, content: bytes, name: str = "orders.csv") -> object:
    return visitor.post(address("new_import", member), {"file": SimpleUploadedFile(name, content), "kind": ""})


def test_the_empty_list_says_how_to_begin(visitor: Client, mara: Member) -> None:
    page = visitor.get(address("imports", mara))

    assert "Bring your orders in" in page.text
    assert address("new_import", mara) in page.text


def test_a_file_goes_from_upload_to_report(visitor: Client, mara: Member) -> None:
    answer = upload(visitor, mara, SHOP.encode())
    source = Import.objects.of(mara).get()
    assert answer.url == address("columns", mara, source.pk)
    assert "TIN LAMP" in visitor.get(answer.url).text

    chosen = {f"column.{name}": column for name, column in source.mapping.items()}
    answer = visitor.post(address("columns", mara, source.pk), {**chosen, "option.currency": "GBP"})
    assert answer.url == address("preview", mara, source.pk)
    assert "700001" in visitor.get(answer.url).text

    answer = visitor.post(address("start", mara, source.pk))
    assert "Waiting for the worker" in visitor.get(answer.url).text
    run_jobs()

    report = visitor.get(address("import", mara, source.pk))
    assert "What to do next" in report.text
    assert "£" in report.text
    assert Order.objects.of(mara).count() == 7
    assert "orders.csv" in visitor.get(address("imports", mara)).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4", "This is a PDF"),
        (b"", "is empty"),
        (b"a,a\n1,2\n", "Two columns are called"),
        (b"<html>", "web page"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(visitor: Client, mara: Member, content: bytes, words: str) -> None:
    answer = upload(visitor, mara, content)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Import.objects.of(mara).exists()


def test_nothing_chosen_is_said_at_the_field(visitor: Client, mara: Member) -> None:
    answer = visitor.post(address("new_import", mara), {"kind": ""})

    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_missing_columns_are_named_where_they_are_chosen(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)

    answer = visitor.post(address("columns", mara, source.pk), {"column.number": "InvoiceNo"})

    assert answer.status_code == 422
    assert "A column is missing for: Date; Quantity" in answer.text
    source.refresh_from_db()
    assert source.mapping["at"] == "InvoiceDate"


def test_fields_that_no_column_is_for_stand_apart_and_closed(visitor: Client, mara: Member) -> None:
    source = receive(mara, b"name,email,shoe size\nAna,ana@mail.example,38\n", kind="people")

    page = visitor.get(address("columns", mara, source.pk)).text

    matched, further = page.split('<details class="mapping__further" >')
    assert [f'name="column.{one}"' in matched for one in ("name", "email", "city")] == [True, True, False]
    assert 'name="column.city"' in further
    assert "1 column is not imported" in further


def test_the_preview_marks_the_cell_at_fault(visitor: Client, mara: Member) -> None:
    source = receive(mara, f"{HEADER}\n1,A,X,many,2024-01-01,1,7,Spain\n1,B,Y,1,2024-01-01,1,7,Spain\n")

    page = visitor.get(address("preview", mara, source.pk))

    assert '<span class="import-preview__reason">“many” is not a number.</span>' in page.text
    assert "Belongs together with line 2, which is refused." in page.text
    assert "2 of the rows below would be refused" in page.text
    assert '<span class="quiet">Line 2</span> Quantity: “many” is not a number.' in page.text


def test_a_check_comes_back_to_the_preview_with_its_verdict(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)

    visitor.post(address("check", mara, source.pk))
    run_jobs()

    page = visitor.get(address("import", mara, source.pk), follow=True)
    assert "All 8 rows were checked: 8 can be imported as 7 orders, 0 would be refused." in page.text
    assert "Import 8 rows" in page.text


def test_progress_sends_the_browser_on_when_it_is_over(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)
    operations.start_import(mara, source.pk)
    fragment = visitor.get(address("progress", mara, source.pk))
    run_jobs()

    over = visitor.get(address("progress", mara, source.pk))

    assert f'hx-trigger="live:import:{source.pk} from:document' in fragment.text
    assert over.status_code == 204
    assert over["HX-Redirect"] == address("import", mara, source.pk)


def test_refused_rows_are_shown_and_downloaded_without_formulas(visitor: Client, mara: Member) -> None:
    done = import_text(mara, f"{HEADER}\n1,A,=1+1,many,2024-01-01,1,7,Spain\n{GOOD}", "orders")

    page = visitor.get(address("refused", mara, done.pk))
    file = visitor.get(address("refused_csv", mara, done.pk))

    assert "“many” is not a number" in page.text
    assert file["Content-Disposition"] == f'attachment; filename="refused-rows-{done.pk}.csv"'
    assert file["Cache-Control"] == "no-store"
    assert ",'=1+1," in file.content.decode("utf-8-sig")


def test_markup_in_names_and_cells_stays_text(visitor: Client, mara: Member) -> None:
    content = f"{HEADER},{MARKUP}\n1,A,{MARKUP},many,2024-01-01,1,7,Spain,x\n2,A,X,1,2024-01-01,1,7,Spain,x\n"
    source = receive(mara, content, name=f"{MARKUP}.csv", kind="orders")
    pages = [visitor.get(address(name, mara, source.pk)).text for name in ("columns", "preview")]
    operations.start_import(mara, source.pk)
    run_jobs()

    pages += [visitor.get(address(name, mara, source.pk)).text for name in ("import", "refused")]
    pages.append(visitor.get(address("imports", mara)).text)

    assert not any("<img" in page for page in pages)
    assert all("&lt;img" in page for page in pages)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("import", "get"),
        ("import", "delete"),
        ("kind", "post"),
        ("columns", "get"),
        ("columns", "post"),
        ("preview", "get"),
        ("check", "post"),
        ("start", "post"),
        ("progress", "get"),
        ("cancellation", "post"),
        ("reopening", "post"),
        ("refused", "get"),
        ("refused_csv", "get"),
    ],
)
def test_another_workspaces_import_is_not_found(
    visitor: Client, mara: Member, otto: Member, name: str, method: str
) -> None:
    theirs = receive(otto, SHOP, name="secret.csv")
    before = Import.objects.of(otto).values().get()

    answer = getattr(visitor, method)(address(name, mara, theirs.pk))

    assert answer.status_code == 404
    assert "secret" not in answer.text
    assert Import.objects.of(otto).values().get() == before
    assert theirs.path.exists()


def test_a_draft_is_discarded_by_a_plain_form(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)

    answer = visitor.post(address("import", mara, source.pk), {"_method": "delete"})

    assert answer.url == address("imports", mara)
    assert not Import.objects.of(mara).exists()


def test_an_import_at_work_can_be_stopped_and_set_up_again(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)
    operations.start_import(mara, source.pk)

    visitor.post(address("cancellation", mara, source.pk))
    stopped = visitor.get(address("import", mara, source.pk))
    again = visitor.post(address("reopening", mara, source.pk))

    assert "Set it up again" in stopped.text
    assert again.url == address("columns", mara, source.pk)


def test_the_kind_can_be_changed(visitor: Client, mara: Member) -> None:
    source = receive(mara, SHOP)

    visitor.post(address("kind", mara, source.pk), {"kind": "people"})

    source.refresh_from_db()
    assert source.kind == "people"


def test_the_list_names_what_files_hold_as_it_is_chosen(visitor: Client, mara: Member) -> None:
    receive(mara, b"experiment,customer,arm,at\nMail,1,treated,2026-01-01\n", kind="assignments")

    page = visitor.get(address("imports", mara))

    assert '<td data-label="Holds">Draws of experiments</td>' in page.text


def test_the_list_asks_few_questions_of_the_database(
    visitor: Client, mara: Member, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        receive(mara, SHOP, name=f"{n}.csv")

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        visitor.get(address("imports", mara))


def test_done_is_not_shown_where_nothing_new_came_in(visitor: Client, mara: Member) -> None:
    import_text(mara, SHOP, "orders")
    import_text(mara, SHOP, "orders")
    Import.objects.of(mara).filter(pk=import_text(mara, SHOP, "orders").pk).update(accepted=0, refused=F("rows"))

    page = visitor.get(address("imports", mara)).text

    assert [page.count(words) for words in (">Done<", ">Nothing new<", ">No row came in<")] == [1, 1, 1]
