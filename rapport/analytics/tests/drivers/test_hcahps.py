"""Real answers: what goes with recommending an American hospital, by state and year."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rapport.analytics.drivers import importance_map, key_drivers, retention_by_level

FOLDER = os.environ.get("RAPPORT_TEST_DATA")
FILE = Path(FOLDER or "") / "hcahps_state_results.parquet"
ELEMENTS = {
    "H_COMP_1": "nurses",
    "H_COMP_2": "doctors",
    "H_COMP_3": "help when asked",
    "H_COMP_5": "medicines explained",
    "H_COMP_6": "what to do at home",
    "H_COMP_7": "leaving well prepared",
    "H_CLEAN_HSP": "cleanliness",
    "H_QUIET_HSP": "quiet",
}
NAMES = list(ELEMENTS.values())

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FOLDER or not FILE.exists(), reason="RAPPORT_TEST_DATA names no folder with HCAHPS"),
]


@pytest.fixture(scope="module")
def shares() -> pd.DataFrame:
    """Share of the best answer in percent, a row for each state and release."""
    answers = pd.read_parquet(FILE)
    answers["top"] = pd.to_numeric(answers["Top-box Percentage"], errors="coerce")
    wide = answers.pivot_table(index=["State", "Release Period"], columns="Measure ID", values="top")
    return wide.rename(columns=ELEMENTS).reset_index()


def test_nurses_and_preparation_go_with_recommending_more_than_quiet(shares: pd.DataFrame) -> None:
    found = key_drivers(
        shares[NAMES], shares["H_RECMND"], NAMES, customers=shares["State"], scales=dict.fromkeys(NAMES, (0.0, 100.0))
    )

    parts = {one.name: one.part.value or 0 for one in found.drivers}
    assert (found.n + round(found.dropped * found.given), found.given) == (len(shares), len(shares))
    assert 30 <= found.customers <= 51
    assert found.explained.value is not None
    assert 0.6 < found.explained.value < 0.98
    assert (found.drivers[0].name, found.drivers[-1].name) == ("leaving well prepared", "quiet")
    assert parts["quiet"] < 1 / len(NAMES) < parts["nurses"]
    assert any(remark.startswith("hard to tell apart") for remark in found.remarks)


def test_the_shares_are_the_average_over_sampled_orders_of_least_squares(shares: pd.DataFrame) -> None:
    complete = shares[[*NAMES, "H_RECMND"]].dropna().to_numpy()
    scores, outcome = complete[:, :-1], complete[:, -1]
    generator = np.random.default_rng(1)
    gains = np.zeros((300, len(NAMES)))
    for row in gains:
        explained = 0.0
        order = generator.permutation(len(NAMES))
        for place in range(len(NAMES)):
            design = np.column_stack([np.ones(len(outcome)), scores[:, order[: place + 1]]])
            left = outcome - design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
            now = 1 - left.var() / outcome.var()
            row[order[place]], explained = now - explained, now
    error = gains.std(axis=0) / np.sqrt(len(gains))

    found = key_drivers(scores, outcome, NAMES, draws=20)

    importance = np.array([found.driver(name).importance.value for name in NAMES])
    assert (np.abs(importance - gains.mean(axis=0)) < 4 * error).all()


def test_the_map_names_what_is_important_and_weak(shares: pd.DataFrame) -> None:
    scales = dict.fromkeys(NAMES, (0.0, 100.0))
    analysis = key_drivers(shares[NAMES], shares["H_RECMND"], NAMES, customers=shares["State"], scales=scales)

    found = importance_map(analysis)

    assert found.place("leaving well prepared").quadrant == "improve_first"
    assert found.place("nurses").quadrant == "keep_up"
    assert len(found.places) == len(NAMES)


def test_recommended_states_stay_so_more_often_where_nurses_do_well(shares: pd.DataFrame) -> None:
    first, last = (shares[shares["Release Period"] == one].set_index("State") for one in ("07_2015", "07_2021"))
    both = first.join(last["H_RECMND"], rsuffix="_later")
    above = (both["H_RECMND_later"] > last["H_RECMND"].median()).astype(float)

    found = retention_by_level(both["nurses"], above, edges=(0, 78, 81))

    assert found.trend is not None
    assert found.trend.direction == "rises"
