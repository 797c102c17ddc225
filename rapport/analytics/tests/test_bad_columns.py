"""What no analysis may answer: text, missing and endless numbers, ids cut off, limits that are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rapport.analytics import cohorts, drivers, effects, honesty, profit, segmentation, simulation, survival, trends
from rapport.analytics.baskets.association import association
from rapport.analytics.errors import AnalyticsError
from rapport.analytics.models import bgnbd, by_segment, covariates, gamma_gamma, lifetime_value, value_curves
from rapport.analytics.models.purchases import Purchases, purchases_of
from rapport.analytics.simulation import Estimate

NAN, INF = float("nan"), float("inf")
ONES, IDS = [1.0] * 6, [1, 2, 3, 4, 5, 6]
HALF = np.array([1.5, 2, 3, 4, 5, 6])
GRID = profit.Grid(value_from=profit.Threshold(quantile=0.8), cost_from=profit.Threshold(quantile=0.8))
PHONE = profit.Activity(name="Phone", driver="minutes", pool=10)


def history() -> Purchases:
    rng = np.random.default_rng(1)
    x = rng.poisson(1.5, 300).astype(float)
    recency = np.where(x > 0, rng.uniform(1, 38, 300), 0)
    return purchases_of(x, recency, np.full(300, 39.0), spend=np.where(x > 0, rng.gamma(5, 5, 300), NAN))


def inputs(**changed: Any) -> simulation.Inputs:
    known = {"customers": 400, "frequency": 4, "order_value": 50, "margin": 0.4, "retention": 0.6}
    known |= {"contact_cost": 8, "acquisition_cost": 60}
    return simulation.Inputs(**{name: Estimate(value) for name, value in known.items()} | changed)


def money_of(**changed: Any) -> Any:
    known = {"frequency": 4, "order_value": 50, "margin": 0.4, "retention": 0.6, "contact_cost": 8}
    return simulation.payback_months(**{**known, "acquisition_cost": 60, **changed})


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "purchases: text as spend": (lambda: purchases_of([1], [1], [2], spend=["a"]), "spend: not all of them are num"),
    "purchases: half an id": (lambda: purchases_of([1], [1], [2], customer=[1.5]), "customers: .* whole numbers"),
    "purchases: no id": (lambda: purchases_of([1], [1], [2], customer=[NAN]), "customers: .* whole numbers"),
    "purchases: an id twice": (lambda: purchases_of([1, 1], [1, 1], [2, 2], customer=[1, 1]), "an id occurs twice"),
    "purchases: too few ids": (lambda: purchases_of([1, 1], [1, 1], [2, 2], customer=[1]), "1 ids for 2 rows"),
    "fit: confidence": (lambda: bgnbd.fit(history(), confidence=1.5), "confidence: must lie between"),
    "segment: half a row": (lambda: by_segment.fit_by(bgnbd.BgNbd, history(), {1: [0.5]}), "segment 1: .* whole"),
    "segment: a row twice": (lambda: by_segment.fit_by(bgnbd.BgNbd, history(), {1: [3, 3]}), "names a row twice"),
    "segment: text": (lambda: by_segment.fit_by(bgnbd.BgNbd, history(), {"x": ["a"]}), "segment 'x': .* numbers"),
    "covariates: text": (lambda: covariates.fit(history(), buying={"age": ["x"] * 300}), "covariates.age: .* numbers"),
    "covariates: one name, two columns": (
        lambda: covariates.fit(history(), buying={"age": np.arange(300)}, leaving={"age": np.ones(300)}),
        "covariates.age: two columns of one name differ",
    ),
    "contract: half a month": (lambda: value_curves._check(10, 1.5, lifetime_value.Terms()), "months_a_period: whole"),  # type: ignore[arg-type]
    "rfm: text": (lambda: segmentation.rfm(["a"], [1], [1]), "recency: not all of them are numbers"),
    "rfm: an id twice": (lambda: segmentation.rfm([5, 5], [1, 1], [1, 1], customers=[1, 1]), "an id occurs twice"),
    "tiers: text": (lambda: segmentation.tiers(["a"]), "values: not all of them are numbers"),
    "tiers: half an id": (lambda: segmentation.tiers(ONES, customers=HALF), "customers: .* whole numbers"),
    "clusters: text": (lambda: segmentation.clusters({"spend": ["x"] * 50}), "spend: not all of them are numbers"),
    "clusters: an id twice": (
        lambda: segmentation.clusters({"spend": np.arange(50.0)}, customers=[1] * 50),
        "an id occurs twice",
    ),
    "concentration: text": (lambda: segmentation.concentration(["a"] * 9), "values: not all of them are numbers"),
    "concentration: minimum": (lambda: segmentation.concentration(ONES, minimum_n=NAN), "minimum_n"),  # type: ignore[arg-type]
    "survival: no group": (
        lambda: survival.kaplan_meier_by(ONES, [1] * 6, [None, *"abcde"]),
        "groups: 1 of 6 labels are missing",
    ),
    "survival: confidence": (lambda: survival.kaplan_meier(ONES, [1] * 6, confidence=NAN), "confidence"),
    "log-rank: no group": (lambda: survival.log_rank(ONES, [1] * 6, [NAN] * 6), "6 of 6 labels are missing"),
    "drivers: text": (lambda: drivers.key_drivers([["x"]] * 6, ONES, ["price"]), "drivers: scores: not all"),
    "drivers: no draws": (lambda: drivers.key_drivers([[1.0]] * 6, ONES, ["price"], draws=0), "drivers: draws"),
    "levels: text": (lambda: drivers.retention_by_level(["x"] * 6, ONES), "retention by level: not all"),
    "effects: half a buyer": (lambda: effects.holdout_of_shares(1.5, 10, 3, 10), "1.5 of 10 is no share"),  # type: ignore[arg-type]
    "effects: no beginning": (
        lambda: effects.difference_in_differences(ONES, [1, 0] * 3, [0, 0, 0, 1, 1, 1], NAN),
        "begins must be a time",
    ),
    "honesty: a figure that is none": (
        lambda: honesty.each_other([honesty.Cell("a", NAN, 0, 1, 9), honesty.Cell("b", 0.5, 0, 1, 9)]),
        "a has a figure or a limit that is no number",
    ),
    "honesty: p of nothing": (lambda: honesty.p_value(NAN, 0, 1), "does not lie between"),
    "honesty: alerts": (lambda: honesty.change_alerts([], smallest=NAN), "alerts: false_discovery"),
    "honesty: target": (lambda: honesty.Target(value=1, minimum_n=NAN), "target: minimum_n"),  # type: ignore[arg-type]
    "cost to serve: text": (lambda: profit.cost_to_serve([1], [PHONE], {"minutes": ["x"]}), "minutes: .* numbers"),
    "cost to serve: half an id": (lambda: profit.cost_to_serve([1.5], [PHONE], {"minutes": [1]}), "whole numbers"),
    "portfolio: half an id": (lambda: profit.portfolio(HALF, ONES, ONES, GRID), "customers: .* whole numbers"),
    "portfolio: text": (lambda: profit.portfolio(["a"] * 6, ONES, ONES, GRID), "customers: not all of them are num"),
    "whale: an id twice": (lambda: profit.whale_curve_of(ONES, customers=[1] * 6), "an id occurs twice"),
    "significant: an id twice": (lambda: profit.significant_customers([1, 1]), "an id occurs twice"),
    "simulation: outside its interval": (lambda: inputs(margin=Estimate(0.4, 0.5, 0.6)), "margin: 0.4 lies outside"),
    "simulation: one end": (lambda: inputs(margin=Estimate(0.4, 0.3)), "margin: an interval has two ends"),
    "simulation: half a year": (lambda: inputs(years=1.5), "years: whole years"),
    "simulation: no draws": (lambda: simulation.simulate([inputs()], draws=0), "draws: must be at least 100"),
    "simulation: a share above 1": (lambda: simulation.lifetime_factor(1.5), "retention: a share lies outside 0–1"),
    "simulation: no margin": (lambda: money_of(margin=NAN), "margin: a value is missing or endless"),
    "simulation: text": (lambda: money_of(order_value="x"), "order_value: not all of them are numbers"),
    "trend: text": (lambda: trends.trend(["a"] * 20), "series '': not all of them are numbers"),
    "stays: half an id": (lambda: cohorts.stays([1.5], [0], [10], 100), "stays: customers: .* whole numbers"),
    "stays: endless grace": (lambda: cohorts.stays([1], [0], [10], 100, INF), "grace is no length"),
    "stays: no end": (lambda: cohorts.stays([1], [0], [10], NAN), "known_until must be a day"),
    "renewals: neither": (lambda: cohorts.renewal_periods([30], [NAN], 30), "ended: neither true nor false"),
    "retention: half a customer": (
        lambda: cohorts.retention_of([0.5], [3], [40], cohorts.on_day(5)),
        "retention: customers: .* whole numbers",
    ),
    "retention: half a day": (lambda: cohorts.Bracket(1.5, 3), "days 1.5 to 3 are no bracket"),  # type: ignore[arg-type]
    "retention: confidence": (
        lambda: cohorts.retention_of([0], [3], [40], cohorts.on_day(5), confidence=2),
        "confidence",
    ),
    "association: half a basket": (lambda: association([3.5], [5], [5], 10), "a count is no whole number"),
    "association: weight": (lambda: association([3], [5], [5], 10, worth=-1), "worth must lie above 0"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_it_is_refused_in_words_that_name_the_place(name: str) -> None:
    ask, words = REFUSED[name]

    with pytest.raises(AnalyticsError, match=words):
        ask()


def test_lifetime_values_take_no_confidence_that_is_none() -> None:
    past = history()
    fit, spend = bgnbd.fit(past), gamma_gamma.fit(past)

    with pytest.raises(AnalyticsError, match="confidence: must lie between"):
        lifetime_value.lifetime_values(fit, spend, past, lifetime_value.Terms(), confidence=NAN)
    with pytest.raises(AnalyticsError, match="chunk: must be at least 1"):
        lifetime_value.lifetime_values(fit, spend, past, lifetime_value.Terms(), chunk=0)
    with pytest.raises(AnalyticsError, match="draws: must be at least 20"):
        value_curves.new_customer(fit, spend, lifetime_value.Terms(), draws=0)
