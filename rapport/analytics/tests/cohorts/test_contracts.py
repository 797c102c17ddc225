"""Contracts as rows of renewals, and the shifted beta-geometric model of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.cohorts.contracts import Contracts, contracts, survivors
from rapport.analytics.models import sbg
from rapport.analytics.models.renewal_checks import fit_contracts, held_out, renewals
from rapport.analytics.tests import shop

REGULAR = [1000, 869, 743, 653, 593, 551, 517, 491]
YEAR = analytics.Period(shop.at("2026-01-01"), shop.at("2027-01-01"))


def published() -> Contracts:
    """The thousand customers of Fader and Hardie: yearly contracts begun on one day, seven renewals seen."""
    lost = [-change for change in np.diff(REGULAR)]
    lasted = np.repeat(np.append(np.arange(1, 8), 7), [*lost, REGULAR[-1]]) * 365.25
    ended = np.arange(1000) < 1000 - REGULAR[-1]
    ids, none = np.arange(1000), np.full(1000, "")
    return Contracts(ids, np.zeros(1000), lasted, ended, none, np.full(1000, 10.0), "year", 7 * 365.25)


def asked(*rows: dict[str, Any], period: analytics.Period = YEAR, **wishes: Any) -> Contracts:
    usual = {"amount": 10, "currency": "EUR", "billing": "month"}
    with analytics.Source({"subscriptions": shop.made("subscriptions", *({**usual, **row} for row in rows))}) as source:
        return contracts(source, period, **wishes)


def test_contracts_give_the_published_model() -> None:
    found = published()

    fit = fit_contracts(found)

    assert (round(fit.model.alpha, 3), round(fit.model.beta, 3)) == (0.668, 3.806)
    assert round(fit.log_likelihood, 2) == -1611.16
    assert survivors(found, "year")[0].left == tuple(REGULAR)


def test_each_renewal_is_set_beside_the_model() -> None:
    found = published()

    seen = renewals(sbg.ShiftedBetaGeometric(0.668, 3.806), found)

    assert seen.n.tolist() == REGULAR[:-1]
    assert seen.stayed[0] == pytest.approx(0.869)
    assert np.all((seen.low < seen.stayed) & (seen.stayed < seen.high))
    assert seen.off < 0.02


def test_years_held_out_come_about_as_expected() -> None:
    """Fitted to the five years before, the model foresees the last two; a single rate of churn does not."""
    found = held_out(published())

    assert (found.ahead, found.n, found.actual) == (2, 551, 491)
    assert found.expected.low < 491 < found.expected.high
    assert abs(found.error) < 0.05
    assert found.naive < 450


def test_what_each_pays_is_told_for_one_period() -> None:
    found = asked(
        {"customer": 1, "since": "2026-01-01"},
        {"customer": 2, "since": "2026-02-01", "amount": 120, "billing": "year"},
        {"customer": 3, "since": "2026-01-01", "until": "2026-03-01"},
        {"customer": 4, "since": "2026-01-01", "until": "2026-06-01"},
        {"customer": 4, "since": "2026-06-01", "amount": 12},
        {"customer": 4, "since": "2026-07-01", "amount": 3, "plan": "extra"},
    )

    assert found.every == "month"
    assert found.customer.tolist() == [1, 2, 3, 4]
    assert found.amount.round(6).tolist() == [10, 10, 0, 15]
    assert found.renewals.tolist() == [12, 11, 1, 12]
    assert found.periods[2] == 2
    assert "1 customers are billed otherwise" in found.remarks[-1]


def test_the_next_renewal_is_told_with_its_day() -> None:
    rows = [{"customer": n, "since": f"2026-{month}-01", "billing": "year"} for n, month in ((1, "01"), (2, "03"))]

    number, days = asked(*rows, known_until=shop.at("2026-12-20")).due

    assert number.tolist() == [1, 1]
    assert days.round().tolist() == [12, 71]


def test_amounts_in_two_currencies_are_not_added() -> None:
    two = [{"customer": 1, "since": "2026-01-01", "currency": name} for name in ("EUR", "USD")]

    assert np.isnan(asked(*two).amount).all()


def test_who_is_left_ends_where_not_all_could_be_seen() -> None:
    rows = [{"customer": n, "since": f"2026-0{1 + n % 3}-01"} for n in range(9)]
    rows[0] |= {"until": "2026-03-01"}

    (first,) = survivors(asked(*rows, known_until=shop.at("2026-06-01")), "quarter")

    assert first.start.isoformat() == "2026-01-01"
    assert first.left == (9, 9, 8, 8)


def test_what_was_known_earlier_forgets_later_ends() -> None:
    rows = [{"customer": n, "since": "2026-01-01", "until": f"2026-0{n}-01"} for n in range(2, 9)]
    found = asked(*rows)

    then = found.known_at(datetime(2026, 5, 1, tzinfo=UTC).timestamp() / 86_400)

    assert then.ended.tolist() == [True] * 4 + [False] * 3
    assert then.renewals[-3:].tolist() == [4, 4, 4]


def test_customers_who_began_all_the_time_are_foreseen() -> None:
    random = np.random.default_rng(7)
    ends = np.minimum(random.geometric(random.beta(0.8, 3.0, 4_000)), 60)
    opening = datetime(2024, 1, 1, tzinfo=UTC)
    rows = []
    for customer, end in enumerate(ends):
        month = int(random.integers(0, 24))
        since = opening + timedelta(days=month * 365.25 / 12)
        until = since + timedelta(days=float(end) * 365.25 / 12)
        rows.append({"customer": customer, "since": since.isoformat()[:19], "until": until.isoformat()[:19]})
    period = analytics.Period(opening, datetime(2026, 1, 1, tzinfo=UTC))

    found = asked(*rows, period=period)
    held = held_out(found)

    assert [one.low < true < one.high for one, true in zip(fit_contracts(found).estimates, (0.8, 3), strict=True)]
    assert held.expected.low < held.actual < held.expected.high


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(analytics.BadQuestion):
        asked({"customer": 1, "since": "2026-01-01"}, every="fortnight")
    with pytest.raises(analytics.BadQuestion, match="hold any"):
        held_out(asked({"customer": 1, "since": "2026-12-15"}))
    with pytest.raises(analytics.BadQuestion):
        survivors(published(), "week")
