"""What values look like in JSON: strict, so that a wrong one is refused and never guessed."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from babel.numbers import get_currency_precision
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict

LARGEST_ID = 2**63 - 1
DIGITS = re.compile(r"[0-9]{1,19}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})")


class Given(BaseModel):
    """What a program sends: nothing that is not known, no value of another type."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What a program is told."""


def _digits(value: Any) -> Any:
    """Of an address or a query, where everything is text."""
    if not isinstance(value, str) or not DIGITS.fullmatch(value):
        raise ValueError("expected a whole number in digits")
    return int(value)


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 7.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written_as(pattern: re.Pattern[str], example: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, date) or (isinstance(value, str) and pattern.fullmatch(value)):
            return value
        raise ValueError(f"expected a text such as {example}")

    return BeforeValidator(check)


Id = Annotated[int, Strict(), Field(ge=1, le=LARGEST_ID), BeforeValidator(_whole)]
AddressId = Annotated[int, Field(ge=1, le=LARGEST_ID), BeforeValidator(_digits)]
Day = Annotated[date, _written_as(DAY, "2026-03-31")]
Moment = Annotated[AwareDatetime, _written_as(MOMENT, "2026-03-31T10:00:00Z")]
Word = Annotated[str, Strict(), Field(max_length=60)]
Line = Annotated[str, Strict(), Field(max_length=200)]
Address = Annotated[str, Strict(), Field(max_length=254)]
Text = Annotated[str, Strict(), Field(max_length=20_000)]
Truth = Annotated[bool, Strict()]


class Money(Given):
    """An amount and its currency: `{"amount": "12.30", "currency": "EUR"}`."""

    amount: Annotated[str, Strict(), Field(pattern=r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$")]
    currency: Annotated[str, Strict(), Field(pattern=r"^[A-Z]{3}$")]


def money(amount: Decimal, currency: str) -> Money:
    """An amount as it is told: with the places of its currency, and more only where they say something.

    >>> money(Decimal("12.3000"), "EUR").amount
    '12.30'
    """
    places = get_currency_precision(currency)
    plain = amount.normalize()
    if -int(plain.as_tuple().exponent) < places:
        plain = amount.quantize(Decimal(1).scaleb(-places))
    return Money(amount=format(plain, "f"), currency=currency)
