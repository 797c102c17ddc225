import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.tests.shop import Shop, open_shop
from rapport.cli import app


@pytest.fixture
def shop(mara: Any, tmp_path: Path, settings: Any) -> Shop:
    settings.LAKE_FOLDER = tmp_path / "lake"
    return open_shop(mara)


def rapport(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, ["metrics", *arguments])


def test_a_metric_is_printed_with_interval_n_and_period(shop: Shop) -> None:
    result = rapport("--metric", "revenue", "--period", "all-time")

    assert result.exit_code == 0
    assert "€350.25" in result.stdout
    assert "95 % interval" in result.stdout


def test_figures_by_region_and_month_are_rows_of_json(shop: Shop) -> None:
    result = rapport("--metric", "revenue", "--by", "region,month", "--period", "all-time", "--format", "json")

    rows = json.loads(result.stdout)
    since_ever = [row for row in rows if row["period_start"] < "2024-07" and row["period_end"] > "2026"]
    whole = {row["region"]: row["value"] for row in since_ever}
    assert whole == {"": 350.25, "Spain": 280.25, "Portugal": 70.0}
    assert any(row["region"] == "Spain" and row["period_start"].startswith("2026-05") for row in rows)


def test_a_segment_is_meant_by_its_name(shop: Shop) -> None:
    create_segment(shop.member, name="Iberians", party_ids=[shop.people["luis"]])

    result = rapport("--metric", "orders", "--segment", "Iberians", "--period", "all-time", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["segment"], float(row["value"])) for row in rows] == [("Iberians", 2.0)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--metric", "revenew"), "revenue"),
        (("--segment", "Nobody"), "There is no segment “Nobody”"),
        (("--region", "Mars"), "There is no region “Mars”"),
        (("--period", "never"), "There is no such period"),
    ],
)
def test_what_is_unknown_is_named(shop: Shop, arguments: tuple[str, ...], words: str) -> None:
    result = rapport(*arguments)

    assert result.exit_code == 1
    assert words in result.stderr


def test_quarters_and_values_have_rows_of_their_own(shop: Shop) -> None:
    result = rapport(
        "--metric",
        "revenue",
        "--grain",
        "quarter",
        "--breakdown",
        "channel",
        "--period",
        "all-time",
        "--format",
        "json",
    )

    rows = json.loads(result.stdout)
    assert {row["channel"] for row in rows} == {"", "not recorded"}
    assert [row["value"] for row in rows if row["period_start"].startswith("2026-04")] == [120.25, 120.25]
    assert all(row["definition"].startswith("Revenue: ") for row in rows)


def test_without_a_name_only_what_is_recorded_is_printed(shop: Shop) -> None:
    rows = json.loads(rapport("--format", "json").stdout)

    assert {"revenue", "orders"} <= {row["metric"] for row in rows}
    assert "tickets" not in {row["metric"] for row in rows}


def test_the_metrics_are_listed_with_unit_and_group() -> None:
    rows = json.loads(rapport("--list", "--format", "json").stdout)

    assert {"metric": "nps", "title": "Net promoter score", "unit": "points", "group": "Answers"} in rows
    assert [row["metric"] for row in rows] != []
    assert "Net promoter score" in rapport("--list").stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    rows = [f"{number},{number % 7},2026-0{1 + number % 3}-10,sale,10,EUR,web" for number in range(30)]
    (made / "orders.csv").write_text("\n".join(["id,customer,at,kind,net,currency,channel", *rows]))
    (made / "notes.csv").write_text("a,b\n1,2")
    return made


def test_figures_come_from_plain_files_without_the_application(folder: Path) -> None:
    result = rapport(
        "--files", str(folder), "--metric", "revenue", "--metric", "purchase_frequency", "--grain", "month"
    )

    assert result.exit_code == 0
    assert "€300.00" in result.stdout
    assert "€100.00" in result.stdout
    assert "95 % interval" in result.stdout
    assert "notes.csv is not named after a fact table" in result.stderr


def test_files_are_asked_by_days_and_values(folder: Path) -> None:
    days = ("--start", "2026-01-01", "--end", "2026-03-01")
    result = rapport("--files", str(folder), "--breakdown", "channel", *days, "--format", "json")

    rows = {(row["metric"], row["channel"]): row["value"] for row in json.loads(result.stdout)}
    assert rows["revenue", "web"] == 200
    assert not any(metric == "nps" for metric, _ in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--start", "January"), "is not a day"),
        (("--zone", "Mars"), "is not a time zone"),
        (("--segment", "Loyal"), "by their id"),
        (("--period", "all-time"), "--start and --end"),
        (("--breakdown", "touchpoint"), "can be broken down"),
        (("--metric", "revenew"), "revenew"),
    ],
)
def test_what_files_cannot_answer_is_said(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    result = rapport("--files", str(folder), *arguments)

    assert result.exit_code in (1, 2)
    assert words in result.stderr


def test_a_folder_without_tables_is_said(tmp_path: Path) -> None:
    assert "There is no folder" in rapport("--files", str(tmp_path / "none")).stderr
    assert "no file named after a fact table" in rapport("--files", str(tmp_path)).stderr


def test_wrong_use_ends_with_two(shop: Shop) -> None:
    assert rapport("--grain", "hour").exit_code == 2
    assert rapport("--format", "xml").exit_code == 2
    assert rapport("--by", "colour").exit_code == 2
