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
    return CliRunner().invoke(app, ["metrics", *arguments])


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


def test_wrong_use_ends_with_two(shop: Shop) -> None:
    assert rapport("--format", "xml").exit_code == 2
    assert rapport("--by", "colour").exit_code == 2
