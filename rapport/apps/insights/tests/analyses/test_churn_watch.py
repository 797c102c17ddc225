"""Who is slipping away: by chance and by rhythm, and what hangs on them."""

from __future__ import annotations

import numpy as np
import pytest
from django.test import Client

from rapport.analytics.models.purchases import purchases_of
from rapport.apps.accounts.models import Member
from rapport.apps.insights.analyses._churn_groups import BY_CHANCE, BY_RHYTHM, gaps_silent, placed
from rapport.apps.insights.tests.analyses.buyers import open_for
from rapport.apps.insights.tests.asked import Asked
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

# Silent for 3, 1 and 0.5 usual gaps, and one without a rhythm.
HISTORY = purchases_of([2, 2, 4, 1], [4, 4, 8, 3], [10, 6, 9, 30])


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "churn_watch")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    return open_for(shop, 150)


def test_silence_is_counted_in_gaps_of_ones_own() -> None:
    assert gaps_silent(HISTORY).tolist() == [3, 1, 0.5, np.inf]


def test_every_customer_has_one_group() -> None:
    by_rhythm = placed("rhythm", HISTORY, np.ones(4))
    by_chance = placed("chance", HISTORY, np.array([0.1, 0.2, 0.79, 1.0]))

    assert [BY_RHYTHM[at].key for at in by_rhythm] == ["slipping", "here", "here", "new"]
    assert [BY_CHANCE[at].key for at in by_chance] == ["gone", "slipping", "watch", "here"]


@pytest.mark.parametrize("sign", ["chance", "rhythm"])
def test_groups_add_up_and_lead_to_people(filled: Shop, asked: Asked, sign: str) -> None:
    groups = asked.payload(sign=sign)["groups"]

    assert sum(group["n"] for group in groups) == 153
    for group in groups:
        assert len(asked.people(group["key"], sign=sign)) == group["n"]
    with pytest.raises(Missing):
        asked.people("nobody", sign=sign)


def test_revenue_at_stake_has_an_interval(filled: Shop, asked: Asked) -> None:
    value, low, high = asked.payload()["at_stake"]["revenue"]

    assert low < value < high


@pytest.mark.parametrize("model", ["mbgnbd", "bgnbd"])
def test_the_page_says_what_single_orders_mean(filled: Shop, asked: Asked, model: str) -> None:
    text = asked.page(model=model)

    assert "slipping away" in text
    assert "May the model be believed?" in text
    assert ("MBG/NBD lets customers leave" if model == "mbgnbd" else "holds everybody with a single order") in text


def test_the_file_holds_the_groups(filled: Shop, asked: Asked) -> None:
    assert any(line.startswith("Slipping away,") for line in asked.file())


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers ordered so far" in asked.page()
