"""Coming back: N-day, bracket and unbounded retention, and churn by one's own rhythm."""

from __future__ import annotations

from rapport.analytics import Choices, Period
from rapport.analytics.tests.shop import ask, assert_figures, at, orders

# First purchases; day 10 of customers 1 to 4 ends in January, that of 5 in February.
SHOP = {
    "orders": orders(
        (1, 1, "2025-12-28 12:00", "sale", None, 10),
        (2, 1, "2026-01-07 12:00", "sale", None, 10),
        (3, 2, "2026-01-01 12:00", "sale", None, 10),
        (4, 2, "2026-01-04 09:00", "sale", None, 10),
        (5, 3, "2026-01-02 12:00", "sale", None, 10),
        (6, 3, "2026-01-29 12:00", "sale", None, 10),
        (7, 4, "2026-01-03 12:00", "sale", None, 10),
        (8, 4, "2026-01-20 12:00", "refund", None, -10),
        (9, 5, "2026-01-25 12:00", "sale", None, 10),
        (10, 5, "2026-01-26 12:00", "sale", None, 10),
        (11, None, "2026-01-02 12:00", "sale", None, 10),
    )
}
TEN = Choices(return_day=10)


def test_the_three_forms_look_at_the_same_new_customers() -> None:
    assert_figures(
        SHOP,
        {
            "return_on_day": (1 / 4, 4),
            "return_within_days": (2 / 4, 4),
            "return_after_day": (2 / 4, 4),
            "early_churn_rate": (2 / 4, 4),
        },
        choices=TEN,
    )


def test_a_day_is_24_hours_whatever_the_clock_says() -> None:
    # Madrid's clocks went forward on 29 March 2026: its day had 23 hours.
    spring = {
        "orders": orders(
            (1, 1, "2026-03-28 12:00", "sale", None, 10),
            (2, 1, "2026-03-29 11:59:59", "sale", None, 10),
            (3, 2, "2026-03-28 12:00", "sale", None, 10),
            (4, 2, "2026-03-29 12:00", "sale", None, 10),
        )
    }
    days = Period(at("2026-03-20"), at("2026-04-05"))

    row = ask(spring, "return_on_day", choices=Choices(return_day=1), period=days, zone="Europe/Madrid")

    assert (row.row("return_on_day").value, row.row("return_on_day").n) == (0.5, 2)


def test_a_window_that_is_not_over_is_not_counted() -> None:
    february = Period(at("2026-02-01"), at("2026-03-01"))

    assert ask(SHOP, "return_on_day", choices=TEN).row("return_on_day").n == 4
    assert ask(SHOP, "return_within_days", choices=TEN, period=february).row("return_within_days").n == 1


def test_churn_by_ones_own_rhythm() -> None:
    weekly = [(i, 1, f"2025-12-{day:02}", "sale", None, 10) for i, day in enumerate((1, 8, 15, 22, 29), start=1)]
    monthly = [(i, 2, f"2025-{month:02}-28", "sale", None, 10) for i, month in enumerate(range(6, 13), start=10)]
    stayed = [(i, 3, day, "sale", None, 10) for i, day in enumerate(("2025-12-20", "2025-12-27", "2026-01-28"), 20)]
    gone = [(i, 4, day, "sale", None, 10) for i, day in enumerate(("2025-01-01", "2025-01-08"), start=30)]
    once = [(40, 5, "2025-12-30", "sale", None, 10)]
    tables = {"orders": orders(*weekly, *monthly, *stayed, *gone, *once)}

    # 1 is silent for 34 days, above 3.0 weeks; 2 for 35, far below three; 4 was lost before; 5 has no rhythm.
    assert_figures(tables, {"personal_churn_rate": (1 / 3, 3)})
    patient = ask(tables, "personal_churn_rate", choices=Choices(silence_quantile=0.999)).row("personal_churn_rate")
    assert patient.value == 0
