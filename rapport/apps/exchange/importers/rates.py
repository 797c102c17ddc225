"""Rates of exchange: one row a day and currency, or one row a day with a column for each currency."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from rapport.apps.accounts.operations import (
    RateFacts,
    RecordedRates,
    judge_rates,
    rate_errors,
    record_rates,
    shortened,
)
from rapport.apps.customers.operations import RefusedFacts
from rapport.apps.exchange.importers._entry import (
    Field,
    Importer,
    Option,
    PlainSink,
    Problem,
    Record,
    Setting,
    Written,
    refuse,
)
from rapport.kernel.money import CURRENCIES

# What central banks publish; any other currency comes with a column that names it.
PUBLISHED = (
    *("AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD"),
    *("HRK", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN"),
    *("PHP", "PKR", "PLN", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR"),
)
FIELDS = (
    Field(
        "day",
        "Day",
        "The day the rate holds for.",
        kind="day",
        required=True,
        synonyms=("date", "time period", "datum", "fecha", "jour", "data", "tag", "día", "dia"),
    ),
    Field(
        "currency",
        "Currency",
        "The code of the currency the rate is of.",
        synonyms=("currency code", "code", "ccy", "moneda", "währung", "devise", "moeda", "from"),
    ),
    Field(
        "rate",
        "Rate",
        "The rate of that currency.",
        kind="rate",
        synonyms=("value", "obs value", "exchange rate", "kurs", "tipo de cambio", "cours", "taux", "câmbio", "cambio"),
    ),
    *(Field(code, code, f"Where each currency has a column: that of {code}.", kind="rate") for code in PUBLISHED),
)
BASE = Option("currency", "The rates are to", "Empty: to the currency of the workspace.")
WAY = Option(
    "way",
    "A rate says",
    "Central banks often publish the second.",
    "worth",
    (
        ("worth", "what one unit of the currency is worth, such as 0.92 euros for a dollar"),
        ("buys", "how many units one of yours buys, such as 1.08 dollars for a euro"),
    ),
)


class Day(NamedTuple):
    """The rates of one row, in the workspace's currency."""

    rates: list[RateFacts]


class RatesSink(PlainSink):
    """Writes rates. A file to another currency is worked out over the column of the workspace's own."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._names = [field.name for field in setting.fields]
        self._own = str(setting.member.workspace.currency)

    def facts(self, record: Record) -> Day:
        found, faults = self._read(record.rows[0], f"line {record.line}")
        refuse(faults)
        return found

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        return [fault for fault in self._read(values, "")[1] if fault[0] not in unread]

    def write(self, facts: Sequence[Day]) -> Written:
        rates = [rate for day in facts for rate in day.rates]
        done = record_rates(self.setting.member, rates, mode=self.setting.mode, actor=self.setting.actor)
        return _written(facts, done)

    def judge(self, facts: Sequence[Day], *, samples: int = 0) -> Written:
        rates = [rate for day in facts for rate in day.rates]
        return _written(facts, judge_rates(self.setting.member, rates, mode=self.setting.mode))

    def _read(self, values: Sequence[Any], place: str) -> tuple[Day, list[tuple[str, str]]]:
        said = dict(zip(self._names, values, strict=True))
        quoted, faults = self._quoted(said)
        if said["day"] is None or faults:
            return Day([]), faults
        try:
            worth = self._in_own(quoted)
        except Problem as problem:
            return Day([]), list(problem.faults)
        rates = [RateFacts(said["day"], code, rate, place) for code, rate in worth.items()]
        columns = {code: code if said.get(code) is not None else "" for code in worth}
        for facts in rates:
            faults += [(columns[facts.currency] or name, words) for name, words in rate_errors(facts, self._own)]
        return Day(rates), faults

    def _quoted(self, said: dict[str, Any]) -> tuple[dict[str, Decimal], list[tuple[str, str]]]:
        """What one unit of each currency of the row is worth in that of the file."""
        quoted = {code: said[code] for code in PUBLISHED if said[code] is not None}
        code = (said["currency"] or "").strip().upper()
        if said["rate"] is not None and not code:
            return {}, [("currency", "There is a rate, but not of which currency.")]
        if said["rate"] is not None:
            if code not in CURRENCIES:
                return {}, [("currency", f"“{code[:20]}” is not a currency code such as USD or GBP.")]
            quoted[code] = said["rate"]
        wrong = [code for code, rate in quoted.items() if rate <= 0]
        if wrong:
            name = wrong[0] if said.get(wrong[0]) is not None else "rate"
            return {}, [(name, "A rate is a number above zero, such as 0.9205.")]
        buys = self.setting.options.get("way") == "buys"
        return {code: 1 / rate if buys else rate for code, rate in quoted.items()}, []

    def _in_own(self, worth: dict[str, Decimal]) -> dict[str, Decimal]:
        """The same in the workspace's currency, over its own rate where the file is to another."""
        base = self.setting.currency
        if base == self._own or not worth:
            # A table may name its own base, which is worth one; any other number would be a mistake.
            return {code: shortened(rate) for code, rate in worth.items() if code != self._own or rate != 1}
        own = worth.get(self._own)
        if own is None:
            raise Problem("currency", f"The rates are to {base}, and this row has none of {self._own}, your currency.")
        others = {code: shortened(rate / own) for code, rate in worth.items() if code not in (self._own, base)}
        return others | {base: shortened(1 / own)}


def _written(days: Sequence[Day], done: RecordedRates) -> Written:
    """The counts of rates; what was refused is told of the row it stood in."""
    rows = [position for position, day in enumerate(days) for _ in day.rates]
    refused = [RefusedFacts(rows[found.position], found.field, found.message) for found in done.refused]
    return Written(done.created, done.updated, done.unchanged, refused=refused)


rates = Importer(
    name="rates",
    title="Rates of exchange",
    help="What other currencies were worth, day by day: a column with the currency, or a column for each.",
    noun="rates",
    fields=FIELDS,
    sink=RatesSink,
    options=(BASE, WAY),
    one_of=(("rate", *PUBLISHED),),
    order=20,
    group="sales",
)
