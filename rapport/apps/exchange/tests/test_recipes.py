import doctest
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rapport.apps.exchange.importers import importers
from rapport.apps.exchange.readers import open_table
from rapport.apps.exchange.recipes import conventions, mapping, recipe, records
from rapport.apps.exchange.recipes.conventions import check_options, guess_options, options_of
from rapport.apps.exchange.recipes.mapping import check_mapping, guess_mapping, likeliest_importer
from rapport.apps.exchange.recipes.recipe import Fault, Recipe
from rapport.apps.exchange.recipes.records import RefusedRow, Whole, pieces, survey
from rapport.apps.exchange.tests.made import HEADER
from rapport.kernel.errors import Refused

MINIMAL = {"number": "no", "at": "date", "sku": "sku", "quantity": "qty", "unit_price": "price"}
COLUMNS = ["no", "date", "sku", "qty", "price"]


@pytest.mark.parametrize("module", [conventions, mapping, recipe])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "columns", "row", "found"),
    [
        (
            "orders",
            HEADER.split(","),
            ["7", "A", "LAMP", "6", "12/1/2010 8:26", "2.55", "17850", "EIRE"],
            {
                "number": "InvoiceNo",
                "at": "InvoiceDate",
                "customer": "CustomerID",
                "region": "Country",
                "sku": "StockCode",
            }
            | {"description": "Description", "quantity": "Quantity", "unit_price": "UnitPrice"},
        ),
        (
            "orders",
            [
                "Name",
                "Email",
                "Created at",
                "Currency",
                "Lineitem quantity",
                "Lineitem name",
                "Lineitem price",
                "Lineitem sku",
                "Lineitem discount",
                "Billing Name",
                "Shipping Country",
            ],
            ["#1001", "a@b.example", "2024-01-05 10:22:33 +0100", "EUR", "1", "Lamp", "9.99", "L1", "0", "Ann", "ES"],
            {"number": "Name", "at": "Created at", "email": "Email", "currency": "Currency", "sku": "Lineitem sku"}
            | {"quantity": "Lineitem quantity", "unit_price": "Lineitem price", "region": "Shipping Country"}
            | {"description": "Lineitem name", "discount": "Lineitem discount", "customer_name": "Billing Name"},
        ),
        (
            "people",
            ["Email Address", "First Name", "Last Name", "Phone Number", "Birthday", "TAGS"],
            ["a@b.example", "Ann", "Li", "+34 600 111 222", "1990-03-01", "vip"],
            {"email": "Email Address", "given_name": "First Name", "family_name": "Last Name", "phone": "Phone Number"}
            | {"birth_date": "Birthday", "tags": "TAGS"},
        ),
        (
            "people",
            ["Kundennummer", "Vorname", "Nachname", "E-Mail-Adresse", "PLZ", "Ort", "Land"],
            ["12", "Jürgen", "Groß", "j@g.example", "50667", "Köln", "Deutschland"],
            {"external_id": "Kundennummer", "given_name": "Vorname", "family_name": "Nachname", "city": "Ort"}
            | {"email": "E-Mail-Adresse", "postal_code": "PLZ", "region": "Land"},
        ),
        (
            "responses",
            ["Submitted at", "NPS score", "Comment", "Email"],
            ["2024-01-05", "9", "good", "a@b.example"],
            {"at": "Submitted at", "score": "NPS score", "text": "Comment", "email": "Email"},
        ),
        (
            "products",
            ["SKU", "Título", "Title", "Price", "Cost per item"],
            ["L1", "x", "Lamp", "9.99", "4"],
            {"sku": "SKU", "name": "Title", "price": "Price", "unit_cost": "Cost per item"},
        ),
        (
            "companies",
            ["Company name", "Industry", "Number of employees", "Country"],
            ["Acme", "Tools", "12", "Spain"],
            {
                "name": "Company name",
                "industry": "Industry",
                "company_size": "Number of employees",
                "region": "Country",
            },
        ),
    ],
)
def test_the_columns_of_known_exports_are_recognised(
    kind: str, columns: list[str], row: list[str], found: dict[str, str]
) -> None:
    guessed = guess_mapping(importers.get(kind), columns, [row])

    assert {name: guess.column for name, guess in guessed.items()} == found
    assert likeliest_importer(importers.all(), columns, [row]) == kind


def test_a_column_that_does_not_hold_what_its_name_says_is_not_taken() -> None:
    guessed = guess_mapping(importers.get("orders"), ["date", "quantity"], [["tomorrow", "many"], ["later", "few"]])

    assert guessed == {}


def test_missing_columns_are_named_together_with_those_found() -> None:
    with pytest.raises(Refused) as refused:
        check_mapping(importers.get("orders"), {"number": "no"}, ["no", "color"])

    assert refused.value.code == "missing-columns"
    for words in ("Date", "Quantity", "Article number or Product name", "Price per piece", "“no”, “color”"):
        assert words in refused.value.message


def test_unknown_fields_and_columns_are_refused() -> None:
    with pytest.raises(Refused, match="no field “colour”"):
        check_mapping(importers.get("orders"), {"colour": "no"}, ["no"])
    with pytest.raises(Refused, match="no column “nr”"):
        check_mapping(importers.get("orders"), {"number": "nr"}, ["no"])


def test_doubt_about_dates_is_said() -> None:
    row = ["7", "1/2/2024", "A", "1", "1,5"]

    options, doubts = guess_options(importers.get("orders"), MINIMAL, COLUMNS, [row])

    assert options["decimal_mark"] == ","
    assert doubts == ["date_order"]


def test_options_are_checked() -> None:
    allowed = options_of(importers.get("orders"), MINIMAL)

    assert check_options({"currency": "gbp", "date_order": "dmy"}, allowed)["currency"] == "GBP"
    with pytest.raises(Refused, match="not a currency"):
        check_options({"currency": "pound"}, allowed)
    with pytest.raises(Refused, match="not possible for “Dates are written as”"):
        check_options({"date_order": "backwards"}, allowed)


def follow(folder: Path, lines: Sequence[str]) -> list[Whole | RefusedRow]:
    path = folder / "file.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]))
    table = open_table(path)
    followed = Recipe(importers.get("orders"), table.columns, MINIMAL, {}, ZoneInfo("UTC"))
    return list(pieces(table, followed, survey(table, followed, lambda values: None)))


def orders_of(found: list[Whole | RefusedRow]) -> list[tuple[str, list[int]]]:
    return [(piece.rows[0].key, [row.line for row in piece.rows]) for piece in found if isinstance(piece, Whole)]


def test_the_lines_of_an_order_are_found_wherever_they_stand(tmp_path: Path) -> None:
    lines = [f"{number},2024-01-01,A,1,1" for number in (1, 2, 1, 3, 3, 2, 4)]

    assert orders_of(follow(tmp_path, lines)) == [("3", [5, 6]), ("4", [8]), ("1", [2, 4]), ("2", [3, 7])]


def test_many_scattered_orders_are_gathered_in_bounded_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "HELD_ROWS", 7)
    lines = [f"{number},2024-01-01,A,1,1" for _ in range(3) for number in range(20)]

    found = orders_of(follow(tmp_path, lines))

    assert sorted(number for number, _ in found) == sorted(str(number) for number in range(20))
    assert sorted(line for _, places in found for line in places) == list(range(2, 62))
    assert all(len(places) == 3 for _, places in found)


def test_an_order_with_a_line_at_fault_is_refused_as_a_whole(tmp_path: Path) -> None:
    found = follow(tmp_path, ["1,2024-01-01,A,1,1", "1,2024-01-01,B,many,1", "2,2024-01-01,A,1,1"])

    refused = [piece for piece in found if isinstance(piece, RefusedRow)]
    assert [(row.line, row.column) for row in refused] == [(2, ""), (3, "qty")]
    assert refused[0].reason == "Belongs together with line 3, which is refused."
    assert refused[1].reason == "“qty”: “many” is not a number."
    assert orders_of(found) == [("2", [4])]


def test_a_ragged_line_takes_its_order_along(tmp_path: Path) -> None:
    found = follow(tmp_path, ["1,2024-01-01,A,1,1", "1,2024-01-01", "2,2024-01-01,A,1,1"])

    assert orders_of(found) == [("2", [4])]


def test_a_row_without_a_number_is_refused_alone(tmp_path: Path) -> None:
    found = follow(tmp_path, ["1,2024-01-01,A,1,1", ",2024-01-01,A,1,1"])

    assert RefusedRow(3, (Fault("no", "“no” is empty."),), ["", "2024-01-01", "A", "1", "1"]) in found
    assert orders_of(found) == [("1", [2])]


@pytest.mark.parametrize("scattered", [False, True])
def test_a_number_on_endless_rows_is_refused_as_the_wrong_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scattered: bool
) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 50)
    lines = (
        ["paid,2024-01-01,A,1,1"] * 60 + ["1,2024-01-01,A,1,1"] + ["paid,2024-01-01,A,1,1"] * (5 if scattered else 0)
    )

    found = follow(tmp_path, lines)

    refused = [piece for piece in found if isinstance(piece, RefusedRow)]
    assert len(refused) == len(lines) - 1
    assert all("Is it the right column?" in row.reason for row in refused)
