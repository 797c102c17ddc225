"""The spread of one promise over channels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rapport.analytics import BadQuestion, Source
from rapport.analytics.consistency import Consistency, channel_consistency
from rapport.analytics.population import Population
from rapport.analytics.tests.shop import JANUARY, LATER, made, members


def answers(by_channel: dict[str | None, list[float]], **more: Any) -> Any:
    rows = [(channel, score) for channel, scores in by_channel.items() for score in scores]
    return made(
        "responses",
        *(
            {"customer": n, "at": "2026-01-05", "kind": "csat", "score": score, "channel": channel, **more}
            for n, (channel, score) in enumerate(rows, start=1)
        ),
    )


def measured(table: Any, **wishes: Any) -> Consistency:
    with Source({"responses": table, "memberships": members(*((1, n) for n in range(1, 11)))}) as source:
        return channel_consistency(source, JANUARY, **wishes)


def test_the_spread_is_the_best_less_the_worst_channel() -> None:
    table = answers({"web": [4, 5] * 5, "shop": [4] * 8, "phone": [2, 4] * 6, "fax": [1, 1], None: [1] * 9})

    found = measured(table)

    assert [(one.channel, one.mean, one.n) for one in found.channels] == [
        ("phone", 3, 12),
        ("shop", 4, 8),
        ("web", 4.5, 10),
    ]
    assert (found.spread, found.n, found.left_out) == (1.5, 30, ("fax",))
    assert found.variance == pytest.approx(0.5833, abs=1e-4)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 1.5 <= found.high
    assert found == measured(table)


def test_channels_that_are_alike_are_said_to_be() -> None:
    generator = np.random.default_rng(3)
    alike = answers({name: list(generator.integers(1, 6, 200).astype(float)) for name in ("web", "shop")})
    apart = answers({"web": [5, 4] * 100, "shop": [2, 1] * 100})

    assert "by chance too" in measured(alike).remarks[0]
    assert "more than chance" in measured(apart).remarks[0]


def test_one_channel_has_nothing_to_compare_with() -> None:
    alone, nothing = measured(answers({"web": [4] * 9})), measured(answers({None: [4]}))

    assert (alone.spread, alone.low, alone.variance, alone.n) == (None, None, None, 9)
    assert (nothing.spread, nothing.channels, nothing.n) == (None, (), 0)
    assert "nothing to compare" in alone.remarks[0]


def test_a_segment_and_a_touchpoint_can_be_asked_about() -> None:
    table = answers({"web": [4] * 10, "shop": [2] * 10}, touchpoint="counter")

    members_only = measured(table, population=Population(segment=1, as_of=LATER))

    assert [one.channel for one in members_only.channels] == ["web"]
    assert measured(table, touchpoint="counter").spread == 2
    assert measured(table, touchpoint="letter").n == 0


def test_a_kind_without_a_scale_is_refused() -> None:
    with pytest.raises(BadQuestion, match="'free' has no scale"):
        measured(answers({"web": [4]}), kind="free")
    with pytest.raises(BadQuestion, match="resamples"):
        measured(answers({"web": [4]}), resamples=5)


def test_answers_of_one_customer_have_no_interval() -> None:
    rows = [
        {"customer": 1, "at": "2026-01-05", "kind": "csat", "score": score, "channel": channel}
        for channel, score in (("mail", 5.0), ("shop", 3.0))
        for _ in range(10)
    ]

    with Source({"responses": made("responses", *rows)}) as source:
        found = channel_consistency(source, JANUARY)

    assert (found.spread, found.low, found.high) == (2, None, None)
    assert [(one.low, one.high) for one in found.channels] == [(None, None)] * 2
    assert found.remarks == ("the answers of a channel come from too few customers for an interval",)
