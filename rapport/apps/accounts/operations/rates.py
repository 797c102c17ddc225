"""Entering, importing and removing rates of exchange."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from rapport.apps.accounts.models import MOST_CARRIED, CurrencyRate, Member, Workspace
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.money import CURRENCIES, RATE_PLACES
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import Left, TakenBack, Undoing

FIRST_DAY = date(1950, 1, 1)
DAYS_AHEAD = 366
LARGEST_RATE = Decimal(10) ** 9
# What a column of numbers keeps exactly on every database.
MOST_DIGITS = 15
STEP = Decimal(1).scaleb(-RATE_PLACES)
Key = tuple[str, date]


class RateFacts(NamedTuple):
    """What one unit of a currency was worth on a day, in the workspace's own; `place` names the source."""

    day: date
    currency: str
    rate: Decimal
    place: str = ""


class RefusedRate(NamedTuple):
    """A rate that was left out: its position in the call, the field, and why."""

    position: int
    field: str
    message: str


@dataclass(slots=True)
class RecordedRates:
    """What recording rates did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[RefusedRate] = field(default_factory=list)


def rate_errors(facts: RateFacts, into: str) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the rate can be recorded."""
    return list(_errors(facts, into))


def record_rates(
    member: Member, rates: Sequence[RateFacts], *, mode: str = "both", actor: Actor | None = None
) -> RecordedRates:
    """Enter or change rates by day and currency: one transaction, one record in the log.

    `mode` says whether rates may be entered, changed, or both: with "create" known ones stay, with "update" unknown
    ones are left out and named. A second, different rate of a day is left out too. Raises Refused, naming the place,
    for the first rate that cannot be one; then nothing is recorded.
    """
    member.require("workspace.manage")
    into = member.workspace.currency
    for facts in rates:
        for name, message in _errors(facts, into):
            raise Refused(message, place=f"{facts.place or facts.currency[:3]} › {name}", code="rate")
    with recorded(actor or member.actor, "rates.changed", topics=["rates"]) as change:
        if not Workspace.objects.filter(pk=member.workspace_id, currency=into).exists():
            raise Conflict(f"The workspace counts in {into} no more. Look at the rates again.", code="currency")
        known = _known(member.workspace_id, into, rates)
        after, done = _sorted(rates, known, mode)
        _write(change, into, known, after)
        change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        if not (done.created or done.updated):
            change.leave_no_record()
    return done


def judge_rates(member: Member, rates: Sequence[RateFacts], *, mode: str = "both") -> RecordedRates:
    """What recording these rates would do."""
    member.require("workspace.manage")
    return _sorted(rates, _known(member.workspace_id, member.workspace.currency, rates), mode)[1]


def remove_rate(member: Member, rate_id: int) -> CurrencyRate:
    """Take a rate away; what it converted waits for another, or takes that of shortly before. Raises Missing."""
    member.require("workspace.manage")
    with recorded(member.actor, "rates.changed", topics=["rates"]) as change:
        found: CurrencyRate | None = CurrencyRate.objects.of(member).filter(pk=rate_id).first()
        if found is None:
            raise Missing("There is no such rate.")
        change.details |= {"removed": [found.currency, found.day.isoformat(), str(found.rate)]}
        _say(change, [(found.currency, found.day)])
        _remove(change, [rate_id])
    return found


def carry_rates(member: Member, days: int) -> Workspace:
    """Say for how many days a rate holds on where the next days have none."""
    member.require("workspace.manage")
    if not 0 <= days <= MOST_CARRIED:
        raise Refused(f"A rate holds on for 0 to {MOST_CARRIED} days.", place="rates_carried")
    workspace: Workspace = member.workspace
    subject = Subject("workspace", workspace.pk, workspace.name)
    with recorded(member.actor, "workspace.updated", subject=subject, topics=["workspace", "rates"]) as change:
        change.details |= {"before": {"rates_carried": workspace.rates_carried}, "converts_anew": True}
        workspace.rates_carried, workspace.conversion_change = days, change.sequence
        workspace.save(update_fields=["rates_carried", "conversion_change"])
    return workspace


def turn_rates_round(change: Change, *, former: str, into: str) -> int:
    """Work out rates to another currency from those to the former one, on the days that have a rate between the two.

    On a day when a dollar was .92 euros and a pound 1.15, a euro was 1 ÷ .92 and a pound 1.15 ÷ .92 dollars. Rates
    that are there already stay. Returns how many were made.
    """
    held: dict[date, dict[str, Decimal]] = {}
    for day, currency, rate in _rows(change.workspace_id, former).values_list("day", "currency", "rate"):
        held.setdefault(day, {})[currency] = rate
    present = set(_rows(change.workspace_id, into).values_list("currency", "day"))
    made: dict[Key, Decimal] = {}
    for day, rates in held.items():
        if between := rates.get(into):
            worth = {former: Decimal(1), **rates}
            crossed = {(code, day): shortened(rate / between) for code, rate in worth.items() if code != into}
            made |= {key: rate for key, rate in crossed.items() if rate > 0 and key not in present}
    _insert(change, into, made)
    return len(made)


def take_back_rates(change: Change, details: Mapping[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the rates that a batch entered and set back those it changed, where nobody has changed them since."""
    done = TakenBack()
    own = undoing.own
    rows = CurrencyRate.objects.of(change.workspace_id)
    noted = {int(row_id): Decimal(rate) for row_id, rate in details.get("before", {}).items()}
    keys: list[Key] = []
    free, back = [], []
    for part in chunks(sorted({*details.get("created_ids", []), *noted})):
        for rate in rows.filter(pk__in=part):
            if not own({rate.change}):
                done.left.append(Left("rate", rate.pk, str(rate), "", "It was changed since."))
            elif rate.pk in noted:
                back.append((rate.pk, noted[rate.pk], change.sequence))
                keys.append((rate.currency, rate.day))
            else:
                free.append(rate.pk)
                keys.append((rate.currency, rate.day))
    update_rows(CurrencyRate, change.workspace_id, ("rate", "change"), back)
    _remove(change, free)
    _say(change, keys)
    done.removed, done.restored = len(free), len(back)
    return done


def shortened(rate: Decimal) -> Decimal:
    """The rate to as many digits as are kept."""
    digits = min(RATE_PLACES, max(0, MOST_DIGITS - 1 - rate.adjusted()))
    return round(rate, digits)


def _errors(facts: RateFacts, into: str) -> Iterator[tuple[str, str]]:
    if facts.currency not in CURRENCIES:
        yield "currency", f"“{facts.currency[:20]}” is not a currency code such as USD or GBP."
    elif facts.currency == into:
        yield "currency", f"Amounts in {into} need no rate: the workspace counts in it."
    if not FIRST_DAY <= facts.day <= now().date() + timedelta(days=DAYS_AHEAD):
        yield "day", f"{facts.day} is no day that a rate can be known for."
    if not facts.rate.is_finite() or not 0 < facts.rate < LARGEST_RATE or shortened(facts.rate) < STEP:
        yield "rate", "A rate is a number above zero, such as 0.9205."


def _rows(workspace_id: int, into: str) -> Any:
    return CurrencyRate.objects.of(workspace_id).filter(into=into)


def _known(workspace_id: int, into: str, rates: Sequence[RateFacts]) -> dict[Key, tuple[int, Decimal]]:
    if not rates:
        return {}
    days = [facts.day for facts in rates]
    rows = _rows(workspace_id, into).filter(
        day__gte=min(days), day__lte=max(days), currency__in={facts.currency for facts in rates}
    )
    found = rows.values_list("currency", "day", "pk", "rate")
    return {(currency, day): (row_id, rate) for currency, day, row_id, rate in found}


def _sorted(
    rates: Sequence[RateFacts], known: Mapping[Key, tuple[int, Decimal]], mode: str
) -> tuple[dict[Key, Decimal], RecordedRates]:
    """The rates to be written, by currency and day, and how many are new, changed, unchanged or left out."""
    wanted: dict[Key, Decimal] = {}
    done = RecordedRates()
    for position, facts in enumerate(rates):
        key, rate = (facts.currency, facts.day), shortened(facts.rate)
        if wanted.setdefault(key, rate) != rate:
            words = f"There are two rates for {facts.currency} on {facts.day}: {wanted[key]} and {rate}."
            done.refused.append(RefusedRate(position, "rate", words))
        elif mode == "update" and key not in known:
            del wanted[key]
            words = f"There is no rate for {facts.currency} on {facts.day}, and this import only updates."
            done.refused.append(RefusedRate(position, "day", words))
    written = {
        key: rate for key, rate in wanted.items() if key not in known or (mode != "create" and known[key][1] != rate)
    }
    done.created = sum(key not in known for key in written)
    done.updated = len(written) - done.created
    done.unchanged = len(wanted) - len(written)
    return written, done


def _write(change: Change, into: str, known: Mapping[Key, tuple[int, Decimal]], rates: Mapping[Key, Decimal]) -> None:
    """Write rates and note what they were, so that it can be brought back."""
    changed = {known[key][0]: (known[key][1], rate) for key, rate in rates.items() if key in known}
    rows = [(row_id, rate, change.sequence) for row_id, (_, rate) in changed.items()]
    update_rows(CurrencyRate, change.workspace_id, ("rate", "change"), rows)
    ids = _insert(change, into, {key: rate for key, rate in rates.items() if key not in known})
    change.details |= {
        "created_ids": ids,
        "before": {str(row_id): str(before) for row_id, (before, _) in changed.items()},
    }
    _say(change, rates)


def _insert(change: Change, into: str, rates: Mapping[Key, Decimal]) -> list[int]:
    ids, made = list(reserve_ids(CurrencyRate, len(rates))), now()
    columns = ("id", "workspace_id", "created_at", "change", "currency", "day", "into", "rate")
    rows = [
        (row_id, change.workspace_id, made, change.sequence, currency, day, into, rate)
        for row_id, ((currency, day), rate) in zip(ids, rates.items(), strict=True)
    ]
    insert_rows(CurrencyRate, columns, rows)
    return ids


def _remove(change: Change, row_ids: Sequence[int]) -> None:
    leave_tombstones(CurrencyRate, row_ids, workspace_id=change.workspace_id, change=change.sequence)
    for part in chunks(row_ids):
        delete_rows(CurrencyRate.objects.of(change.workspace_id).filter(pk__in=part))


def _say(change: Change, keys: Iterable[Key]) -> None:
    """Say which currencies it is about and from which day on: whatever keeps a rate takes the new one."""
    found = list(keys)
    if found:
        before = [change.details["from"]] if "from" in change.details else []
        currencies = {code for code, _ in found} | set(change.details.get("currencies", []))
        change.details["currencies"] = sorted(currencies)
        change.details["from"] = min([*before, *(day.isoformat() for _, day in found)])
