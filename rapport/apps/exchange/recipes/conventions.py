"""How a file writes dates and numbers: guessed from a sample, so that people confirm instead of configure."""

import re
from collections.abc import Collection, Sequence

from rapport.apps.exchange.importers import NUMBERS, Importer, Option
from rapport.apps.exchange.parsers.dates import ORDERS, guess_order
from rapport.apps.exchange.parsers.numbers import guess_mark
from rapport.kernel.errors import Refused
from rapport.kernel.money import CURRENCIES, without_currency
from rapport.kernel.text import text_error

LONGEST_OPTION = 60
DATE_ORDER = Option("date_order", "Dates are written as", "", "", tuple(ORDERS.items()))
DECIMAL_MARK = Option(
    "decimal_mark", "Decimals are written with", "", "", ((".", "a point: 1,234.50"), (",", "a comma: 1.234,50"))
)
MARKED = re.compile(r"([A-Za-z]{1,3})-?\d{3,}")


def options_of(importer: Importer, mapping: dict[str, str]) -> list[Option]:
    """What can be said about a file of this kind with these columns."""
    kinds = {importer.field(name).kind for name in mapping}
    options = list(importer.options)
    if kinds & {"moment", "day"}:
        options.append(DATE_ORDER)
    if kinds & NUMBERS:
        options.append(DECIMAL_MARK)
    return options


def guess_options(
    importer: Importer, mapping: dict[str, str], columns: Sequence[str], samples: Sequence[Sequence[str]]
) -> tuple[dict[str, str], list[str]]:
    """Values for all options, and the names of those that the sample leaves in doubt."""
    options = {option.name: option.default for option in importer.options if option.default}
    doubtful = []
    dates = _cells(importer, mapping, columns, samples, {"moment", "day"})
    if dates:
        options["date_order"], certain = guess_order(dates)
        doubtful += [] if certain else ["date_order"]
    numbers = _cells(importer, mapping, columns, samples, NUMBERS)
    if numbers:
        options["decimal_mark"], certain = guess_mark(numbers)
        doubtful += [] if certain else ["decimal_mark"]
    if any(option.name == "currency" for option in importer.options):
        named = _currencies(importer, mapping)
        options |= {"currency": next(iter(named))} if len(named) == 1 else {}
    if any(option.name == "cancellation_mark" for option in importer.options) and mapping.get(importer.key):
        at = columns.index(mapping[importer.key])
        options["cancellation_mark"] = guess_cancellation_mark([row[at] for row in samples])
    return options, doubtful


def _currencies(importer: Importer, mapping: dict[str, str]) -> set[str]:
    """The currencies that the columns of amounts are named by."""
    amounts = [column for name, column in mapping.items() if importer.field(name).kind == "amount"]
    return {without_currency(column)[1] for column in amounts} - {""}


def guess_cancellation_mark(numbers: Sequence[str]) -> str:
    """The letters that some order numbers bear before their digits while most bear none.

    >>> guess_cancellation_mark(["536365", "536366", "C536379"]), guess_cancellation_mark(["C1", "C2"])
    ('C', '')
    """
    bare = sum(1 for number in numbers if number.strip().removesuffix(".0").isdigit())
    marks = [found.group(1) for found in (MARKED.fullmatch(number.strip()) for number in numbers) if found]
    if not marks or bare < len(marks):
        return ""
    return max(sorted(set(marks)), key=marks.count) if "C" not in marks else "C"


def check_options(options: dict[str, str], allowed: Sequence[Option]) -> dict[str, str]:
    """The options that apply. Raises Refused for a value that is none of the choices."""
    checked = {}
    for option in allowed:
        value = options.get(option.name, option.default).strip()
        if error := text_error(value, longest=LONGEST_OPTION):
            raise Refused(f"{option.title}: {error}", place=option.name)
        if option.choices and value and value not in dict(option.choices):
            known = ", ".join(dict(option.choices))
            raise Refused(f"“{value[:40]}” is not possible for “{option.title}”. There is: {known}.", place=option.name)
        if option.name == "currency" and value and value.upper() not in CURRENCIES:
            raise Refused(f"“{value[:40]}” is not a currency code such as EUR or GBP.", place="currency")
        checked[option.name] = value.upper() if option.name == "currency" else value
    return checked


def _cells(
    importer: Importer,
    mapping: dict[str, str],
    columns: Sequence[str],
    samples: Sequence[Sequence[str]],
    kinds: Collection[str],
) -> list[str]:
    places = [columns.index(column) for name, column in mapping.items() if importer.field(name).kind in kinds]
    return [row[place] for row in samples for place in places if row[place].strip()]
