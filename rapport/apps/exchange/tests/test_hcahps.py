"""What patients said of hospitals, state by state: the drivers on screen against least squares by other means."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.operations import begin_import, receive_file, run_import
from rapport.apps.insights.analyses import analyses
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.analyses import Asking

FOLDER = Path(os.environ.get("RAPPORT_TEST_DATA", ""))
FILE = FOLDER / "hcahps_state_results.parquet"
ALL_IN_ALL = "H_HSP_RATING"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not os.environ.get("RAPPORT_TEST_DATA") or not FILE.exists(), reason="RAPPORT_TEST_DATA has no HCAHPS"
    ),
]


@pytest.fixture
def answers() -> pd.DataFrame:
    """One answer for each state, report and measure: its boxes as a score from 1 to 5."""
    found = pd.read_parquet(FILE).merge(pd.read_parquet(FOLDER / "hcahps_reports.parquet"), on="Release Period")
    low, middle, top = (pd.to_numeric(found[f"{box}-box Percentage"]) for box in ("Bottom", "Middle", "Top"))
    return pd.DataFrame(
        {
            "customer id": found["State"],
            "date": found["End Date"],
            "type": "csat",
            "touchpoint": found["Measure ID"].where(found["Measure ID"] != ALL_IN_ALL, ""),
            "score": (1 + 4 * (top + middle / 2) / (low + middle + top)).round(2),
        }
    )[found["Measure ID"] != "H_RECMND"]


@pytest.fixture
def survey(mara: Member, lake: None, answers: pd.DataFrame, tmp_path: Path) -> Member:
    """The answers taken in as a file, none of them with a number of its own."""
    answers.to_csv(tmp_path / "answers.csv", index=False)
    with (tmp_path / "answers.csv").open("rb") as file:
        source = receive_file(mara, name="answers.csv", content=iter(lambda: file.read(1 << 20), b""), kind="responses")
    begin_import(mara, source)
    run_import(mara, source, tell=lambda *_: None, stop=lambda: False)
    assert (source.created, source.refused) == (len(answers), 0)
    extract(mara.workspace_id)
    return mara


def test_the_drivers_of_satisfaction_agree_with_least_squares(survey: Member, answers: pd.DataFrame) -> None:
    entry = analyses.get("key_drivers")
    wishes = {wish.name: wish.default for wish in entry.wishes} | {"outcome": "satisfaction"}
    found = work_out_analysis(survey.workspace, Asking(entry, Subject.everybody(), None, "all-time", wishes))

    wide = answers.pivot_table(index=["customer id", "date"], columns="touchpoint", values="score")
    outcome = wide.pop("").to_numpy()
    design = np.column_stack([np.ones(len(wide)), wide])
    weights = np.linalg.lstsq(design, outcome, rcond=None)[0]
    left = outcome - design @ weights
    assert (found["together"], found["n"], found["customers"]) == (True, len(wide), 51)
    assert found["explained"][0] == pytest.approx(1 - left.var() / outcome.var())
    effects = {one["name"]: one["effect"][0] for one in found["drivers"]}
    assert effects == pytest.approx(dict(zip(wide.columns, weights[1:], strict=True)))


def test_the_board_stands_in_the_last_report(survey: Member, answers: pd.DataFrame) -> None:
    told = figures_for(survey, Subject.everybody(), metrics=["csat", "revenue"])

    year = answers[answers["date"] > "2021-09-30"]
    assert told.tile("csat").value == pytest.approx((year["score"] >= 4).mean())
    assert told.one_period
