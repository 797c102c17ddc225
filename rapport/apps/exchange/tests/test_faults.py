"""A refused row tells everything that is wrong with it, so that nobody corrects it twice."""

import csv
import io

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations
from rapport.apps.exchange.models import ImportIssue
from rapport.apps.exchange.queries import grid_of, issues_of, preview_of, refused_file
from rapport.apps.exchange.tests.made import HEADER, import_text, receive

PEOPLE = """customer id,name,email,date of birth,website,first seen
1,Zoe,zoe@x.example,1990-01-31,x.example,2024-01-31
2,Yan,yan@x.example,1991-01-31,x.example,2024-01-31
3,Ann,ann@,tomorrow,no site,long ago
"""


def only_issue(member: Member, kind: str, text: str) -> ImportIssue:
    source = import_text(member, text, kind)
    return issues_of(member, source).get()


def test_a_person_is_told_everything_that_is_wrong_with_the_row(mara: Member) -> None:
    issue = only_issue(mara, "people", PEOPLE)

    assert issue.columns_at_fault == ["date of birth", "first seen", "email", "website"]
    assert ["is not an e-mail address" in reason for reason in issue.reasons] == [False, False, True, False]


def test_every_cell_at_fault_is_marked_in_the_grid(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")

    (row,) = grid_of(source, issues_of(mara, source))

    assert {cell.column for cell in row.cells if cell.wrong} == {"date of birth", "first seen", "email", "website"}
    assert [cell.wrong for cell in row.cells] == [True] * 4 + [False] * 2


def test_the_file_of_refused_rows_names_every_column_and_reason(mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")

    _header, row = csv.reader(io.StringIO("".join(refused_file(mara, source)).removeprefix("\ufeff")))

    assert row[-2] == "date of birth; first seen; email; website"
    assert all(words in row[-1] for words in ("“tomorrow”", "“long ago”", "“ann@”", "“no site”"))


def test_a_row_put_right_in_part_keeps_the_other_faults(mara: Member) -> None:
    issue = only_issue(mara, "people", PEOPLE)

    good = operations.correct_rows(mara, issue.source_id, {issue.pk: {2: "ann@x.example", 3: "1990-02-01"}})

    issue.refresh_from_db()
    assert (good, issue.columns_at_fault) == (0, ["first seen", "website"])
    assert operations.correct_rows(mara, issue.source_id, {issue.pk: {4: "", 5: ""}}) == 1
    issue.refresh_from_db()
    assert (issue.faults, issue.further) == ([], [])


def test_who_is_meant_is_not_questioned_while_the_name_cannot_be_read(mara: Member) -> None:
    issue = only_issue(mara, "people", f"name,city,date of birth\nZoe,Lugo,1990-01-31\n,{'x' * 101},soon\n")

    assert issue.columns_at_fault == ["date of birth", "name", "city"]


@pytest.mark.parametrize(
    ("kind", "text", "columns"),
    [
        ("products", "sku,name,price,currency\nL,Lamp,1,EUR\n,Lamp,much,gold\n", ["price", "sku", "currency"]),
        (
            "responses",
            "date,score,country\n2024-01-31,9,Spain\nsoon,11," + "x" * 81 + "\n",
            ["date", "score", "country"],
        ),
        (
            "orders",
            f"{HEADER}\n9,A,X,1,2024-01-31,1,7,Spain\n1,A,X,many,some day,much,7,{'x' * 81}\n",
            ["Quantity", "InvoiceDate", "UnitPrice", "Country"],
        ),
        (
            "orders",
            f"{HEADER}\n9,A,X,1,2024-01-31,1,7,Spain\n1,,,1,2024-01-01,,7,{'x' * 81}\n",
            ["StockCode", "Country"],
        ),
    ],
)
def test_every_kind_of_row_tells_all_of_its_faults(mara: Member, kind: str, text: str, columns: list[str]) -> None:
    issue = only_issue(mara, kind, text)

    assert sorted(issue.columns_at_fault) == sorted(columns)
    assert len(issue.faults) == len(columns)


def test_members_and_answers_nobody_knows_are_all_named(mara: Member) -> None:
    text = "name,account manager,sales rep,email consent,sms consent\nAnn,Nobody,No one,perhaps,maybe\n"
    source = import_text(mara, text, "people")

    assert set(issues_of(mara, source).get().columns_at_fault) >= {"account manager", "sales rep"}


def test_the_preview_marks_every_cell_that_cannot_be_read(mara: Member) -> None:
    draft = receive(mara, PEOPLE, kind="people")

    row = preview_of(mara, draft).rows[-1]

    assert [cell.column for cell in row.cells if cell.error] == ["email", "date of birth", "website", "first seen"]
