from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.tests.shop import JANUARY, ask, orders

SHOP = {"orders": orders((1, 7, "2026-01-05", "sale", None, 10))}


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [
        ({"metrics": []}, "metrics: name at least one"),
        ({"grain": "fortnight"}, "grain: 'fortnight'"),
        ({"by": ["colour"]}, "by: 'colour' is not known; there are: region"),
        ({"region_of": "parcel"}, "region_of: 'parcel'"),
        ({"everybody": False}, "segments: none asked"),
        ({"minimum_n": 0}, "minimum_n: must be at least 1"),
        ({"confidence": 95}, "confidence: must lie between"),
        ({"zone": "Moon/Crater"}, "zone: 'Moon/Crater' is not a time zone"),
        ({"as_of": datetime(2026, 1, 1)}, "as_of: 2026-01-01 00:00:00 has no time zone"),
    ],
)
def test_a_question_that_cannot_be_asked_names_the_place(wishes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(analytics.BadQuestion, match=complaint):
        analytics.Question(**{"metrics": ["revenue"], "period": JANUARY, **wishes})


@pytest.mark.parametrize(
    "choices", [{"retention_days": 0}, {"silence_days": 0}, {"margin_rate": 0}, {"margin_rate": 35}]
)
def test_a_choice_out_of_range_is_refused(choices: dict[str, Any]) -> None:
    with pytest.raises(analytics.BadQuestion, match=f"choices: {next(iter(choices))}"):
        analytics.Choices(**choices)


def test_a_period_ends_after_it_begins_and_knows_its_zone() -> None:
    with pytest.raises(analytics.BadQuestion, match=r"ends .* before it begins"):
        analytics.Period(JANUARY.end, JANUARY.start)
    with pytest.raises(analytics.BadQuestion, match=r"the start .* has no time zone"):
        analytics.Period(datetime(2026, 1, 1), JANUARY.end)


def test_an_unknown_metric_offers_the_nearest() -> None:
    with pytest.raises(analytics.BadQuestion, match=r"There is no metric 'revenu'\. Did you mean 'revenue'"):
        ask(SHOP, "revenu")


def test_membership_and_knowledge_are_of_now_unless_told() -> None:
    before = datetime.now(UTC)

    question = analytics.Question(metrics="revenue", period=JANUARY)

    assert question.metrics == ("revenue",)
    assert question.as_of is not None
    assert before <= question.as_of <= datetime.now(UTC)
