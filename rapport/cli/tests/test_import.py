import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.tests.made import HEADER, SHOP
from rapport.apps.sales.models import Order
from rapport.cli import app


@pytest.fixture(autouse=True)
def _database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.cli.prepare.database", lambda: None)


def run(folder: Path, content: str, *options: str) -> Result:
    file = folder / "orders.csv"
    file.write_text(content)
    return CliRunner().invoke(app, ["import", str(file), *options])


def test_a_good_file_goes_in_whole(mara: Member, tmp_path: Path) -> None:
    result = run(tmp_path, SHOP, "--as", "orders", "--currency", "GBP", "--json")

    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["rows"], told["accepted"], told["refused"], told["created"]) == (8, 8, 0, 7)
    assert set(Order.objects.of(mara).values_list("currency", flat=True)) == {"GBP"}


def test_a_file_with_refused_rows_ends_with_one_and_names_them(mara: Member, tmp_path: Path) -> None:
    result = run(tmp_path, SHOP + "800001,A,X,many,2024-01-01,1,7,Spain\n", "--as", "orders")

    assert result.exit_code == 1
    assert "line 10: “Quantity”: “many” is not a number." in result.stdout
    assert Order.objects.of(mara).count() == 7


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("a,b\n1,2\n", ("--as", "orders"), "A column is missing for: Order number"),
        ("%PDF-1.4", (), "This is a PDF"),
        (SHOP, ("--as", "order"), "There is no import of “order”"),
        (SHOP, ("--map", "number=Invoice"), "no column “Invoice”"),
        (SHOP, ("--currency", "pounds"), "not a currency code"),
        (SHOP, ("--map", "number"), "NAME=VALUE"),
    ],
)
def test_what_refuses_the_whole_file_ends_with_two(
    mara: Member, tmp_path: Path, content: str, options: tuple[str, ...], words: str
) -> None:
    result = run(tmp_path, content, *options)

    assert result.exit_code == 2
    assert words in result.stderr
    assert not Import.objects.of(mara).exists()


def test_a_dry_run_writes_nothing(mara: Member, tmp_path: Path) -> None:
    result = run(tmp_path, SHOP, "--dry-run", "--json")

    assert json.loads(result.stdout)["records"] == 7
    assert not Order.objects.of(mara).exists()
    assert not Import.objects.of(mara).exists()


def test_columns_are_named_by_hand(mara: Member, tmp_path: Path) -> None:
    content = SHOP.replace(HEADER, "a,b,c,d,e,f,g,h")
    fields = ("number", "sku", "description", "quantity", "at", "unit_price", "customer", "region")
    named = [word for pair in zip(fields, "abcdefgh", strict=True) for word in ("--map", "=".join(pair))]

    result = run(tmp_path, content, "--as", "orders", *named)

    assert result.exit_code == 0, result.stderr
    assert Order.objects.of(mara).count() == 7


def test_a_doubtful_date_is_said_and_can_be_settled(mara: Member, tmp_path: Path) -> None:
    content = f"{HEADER}\n1,A,X,1,3/4/2024,1,7,Spain\n"

    doubtful = run(tmp_path, content, "--as", "orders", "--dry-run")
    settled = run(tmp_path, content, "--as", "orders", "--set", "date_order=mdy")

    assert "date_order is taken as 'dmy'" in doubtful.stderr
    assert "two ways" not in settled.stderr
    assert Order.objects.of(mara).get().at.month == 3
