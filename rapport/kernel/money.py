"""Money: a decimal amount with its currency, never a float."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import format_currency, get_currency_precision, list_currencies
from django.core.exceptions import ValidationError
from django.db import models

DIGITS = 19
PLACES = 4
RATE_DIGITS = 24
RATE_PLACES = 12
LARGEST = Decimal(10) ** (DIGITS - PLACES)
CURRENCIES = frozenset(list_currencies())
CURRENCY_TAIL = re.compile(r"(.*\S)\s*[(\[]([A-Za-z]{3})[)\]]")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Adding two currencies is an error, not a conversion.

    >>> Money(Decimal("2.50"), "EUR") + Money(Decimal("1"), "EUR")
    Money(amount=Decimal('3.50'), currency='EUR')
    """

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added without a rate")
        return Money(self.amount + other.amount, self.currency)

    def rounded(self) -> "Money":
        """The amount to the currency's own precision (two places for EUR, none for JPY), half to even."""
        step = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(step, ROUND_HALF_EVEN), self.currency)

    def text(self, locale: str = "en") -> str:
        """The amount as a reader of that locale writes it."""
        return format_currency(self.amount, self.currency, locale=locale)


def at_rate(amount: Decimal, rate: Decimal) -> Decimal | None:
    """The amount at a rate of exchange, to a ten-thousandth, halves away from zero; None where it is past storing.

    >>> at_rate(Decimal("-10.50"), Decimal("0.92005"))
    Decimal('-9.6605')
    """
    found = (amount * rate).quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
    return found if abs(found) < LARGEST else None


def without_currency(heading: str) -> tuple[str, str]:
    """A column's name without the currency it ends with, and that currency, where there is one.

    >>> without_currency("Amount spent (EUR)"), without_currency("Created (UTC)")
    (('Amount spent', 'EUR'), ('Created (UTC)', ''))
    """
    found = CURRENCY_TAIL.fullmatch(heading.strip())
    named = found.group(2).upper() if found else ""
    return (found.group(1), named) if found and named in CURRENCIES else (heading, "")


def check_currency(code: str) -> None:
    """A validator for ISO 4217 codes. Raises ValidationError."""
    if code not in CURRENCIES:
        raise ValidationError(f"“{code}” is not a currency code such as EUR or GBP.")


def amount_field(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for an amount of money, to a ten-thousandth of the unit."""
    return models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, **options)


def rate_field(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for what one unit of a currency is worth in another: from Iranian rials to ounces of gold."""
    return models.DecimalField(max_digits=RATE_DIGITS, decimal_places=RATE_PLACES, **options)


def currency_field(**options: Any) -> "models.CharField[Any, Any]":
    """A column for the ISO 4217 code that belongs to the amounts of its row."""
    checks: list[Callable[[str], None]] = [check_currency]
    return models.CharField(max_length=3, validators=checks, **options)
