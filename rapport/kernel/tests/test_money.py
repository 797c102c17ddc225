from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from rapport.kernel.money import Money, check_currency


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="without a rate"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "GBP")


@pytest.mark.parametrize(("currency", "rounded"), [("EUR", "2.34"), ("JPY", "2"), ("BHD", "2.345")])
def test_rounding_follows_the_currency(currency: str, rounded: str) -> None:
    assert Money(Decimal("2.345"), currency).rounded().amount == Decimal(rounded)


def test_an_amount_is_written_as_its_reader_writes_it() -> None:
    assert Money(Decimal("1234.5"), "EUR").text("de") == "1.234,50\xa0€"


def test_an_unknown_currency_is_named() -> None:
    with pytest.raises(ValidationError, match="XXQ"):
        check_currency("XXQ")
