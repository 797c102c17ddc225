"""What winning a customer costs: the spending on each channel over the new customers credited to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from rapport.analytics import BadQuestion
from rapport.analytics import acquisition_costs as costs_of
from rapport.analytics.attribution import Attribution, ChannelCost, Rule
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._standing import need_customers
from rapport.ui import charts, figures

NO_CHANNEL = "Without a channel"


def _work_out(study: Study) -> Payload:
    found = costs_of(
        study.source,
        study.period,
        rule=cast(Rule, study.wishes["rule"]),
        lag_days=int(study.number("lag_days")),
        minimum_n=study.minimum_n,
    )
    need_customers(found.n, study.minimum_n, who="bought for the first time in the period")
    if found.blended.spent == 0:
        raise BadQuestion(
            "Nothing was spent on acquisition in the period, so what a new customer cost is not known. Choose a longer"
            " period, or import what was spent."
        )
    return {
        "channels": [_channel(one) for one in found.channels],
        "blended": _channel(found.blended),
        "paid": _channel(found.paid),
        "untouched": found.untouched,
        "n": found.n,
        "rule": found.rule,
        "method": found.method,
        "remarks": [*found.remarks, *_apart(found)],
    }


def _channel(one: ChannelCost) -> Payload:
    counted = {"name": one.channel, "spent": one.spent, "credited": one.credited, "n": one.n}
    return {**counted, "cost": _said.three(one.cost), "reason": one.reason}


def _apart(found: Attribution) -> list[str]:
    """Where spending and customers bear other names, no channel has both."""
    named = [one for one in found.channels if one.channel]
    paid = [one.channel for one in named if one.spent > 0]
    winning = [one.channel for one in named if one.n > 0]
    if not paid or not winning or set(paid) & set(winning):
        return []
    return [
        f"No channel has both: money went to {_said.listed(paid[:3])}, customers are credited to"
        f" {_said.listed(winning[:3])}. Give both the same names, or choose another way to give credit."
    ]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    money = telling.currency
    bars = [
        {"label": _name(one), **dict(zip(("value", "low", "high"), one["cost"], strict=True))}
        for one in payload["channels"]
        if one["cost"][0] is not None
    ]
    title = "Cost of a new customer by channel"
    return {
        "found": _found(payload, money),
        "bars": charts.bars(bars, id="acquisition-costs", title=title, unit=money) if bars else None,
        "rows": [{"name": name, **_row(one, payload, money)} for name, one in _named(payload)],
        "n": payload["n"],
        "untouched": payload["untouched"],
        "recorded": payload["rule"] == "recorded",
        "method": payload["method"],
        "remarks": payload["remarks"],
    }


def _found(payload: Payload, money: str) -> str:
    whole = payload["blended"]["cost"]
    told = f"A new customer cost {_said.value(whole, money)}{_said.bracketed(whole, money)}, all spending over all won."
    known = sorted((one for one in payload["channels"] if one["cost"][0] is not None), key=lambda one: one["cost"][0])
    if len(known) < 2:
        return told
    least, most = ((_name(one), _said.value(one["cost"], money)) for one in (known[0], known[-1]))
    return f"{told} Least through {least[0]} ({least[1]}), most through {most[0]} ({most[1]})."


def _name(one: Payload) -> str:
    return one["name"] or NO_CHANNEL


def _named(payload: Payload) -> list[tuple[str, Payload]]:
    """The channels, then both sums, each with what it is called."""
    sums = [(_("Channels that money went to"), payload["paid"]), (_("All spending, all won"), payload["blended"])]
    return [(_name(one), one) for one in payload["channels"]] + sums


def _row(one: Payload, payload: Payload, money: str) -> dict[str, Any]:
    whole = payload["blended"]["spent"]
    credited = figures.number(one["credited"], 0 if one["credited"] == int(one["credited"]) else 1)
    return {
        "is_whole": one is payload["blended"],
        "spent": figures.money(one["spent"], money) if one["spent"] else _said.NO_FIGURE,
        "share": figures.figure(one["spent"] / whole, "share"),
        "credited": credited,
        "cost": _said.value(one["cost"], money),
        "range": _said.ends(one["cost"], money),
        "reason": one["reason"],
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    money = f"({telling.currency})"
    titles = ("Channel", f"Spent {money}", "New customers credited", f"Cost each {money}", "Low", "High", "Remark")
    told = [[name, one["spent"], one["credited"], *one["cost"], one["reason"]] for name, one in _named(payload)]
    return (Sheet("Cost of a new customer", titles, told),)


acquisition_costs = Analysis(
    name="acquisition_costs",
    title="What winning a customer costs",
    question="What does a new customer cost through each channel, and where is the money well spent?",
    help="What was spent on acquisition in the period, over the customers who bought for the first time in it: for each"
    " channel, for all channels that money went to (paid), and all spending over all new customers (blended). Blended"
    " is lower, because some come by themselves.\n\n"
    "Which channel won a customer is a choice. As recorded: the channel that stands at the customer, as your shop or"
    " team wrote it down. By contacts: the last contact before the first purchase has all the credit, or the first, or"
    " all share it equally; only contacts within the days you choose count. Where the ways disagree much, no single one"
    " tells the truth.\n\n"
    "The channel of an order is another thing: it says where was bought, not what brought the customer. So the explorer"
    " breaks this cost down only where orders and spending bear the same names.\n\n"
    "Mind: spending counts for everybody, so there is no choice of a group or region here. Intervals tell of chance in"
    " who was won; what was spent is taken as it stands. Money spent today wins customers tomorrow: choose periods much"
    " longer than it takes to decide.",
    group="value",
    tables=("orders", "spend", "customers", "touches"),
    needs=("orders", "spend"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    wishes=(
        Wish(
            name="rule",
            title="credit to the",
            default="recorded",
            options=(
                ("recorded", "channel recorded at the customer"),
                ("last", "last contact before the first purchase"),
                ("first", "first contact"),
                ("linear", "contacts in equal parts"),
            ),
        ),
        Wish(name="lag_days", title="contacts count within", default="90", least=1, most=730, unit="days"),
    ),
    glyph="user-plus",
    order=9,
    by_region=False,
    by_group=False,
)
