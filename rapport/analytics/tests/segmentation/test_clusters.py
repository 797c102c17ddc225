"""Clusters: found where there are some, denied where there are none, the same at every run."""

from __future__ import annotations

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.errors import BadQuestion
from rapport.analytics.segmentation import choosing
from rapport.analytics.segmentation.clusters import Wishes, clusters, clusters_of
from rapport.analytics.segmentation.features import features
from rapport.analytics.segmentation.k_means import k_means
from rapport.analytics.segmentation.mixture import gaussian_mixture, information_criterion
from rapport.analytics.tests import shop

LINE = np.array([[0.0], [1.0], [10.0], [11.0]])


def random(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def three_groups(n: int = 60) -> dict[str, np.ndarray]:
    made = random(5)
    centres = np.repeat([[0, 0], [8, 0], [4, 9]], [3 * n, 2 * n, n], axis=0)
    points = centres + made.normal(size=centres.shape)
    return {"visits": points[:, 0], "spend": points[:, 1]}


def test_four_points_on_a_line_make_two_groups() -> None:
    found = k_means(LINE, 2, random())

    assert sorted(found.centres[:, 0].tolist()) == [0.5, 10.5]
    assert (found.within, found.converged) == (1.0, True)


def test_the_silhouette_of_four_points_by_hand() -> None:
    assert choosing.mean_silhouette(LINE, np.array([0, 0, 1, 1])) == pytest.approx((9.5 / 10.5 + 8.5 / 9.5) / 2)


def test_features_are_standardised_and_large_ones_brought_down() -> None:
    made = features({"plain": [0, 1, 2], "log": [0, 9, 99]}, log=["log"])

    assert made.scaled[:, 0].round(4).tolist() == [-1.2247, 0, 1.2247]
    assert made.scaled[:, 1].round(4).tolist() == [-1.2247, 0, 1.2247]


def test_three_groups_are_found_by_the_silhouette() -> None:
    found = clusters(three_groups(), Wishes(most=6))

    assert [row.n for row in found.rows] == [180, 120, 60]
    assert [row.stability_word for row in found.rows] == ["stable"] * 3
    assert found.centres.round(0).tolist() == [[0, 0], [8, 0], [4, 9]]
    assert not found.remarks


def test_the_gap_finds_three_groups_too() -> None:
    assert clusters(three_groups(), Wishes(most=6, choose_by="gap", resamples=5)).k == 3


def test_a_mixture_finds_three_clouds_by_bic_and_says_how_sure_each_member_is() -> None:
    found = clusters(three_groups(), Wishes(most=5, method="mixture", resamples=5))

    assert [row.n for row in found.rows] == [180, 120, 60]
    assert found.belonging is not None
    assert found.belonging.min() > 0.5
    assert found.belonging.mean() > 0.99


def test_a_mixture_finds_long_clouds_that_k_means_would_cut() -> None:
    made = random(2)
    long = made.normal(size=(400, 2)) * [8, 0.4]
    points = {"one": long[:, 0], "other": long[:, 1] + np.repeat([0, 4], 200)}

    found = clusters(points, Wishes(method="mixture", most=4, resamples=5))

    assert [row.n for row in found.rows] == [200, 200]


def test_the_gap_denies_clusters_in_one_crowd() -> None:
    made = random(3)
    found = clusters({"one": made.uniform(size=300), "other": made.uniform(size=300)}, Wishes(choose_by="gap"))

    assert found.k == 1
    assert found.remarks[0].startswith("No clusters")


def test_clusters_that_cut_up_a_crowd_are_called_so() -> None:
    made = random(4)
    columns = {name: made.normal(size=300) for name in "abcd"}

    found = clusters(columns, Wishes(k=6, resamples=20))

    assert {row.stability_word for row in found.rows} <= {"doubtful", "dissolved"}
    assert any("hardly stand apart" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("value", "word"), [(0.75, "stable"), (0.74, "doubtful"), (0.5, "doubtful"), (0.49, "dissolved")]
)
def test_thresholds_of_stability_are_the_stated_ones(value: float, word: str) -> None:
    assert choosing.stability_word(value) == word


def test_the_same_seed_gives_the_same_clusters() -> None:
    one, other = (clusters(three_groups(20), Wishes(most=4, resamples=5)) for _ in range(2))

    assert one.cluster.tolist() == other.cluster.tolist()
    assert [row.stability for row in one.rows] == [row.stability for row in other.rows]


def test_a_profile_begins_with_what_sets_apart() -> None:
    found = clusters(three_groups(), Wishes(k=3, resamples=5))

    trait = found.rows[2].profile[0]
    assert trait.feature == "spend"
    assert trait.mean == pytest.approx(9, abs=0.5)
    assert trait.difference > 2


def test_the_unit_of_a_feature_does_not_matter() -> None:
    columns = three_groups(20)
    in_cents = {**columns, "spend": columns["spend"] * 100}

    one, other = (clusters(given, Wishes(k=3, resamples=2)).cluster.tolist() for given in (columns, in_cents))

    assert one == other


def test_likelihood_never_falls_and_a_single_cloud_is_the_normal_distribution() -> None:
    points = random(1).normal(size=(500, 1))
    found = gaussian_mixture(points, 1, random())

    n, variance = len(points), points.var() + 1e-4
    expected = -n / 2 * (np.log(2 * np.pi * variance) + points.var() / variance)
    assert found.likelihood == pytest.approx(expected)
    assert information_criterion(found.likelihood, n, 1, 1) == pytest.approx(2 * np.log(n) - 2 * expected)


def test_more_points_alike_than_groups_are_no_trouble() -> None:
    found = clusters({"one": [0.0] * 30 + [1.0] * 30}, Wishes(k=3, resamples=3))

    assert [row.n for row in found.rows] == [30, 30]
    assert "Of 3 clusters only 2 hold anybody." in found.remarks


@pytest.mark.parametrize(
    ("columns", "wishes", "complaint"),
    [
        ({"one": [1.0] * 30}, {}, "one: the same for everybody"),
        ({"one": [1.0, np.nan]}, {}, "missing or not finite"),
        ({"one": [1.0, 2.0]}, {}, "2 customers are too few"),
        ({"one": [1.0, 2.0], "other": [1.0]}, {}, "different length"),
        ({}, {}, "name at least one"),
        ({"one": [1.0, 2.0]}, {"method": "tree"}, "not known"),
        ({"one": [1.0, 2.0]}, {"choose_by": "bic"}, "does not go with"),
    ],
)
def test_what_cannot_be_clustered_is_refused(
    columns: dict[str, list[float]], wishes: dict[str, str], complaint: str
) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        clusters(columns, Wishes(**wishes))  # type: ignore[arg-type]


def test_buyers_of_a_shop_fall_into_two_kinds() -> None:
    orders = []
    for customer in range(40):
        often = customer < 15
        for number in range(6 if often else 1):
            amount = 500.0 + customer if often else 20.0 + customer / 10
            day = f"2026-01-{(10 + number if often else 1 + customer % 9):02d}"
            orders.append((len(orders), customer, day, "sale", None, amount))
    with analytics.Source({"orders": shop.orders(*orders)}) as source:
        found = clusters_of(source, shop.JANUARY, wishes=Wishes(most=3, resamples=5))

    assert found.members(2).tolist() == list(range(15))
    assert "orders (logarithm)" in found.method


@pytest.mark.parametrize("method", ["k_means", "mixture"])
def test_very_many_customers_are_grouped_by_some_of_them(method: str) -> None:
    found = clusters(three_groups(4000), Wishes(k=3, method=method, starts=2, resamples=2))  # type: ignore[arg-type]

    assert [round(row.n, -2) for row in found.rows] == [12_000, 8_000, 4_000]
    assert "found on 20,000" in found.method
