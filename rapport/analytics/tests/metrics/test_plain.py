"""Every definition worked out a second time without SQL: on shops drawn at random, by month and week, over a change
of the clocks, for everybody and for halves of the customers."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from rapport import analytics
from rapport.analytics import Choices
from rapport.analytics.question import Grain
from rapport.analytics.tests.metrics.plain import PLAIN, RETURN_DAY, SILENCE, Shop, retention
from rapport.analytics.tests.metrics.whole_shop import CUSTOMERS, whole_shop
from rapport.analytics.tests.shop import ask

MADRID = ZoneInfo("Europe/Madrid")
SEGMENTS = {None: None, **{half: [who for who in CUSTOMERS if 1 + who % 2 == half] for half in (1, 2)}}
CHOICES = Choices(silence_days=SILENCE.days, return_day=RETURN_DAY.days)


def local(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, tzinfo=MADRID)


AUTUMN = analytics.Period(local(10, 13, 2025), local(11, 10, 2025))


@pytest.mark.parametrize("seed", [5, 2_026])
@pytest.mark.parametrize(
    ("grain", "period"),
    [
        ("month", analytics.Period(local(1, 1), local(4, 1))),
        # The clocks change on 26 October: that week has an hour more.
        ("week", AUTUMN),
    ],
)
def test_plain_python_finds_the_same(seed: int, grain: Grain, period: analytics.Period) -> None:
    shop = whole_shop(seed)
    found = ask(
        shop, *PLAIN, "retention_rate", period=period, grain=grain, zone="Europe/Madrid", segments=(1, 2),
        choices=CHOICES, known_until=local(6, 1),
    )  # fmt: skip

    for segment, who in SEGMENTS.items():
        before = None
        for row in found.of("retention_rate", segment=segment):
            one = Shop(shop, row.period_start, row.period_end, who)
            expected = {name: define(one) for name, define in PLAIN.items()}
            for name, (value, n) in expected.items():
                mine = next(r for r in found.of(name, segment=segment) if r.period_start == row.period_start)
                place = (name, segment, row.period_start, mine)
                assert mine.value == (None if value is None else pytest.approx(value, abs=1e-9)), place
                assert mine.value is None or mine.n == n, place
            if before is not None:
                assert (row.value, row.n) == (pytest.approx(retention(one, before)[0]), retention(one, before)[1])
            before = row.period_start


def test_weeks_begin_on_monday_and_one_has_an_hour_more() -> None:
    weeks = ask(whole_shop(5), "orders", period=AUTUMN, grain="week", zone="Europe/Madrid").of("orders")

    assert [(row.period_end.timestamp() - row.period_start.timestamp()) / 3600 for row in weeks] == [168, 169, 168, 168]
    assert {row.period_start.weekday() for row in weeks} == {0}
