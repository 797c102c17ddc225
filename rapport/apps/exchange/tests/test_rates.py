"""Rates of exchange from files: long and wide, to the own currency or another, and taken back again."""

from datetime import date
from decimal import Decimal

import pytest

from rapport.apps.accounts.models import CurrencyRate, Member
from rapport.apps.accounts.operations import update_workspace
from rapport.apps.exchange import operations
from rapport.apps.exchange.models import Import, ImportIssue
from rapport.apps.exchange.presets import recognised
from rapport.apps.exchange.tests.made import import_text, receive
from rapport.apps.sales.models import Order
from rapport.kernel.jobs import run_jobs

WIDE = "Date,USD,JPY,GBP,CHF,\n2026-06-02,1.25,160,0.8,N/A,\n2026-06-01,1.0870,163.93,0.8621,0.9709,\n"


def known(member: Member, into: str = "EUR") -> dict[tuple[str, date], Decimal]:
    rows = CurrencyRate.objects.of(member).filter(into=into).values_list("currency", "day", "rate")
    return {(currency, day): rate for currency, day, rate in rows}


def test_a_row_a_day_and_currency(mara: Member) -> None:
    done = import_text(mara, "day,currency,rate\n2026-06-01,USD,0.92\n2026-06-01,jpy,0.0061\n", "rates")

    assert (done.status, done.created) == (Import.Status.DONE, 2)
    assert known(mara) == {
        ("USD", date(2026, 6, 1)): Decimal("0.92"),
        ("JPY", date(2026, 6, 1)): Decimal("0.0061"),
    }


def test_the_same_file_again_changes_nothing_and_a_corrected_one_changes_what_differs(mara: Member) -> None:
    text = "day,currency,rate\n2026-06-01,USD,0.92\n2026-06-02,USD,0.93\n"
    import_text(mara, text, "rates")

    again = import_text(mara, text, "rates")
    corrected = import_text(mara, text.replace("0.93", "0.94"), "rates")

    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert (corrected.created, corrected.updated) == (0, 1)
    assert known(mara)["USD", date(2026, 6, 2)] == Decimal("0.94")


def test_the_table_of_a_central_bank_is_known_and_turned_round(mara: Member) -> None:
    preset = recognised(receive(mara, WIDE).columns)
    assert preset is not None
    assert preset.name == "ecb_rates"

    source = receive(mara, WIDE)
    done = import_text(mara, WIDE, "rates", mapping=source.mapping, options=source.options)

    assert done.created == 7
    found = known(mara)
    assert found["USD", date(2026, 6, 2)] == Decimal("0.8")
    assert found["JPY", date(2026, 6, 2)] == Decimal("0.00625")
    assert ("CHF", date(2026, 6, 2)) not in found


def test_a_file_to_another_currency_is_worked_out_over_the_own(mara: Member) -> None:
    mara.workspace = update_workspace(mara, name="Glow", currency="USD", time_zone="Europe/Madrid")
    source = receive(mara, WIDE)

    import_text(mara, WIDE, "rates", mapping=source.mapping, options=source.options)

    found = known(mara, "USD")
    assert found["EUR", date(2026, 6, 2)] == Decimal("1.25")
    assert found["GBP", date(2026, 6, 2)] == Decimal("1.5625")
    assert not [key for key in found if key[0] == "USD"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-06-01,XXQ,0.92", "is not a currency code"),
        ("2026-06-01,EUR,1.2", "need no rate"),
        ("2026-06-01,USD,0", "above zero"),
        ("2026-06-01,USD,-3", "above zero"),
        ("2026-06-01,,0.92", "not of which currency"),
        ("1949-01-01,USD,0.92", "no day that a rate can be known for"),
    ],
)
def test_what_is_no_rate_is_refused_with_its_reason(mara: Member, row: str, reason: str) -> None:
    done = import_text(mara, f"day,currency,rate\n{row}\n2026-06-02,GBP,1.15\n", "rates")

    assert (done.created, done.refused) == (1, 1)
    assert reason in ImportIssue.objects.of(mara).get().reason


def test_two_rates_of_one_day_are_not_both_taken(mara: Member) -> None:
    done = import_text(mara, "day,currency,rate\n2026-06-01,USD,0.92\n2026-06-01,USD,0.93\n", "rates")

    assert (done.created, done.refused) == (1, 1)
    assert known(mara) == {("USD", date(2026, 6, 1)): Decimal("0.92")}


def test_taking_an_import_back_leaves_the_rates_as_they_were(mara: Member) -> None:
    import_text(mara, "day,currency,rate\n2026-06-01,USD,0.92\n", "rates")
    before = known(mara)
    done = import_text(mara, "day,currency,rate\n2026-06-01,USD,0.95\n2026-06-02,USD,0.96\n", "rates")

    operations.undo_import(mara, done.pk)
    run_jobs()

    assert known(mara) == before


def test_only_who_manages_the_workspace_can_import_rates(edi: Member) -> None:
    done = import_text(edi, "day,currency,rate\n2026-06-01,USD,0.92\n", "rates")

    assert (done.created, done.refused) == (0, 1)
    assert "may not" in ImportIssue.objects.of(edi).get().reason
    assert not CurrencyRate.objects.of(edi).exists()


def test_a_file_of_orders_in_three_currencies_says_which_wait_for_a_rate(mara: Member) -> None:
    import_text(mara, "day,currency,rate\n2026-06-01,USD,0.9\n", "rates")
    rows = "1,2026-06-01,A,1,10,EUR\n2,2026-06-01,A,1,20,USD\n3,2026-06-01,A,1,30,GBP\n4,2026-06-20,A,1,40,USD\n"

    done = import_text(mara, f"order number,date,sku,quantity,unit price,currency\n{rows}", "orders")

    worth = dict(Order.objects.of(mara).values_list("number", "reporting_amount"))
    assert worth == {"1": 10, "2": 18, "3": None, "4": None}
    counts = done.extra_counts()
    assert (counts["revenue"], counts["orders_in_other_currencies"], counts["orders_without_rate"]) == (10, 3, 2)
