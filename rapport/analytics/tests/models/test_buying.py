"""BG/NBD, MBG/NBD and Pareto/NBD against their published values, lifetimes, and the laws of probability."""

from __future__ import annotations

import warnings

import lifetimes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import integrate, special, stats

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.models import bgnbd, mbgnbd, paretonbd
from rapport.analytics.models.bgnbd import BgNbd
from rapport.analytics.models.mbgnbd import MbgNbd
from rapport.analytics.models.model import PurchaseModel
from rapport.analytics.models.paretonbd import ParetoNbd
from rapport.analytics.models.purchases import purchases_of
from rapport.analytics.tests.models.histories import cdnow, one, simulated

KINDS: list[type[PurchaseModel]] = [BgNbd, MbgNbd, ParetoNbd]
PUBLISHED = BgNbd(0.2426, 4.4136, 0.7929, 2.4259)
FREQUENT = one(26, 30.86, 31)

shapes = some.floats(0.1, 5)
times = some.floats(0.5, 50)


def test_bgnbd_on_cdnow_gives_the_published_parameters() -> None:
    fit = bgnbd.fit(cdnow())

    assert [round(value, 4) for value in fit.model.values] == [0.2426, 4.4135, 0.7929, 2.4258]
    assert fit.model.values == pytest.approx([0.2426, 4.4136, 0.7929, 2.4259], rel=1e-4)
    assert round(fit.log_likelihood, 2) == -9582.43
    assert [estimate.error for estimate in fit.estimates] == pytest.approx([0.01256, 0.3782, 0.1857, 0.7054], rel=1e-3)
    assert fit.converged
    assert fit.n == 2357


def test_weights_of_equal_histories_change_nothing() -> None:
    single, grouped = bgnbd.fit(cdnow()), bgnbd.fit(cdnow().grouped())

    assert len(cdnow().grouped()) == 1016
    assert grouped.model.values == pytest.approx(single.model.values, rel=1e-7)
    assert grouped.log_likelihood == pytest.approx(single.log_likelihood)
    assert grouped.n == single.n


def test_bgnbd_expects_the_published_purchases_of_a_new_customer() -> None:
    found = PUBLISHED.expected_purchases([1 / 7, 1, 3, 31.857, 32, 78])

    assert found[:4].round(4).tolist() == [0.0078, 0.0532, 0.1506, 1.0405]
    # Published are 1.0437 and 1.8576, of a series cut short; summed to its end it is the integral over customers.
    assert found[4:] == pytest.approx([1.0437, 1.8576], abs=5e-4)
    integrals = [expected_by_integral(0.2426, 4.4136, 0.7929, 2.4259, t) for t in (31.857, 32, 78)]
    assert found[3:] == pytest.approx(integrals, rel=1e-7)


def test_bgnbd_expects_the_published_purchases_of_two_known_customers() -> None:
    assert PUBLISHED.conditional_expected_purchases(39, one(2, 30.43, 38.86))[0] == pytest.approx(1.226, abs=5e-4)
    assert PUBLISHED.conditional_expected_purchases(52, FREQUENT)[0] == pytest.approx(25.76, abs=5e-3)
    assert PUBLISHED.probability_alive(FREQUENT)[0] == pytest.approx(0.9689, abs=5e-5)


def test_bgnbd_gives_the_published_probabilities_of_purchases() -> None:
    model = BgNbd(0.243, 4.414, 0.793, 2.426)

    assert model.probability_of_purchases(10, 2) == pytest.approx(1.07869e-7, rel=1e-5)
    assert model.probability_of_purchases(0, 39) == pytest.approx(0.5737864, abs=5e-8)


def test_the_density_of_two_hundred_purchases_is_finite() -> None:
    assert BgNbd(0.25, 4, 0.8, 2.5).log_likelihood(one(200, 38, 40))[0] == pytest.approx(100.7957, abs=5e-5)


def test_mbgnbd_on_cdnow_gives_the_published_parameters() -> None:
    fit = mbgnbd.fit(cdnow())

    assert [round(value, 3) for value in fit.model.values] == [0.525, 6.183, 0.891, 1.614]


def test_paretonbd_on_cdnow_gives_the_published_parameters() -> None:
    fit = paretonbd.fit(cdnow().grouped())

    assert [round(value, 3) for value in fit.model.values[:3]] == [0.553, 10.578, 0.606]
    assert fit.model.beta == pytest.approx(11.669, abs=1.2e-3)
    # The published likelihood is that of a search which stopped a little below the top.
    assert -9594.976 < fit.log_likelihood < -9594.973
    assert ParetoNbd(0.553, 10.578, 0.606, 11.669).log_likelihood(cdnow()).sum() <= fit.log_likelihood
    assert fit.model.conditional_expected_purchases(52, FREQUENT)[0] == pytest.approx(25.46, abs=5e-3)
    assert fit.model.probability_alive(FREQUENT)[0] == pytest.approx(0.9979, abs=5e-5)


def closed_form(x: int, r: float = 0.55, alpha: float = 10.58, s: float = 0.61, beta: float = 11.67) -> float:
    left = 1 - ((beta + 200) / (beta + 210)) ** (s - 1)
    return (r + x) * (beta + 200) / ((alpha + 200) * (s - 1)) * left


def test_paretonbd_does_not_underflow_where_the_usual_formula_does() -> None:
    model = ParetoNbd(0.55, 10.58, 0.61, 11.67)

    found = model.conditional_expected_purchases(10, one([132, 133], [200, 200], [200, 200]))

    assert found == pytest.approx([6.2060518, 6.2528725], abs=3e-7)
    # Whoever bought at the very end is alive, so that the formula has a closed form: 6.2528722.
    assert found == pytest.approx([closed_form(132), closed_form(133)], rel=1e-12)


def test_a_customer_without_repeats_is_alive_in_bgnbd_and_may_not_be_in_mbgnbd() -> None:
    quiet = one(0, 0, 500)

    assert PUBLISHED.probability_alive(quiet)[0] == 1
    assert MbgNbd(0.525, 6.183, 0.891, 1.614).probability_alive(quiet)[0] < 0.2
    assert any("MBG/NBD" in remark for remark in bgnbd.fit(cdnow()).remarks)


@pytest.mark.parametrize("kind", KINDS)
def test_simulated_customers_are_fitted_as_lifetimes_does(kind: type[PurchaseModel]) -> None:
    history = simulated(1500, 3)
    oracle = {
        BgNbd: lifetimes.BetaGeoFitter,
        MbgNbd: lifetimes.ModifiedBetaGeoFitter,
        ParetoNbd: lifetimes.ParetoNBDFitter,
    }
    theirs = oracle[kind]()
    # Its own beginning is drawn by chance, and now and then the search then stops far below the top.
    theirs.fit(history.frequency, history.recency, history.age, initial_params=np.ones(len(kind.names())))

    ours = {BgNbd: bgnbd.fit, MbgNbd: mbgnbd.fit, ParetoNbd: paretonbd.fit}[kind](history)

    assert ours.model.values == pytest.approx([theirs.params_[name] for name in kind.names()], rel=0.02)
    alive = theirs.conditional_probability_alive(history.frequency, history.recency, history.age)
    assert ours.model.probability_alive(history) == pytest.approx(np.asarray(alive), abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_are_those_of_the_likelihood(kind: type[PurchaseModel]) -> None:
    history = simulated(200, 5)
    likelihood, place = kind.likelihood(history), np.array([0.7, 4.0, 0.9, 3.0])

    value, gradient = likelihood(place)

    steps = np.eye(4) * 1e-5
    slopes = [(likelihood(place + step)[0] - likelihood(place - step)[0]) / 2e-5 for step in steps]
    assert gradient == pytest.approx(slopes, rel=1e-5)
    assert value == pytest.approx(kind(*place).log_likelihood(history).sum())


def test_customers_who_leave_early_are_fitted_without_a_warning() -> None:
    past = simulated(4_000, 5, r=1.5, a=0.3, b=0.4)

    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        fit = bgnbd.fit(past)

    assert fit.model.b < 1
    assert fit.log_likelihood == pytest.approx(float(fit.model.log_likelihood(past).sum()), rel=1e-9)


def test_bgnbd_finds_the_parameters_behind_simulated_customers() -> None:
    fit = bgnbd.fit(simulated(40_000, 11))

    for estimate, truth in zip(fit.estimates, (0.8, 5.0, 0.8, 3.0), strict=True):
        assert estimate.error is not None
        assert abs(estimate.value - truth) < 4 * estimate.error


@pytest.mark.parametrize("a", [0.5, 1 - 1e-9, 1.0, 1 + 1e-9, 2.0])
def test_expected_purchases_are_the_integral_over_customers_at_a_of_one_too(a: float) -> None:
    wanted = expected_by_integral(0.8, 4.0, a, 0.2, 60.0)

    assert BgNbd(0.8, 4.0, a, 0.2).expected_purchases(60) == pytest.approx(wanted, rel=1e-6)


def expected_by_integral(r: float, alpha: float, a: float, b: float, t: float) -> float:
    def of_chance(p: float) -> float:
        return float((1 - (1 + p * t / alpha) ** -r) / p * stats.beta.pdf(p, a, b))

    spans = [(0, 0.5), (0.5, 1)]
    return float(sum(integrate.quad(of_chance, *span, limit=400, epsabs=1e-12, epsrel=1e-10)[0] for span in spans))


def test_paretonbd_passes_smoothly_through_s_of_one() -> None:
    below, at, above = (float(ParetoNbd(0.5, 10, s, 12).expected_purchases(52)) for s in (1 - 1e-7, 1.0, 1 + 1e-7))

    assert at == pytest.approx(0.5 * 12 / 10 * np.log(64 / 12))
    assert below == pytest.approx(at, rel=1e-6)
    assert above == pytest.approx(at, rel=1e-6)


@pytest.mark.parametrize("alpha, beta", [(10.58, 11.67), (0.05, 30.0), (40.0, 0.1)])
def test_the_density_of_paretonbd_is_that_of_the_hypergeometric_formula(alpha: float, beta: float) -> None:
    r, s, x, last, age = 0.55, 0.61, 3.0, 12.0, 20.0
    most, shape = max(alpha, beta), (s + 1 if alpha >= beta else r + x)
    gap, total = abs(alpha - beta), r + s + x
    parts = [special.hyp2f1(total, shape, total + 1, gap / (most + at)) / (most + at) ** total for at in (last, age)]
    stayed = (alpha + age) ** -(r + x) * (beta + age) ** -s
    density = stayed + s / total * (parts[0] - parts[1])
    wanted = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(density)

    assert ParetoNbd(r, alpha, s, beta).log_likelihood(one(x, last, age))[0] == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("alpha, beta", [(0.2, 0.23), (1e-3, 9.0), (40.0, 0.01)])
def test_many_customers_of_paretonbd_together_are_as_likely_as_each_alone(alpha: float, beta: float) -> None:
    chance = np.random.default_rng(5)
    age, x = chance.uniform(0.01, 3, 2_000), chance.poisson(chance.gamma(0.5, 8, 2_000))
    history = purchases_of(x, np.where(x > 0, age * chance.uniform(0.01, 1, 2_000), 0), age)

    value, slopes = ParetoNbd.likelihood(history)(np.array([0.5, alpha, 0.6, beta]))

    alone = [ParetoNbd(0.5, alpha, 0.6, beta).log_likelihood(history.take([row]))[0] for row in range(2_000)]
    assert value == pytest.approx(sum(alone), rel=1e-8)
    step = 1e-6 * alpha
    up, down = (
        ParetoNbd.likelihood(history)(np.array([0.5, near, 0.6, beta]))[0] for near in (alpha + step, alpha - step)
    )
    assert slopes[1] == pytest.approx((up - down) / (2 * step), rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(first=shapes, second=shapes, third=shapes, fourth=shapes, t=times)
def test_probabilities_add_to_one_and_have_the_expected_mean(
    kind: type[PurchaseModel], first: float, second: float, third: float, fourth: float, t: float
) -> None:
    model = kind(first, 20 + second, third, fourth)
    x = np.arange(400)

    shares = model.probability_of_purchases(x, t)

    assert shares.min() >= 0
    assert shares.sum() == pytest.approx(1, abs=1e-6)
    assert shares @ x == pytest.approx(float(model.expected_purchases(t)), rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(x=some.integers(1, 60), last=some.floats(1, 50), quiet=some.floats(0, 50), t=times)
def test_a_known_customer_has_probabilities_that_add_to_one(
    kind: type[PurchaseModel], x: int, last: float, quiet: float, t: float
) -> None:
    model, customer = kind(0.5, 8.0, 0.7, 2.5), one(x, last, last + quiet)

    shares = model.conditional_probability(np.arange(2000), t, customer)

    assert 0 <= model.probability_alive(customer)[0] <= 1
    assert shares.sum() == pytest.approx(1, abs=1e-6)
    expected = model.conditional_expected_purchases(t, customer)[0]
    assert shares @ np.arange(2000) == pytest.approx(expected, rel=1e-4)


def test_extreme_histories_give_finite_expectations() -> None:
    history = one([0, 1, 500, 5000], [0, 1e-6, 99, 100], [1e-6, 1e5, 100, 100])

    for kind in KINDS:
        found = kind(0.3, 0.01, 0.7, 2.5).conditional_expected_purchases(52, history)
        assert np.all(np.isfinite(found))
        assert np.all(found >= 0)


@pytest.mark.parametrize("kind", KINDS)
def test_parameters_that_are_no_parameters_are_refused(kind: type[PurchaseModel]) -> None:
    with pytest.raises(BadQuestion, match="must be a number above 0, not -1"):
        kind(0.2, -1, 0.5, 1)


def test_histories_that_tell_nothing_are_refused() -> None:
    with pytest.raises(BadTable, match="1 customer is too few"):
        bgnbd.fit(one(1, 2, 3))
    with pytest.raises(BadTable, match="none of the 50 customers bought again"):
        paretonbd.fit(purchases_of(np.zeros(50), np.zeros(50), np.full(50, 30.0)))


def test_parameters_at_the_edge_get_words_instead_of_an_interval() -> None:
    chance = np.random.default_rng(2)
    age = np.full(400, 50.0)
    x = chance.poisson(chance.gamma(1, 1 / 10, 400) * age)
    fit = bgnbd.fit(purchases_of(x, np.where(x > 0, 49.9, 0), age))  # nobody ever left

    flagged = [estimate for estimate in fit.estimates if estimate.low is None]
    assert flagged
    assert any("runs to" in remark or "hardly determine" in remark for remark in fit.remarks)
    assert not fit.fitted.is_sound
