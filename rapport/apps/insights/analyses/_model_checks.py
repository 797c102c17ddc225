"""Whether a model of buying may be believed: it is fitted to the past of the past and asked what happened then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from rapport.analytics import AnalyticsError, Period
from rapport.analytics.models.checks import (
    alive_calibration,
    conditional_expectation,
    frequency_histogram,
    holdout_error,
    tracking,
)
from rapport.analytics.models.holdout import Holdout, holdout
from rapport.analytics.models.model import Fit
from rapport.apps.insights.analyses._analysis import Payload, Study
from rapport.apps.insights.analyses._buying import Buying, fitted
from rapport.apps.insights.analyses._series import plain, points

# The last third of what is known is held out, half a year at most.
HELD_OUT, MOST_DAYS = 3, 182
# How far a model may be off before the page warns of it.
TOTAL_OFF, HISTOGRAM_OFF, CALIBRATION_OFF = 0.2, 0.1, 0.1


def checks_of(study: Study, found: Buying) -> Payload:
    """Every check as plain values; without enough of a past, ``reason`` says so."""
    histogram = frequency_histogram(found.fit, found.history)
    base = {
        "histogram": points(histogram.actual, histogram.expected),
        "histogram_off": _apart(histogram.actual, histogram.expected),
    }
    try:
        later = _later_checks(study, found.span)
    except AnalyticsError as problem:
        later = {"reason": str(problem)}
    kept = {**base, **later}
    return {**kept, "complaints": _complaints(kept, found)}


def _apart(actual: Any, expected: Any) -> float:
    """The share of customers whom the model puts under a wrong number of purchases."""
    return float(np.abs(actual / actual.sum() - expected / max(expected.sum(), 1e-12)).sum() / 2)


def _later_checks(study: Study, span: Period) -> Payload:
    study.progress("Checking the model against what happened later")
    days = (span.end - span.start).days
    split = span.end - timedelta(days=7 * (min(days // HELD_OUT, MOST_DAYS) // 7))
    held = holdout(study.source, Period(span.start, split), span.end, study.population, zone=study.zone, spend=False)
    fit = fitted(study, held.history)
    study.progress("Comparing what was expected with what came")
    return {
        "reason": "",
        "split": split.isoformat(),
        "weeks": held.length,
        "n": held.history.n,
        **_tracked(fit, held),
        **_by_customer(fit, held, study.minimum_n),
    }


def _tracked(fit: Fit[Any], held: Holdout) -> Payload:
    found = tracking(fit, held.first, held.repeats, days=held.days, fitted_days=held.fitted_days)
    return {
        "cumulative": points(found.weeks, found.actual, found.expected, found.low, found.high),
        "weekly": points(found.weeks, found.actual_weekly, found.expected_weekly),
        "fitted_weeks": plain(found.fitted_weeks),
    }


def _by_customer(fit: Fit[Any], held: Holdout, minimum_n: int) -> Payload:
    given = (fit, held.history, held.later, held.length)
    expected = conditional_expectation(*given, minimum_n=minimum_n)
    error = holdout_error(*given, minimum_n=minimum_n)
    alive = alive_calibration(*given, minimum_n=minimum_n)
    names = ("actual", "expected", "error", "mean_absolute", "root_mean_square")
    naive = ("naive_expected", "naive_mean_absolute", "naive_root_mean_square")
    return {
        "conditional": points(expected.n, expected.actual, expected.low, expected.high, expected.expected),
        "error": {name: plain(getattr(error, name)) for name in (*names, *naive)},
        "calibration": points(alive.alive, alive.expected, alive.actual, alive.low, alive.high, alive.n),
        "calibration_off": plain(_calibration_off(alive)),
        "brier": plain(alive.brier),
    }


def _calibration_off(alive: Any) -> float:
    known = np.isfinite(alive.expected)
    if not known.any():
        return float("nan")
    return float(np.average(np.abs(alive.expected - alive.actual)[known], weights=alive.n[known]))


def _complaints(kept: Payload, found: Buying) -> list[str]:
    """What speaks against the model, a sentence each; none where it may be believed."""
    said = [] if found.fit.fitted.is_sound else ["The fit itself is not sound; its remarks say why."]
    error = kept.get("error") or {}
    if kept["histogram_off"] > HISTOGRAM_OFF:
        said.append(
            f"It puts {kept['histogram_off']:.0%} of the customers under a wrong number of purchases,"
            " even in the time it was fitted to."
        )
    if error.get("error") is not None and abs(error["error"]) > TOTAL_OFF:
        more = "more" if error["error"] > 0 else "fewer"
        said.append(f"It expected {abs(error['error']):.0%} {more} orders than came in the time held out.")
    if error.get("mean_absolute") is not None and error["mean_absolute"] > error["naive_mean_absolute"]:
        said.append("For single customers it errs more than the plain guess that each goes on as before.")
    if (kept.get("calibration_off") or 0) > CALIBRATION_OFF:
        said.append(
            f"Its chances that customers order again are off by {kept['calibration_off'] * 100:.0f} points on average."
        )
    return said
