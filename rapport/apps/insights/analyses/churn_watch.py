"""Churn watch: who is slipping away, by the chance that they still are customers or by their own rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models.lifetime_value import LifetimeValues, Terms, lifetime_values
from rapport.analytics.models.purchases import Purchases
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._buying import MODEL, Buying, buying, fits_of, single_orders, single_words
from rapport.apps.insights.analyses._churn_groups import BY_CHANCE, BY_RHYTHM, Slipping, placed
from rapport.apps.insights.analyses._model_charts import checks_shown, fits_shown, model_sheets
from rapport.apps.insights.analyses._model_checks import checks_of
from rapport.apps.insights.analyses._said import ends, sentences, three, value
from rapport.apps.insights.analyses._series import plain
from rapport.ui import charts, figures

# The group whose revenue is said to be at stake.
AT_STAKE = "slipping"


def _groups(study: Study) -> tuple[Slipping, ...]:
    return BY_CHANCE if study.wishes["sign"] == "chance" else BY_RHYTHM


def _terms(study: Study) -> Terms:
    return Terms(int(study.number("months")), discount=0.0)


def _place(study: Study, found: Buying) -> Any:
    study.progress("Working out who is still a customer")
    alive = found.fit.model.probability_alive(found.history)
    return placed(study.wishes["sign"], found.history, alive)


def _work_out(study: Study) -> Payload:
    found, terms = buying(study), _terms(study)
    place = _place(study, found)
    study.progress(f"Looking {terms.months} months ahead for {found.history.n:,} customers")
    rows = [
        _group(group, found, np.flatnonzero(place == at), terms, study.minimum_n)
        for at, group in enumerate(_groups(study))
    ]
    return {
        "n": found.history.n,
        "single": single_orders(found.history),
        "months": terms.months,
        "groups": rows,
        "at_stake": next(row for row in rows if row["key"] == AT_STAKE),
        "fits": fits_of(found),
        "checks": checks_of(study, found),
        "method": f"{found.fit.model.title} × {found.spend.model.title}, expected over {terms.months} months",
        "remarks": [*found.fit.remarks, *found.spend.remarks, single_words(study.wishes["model"])],
    }


def _group(group: Slipping, found: Buying, rows: Any, terms: Terms, minimum_n: int) -> Payload:
    history = found.history.take(rows)
    base = {"key": group.key, "title": group.title, "rule": group.rule, "n": len(rows)}
    if len(rows) < minimum_n:
        return {**base, "reason": "few" if len(rows) else "nobody", "revenue": [None, None, None]}
    values = lifetime_values(found.fit, found.spend, history, terms)
    return {**base, "reason": values.reason, "revenue": three(values.total), **_typical(history, values)}


def _typical(history: Purchases, values: LifetimeValues) -> Payload:
    silence = (history.age - history.recency) * 7
    return {
        "alive": plain(float(values.alive.mean())),
        "silence": plain(float(np.median(silence))),
        "orders": plain(float(history.frequency.mean() + 1)),
        "single": single_orders(history),
    }


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    stake = payload["at_stake"]
    rows = [_row(group, telling) for group in payload["groups"]]
    return {
        "n": payload["n"],
        "months": payload["months"],
        "single": payload["single"],
        "stake": {
            "n": stake["n"],
            "share": figures.figure(stake["n"] / payload["n"], "share"),
            "rule": stake["rule"],
            "revenue": value(stake["revenue"], telling.currency) if stake["revenue"][0] is not None else "",
            "range": ends(stake["revenue"], telling.currency),
        },
        "rows": rows,
        "people": _chart(rows, "n", "churn-people", "Customers in each group", ""),
        "money": _chart(payload["groups"], "revenue", "churn-money", "Revenue expected from them", telling.currency),
        "checks": checks_shown(payload["checks"]),
        "fits": fits_shown(payload["fits"]),
        "method": payload["method"],
        "remarks": sentences(payload["remarks"]),
    }


def _chart(rows: Sequence[Payload], part: str, id: str, title: str, unit: str) -> charts.Chart:
    shown = []
    for row in rows:
        three_of = row[part] if part == "revenue" else [row[part], None, None]
        shown.append({"label": row["title"], **dict(zip(("value", "low", "high"), three_of, strict=True))})
    return charts.bars(shown, id=id, title=title, unit=unit)


def _row(group: Payload, telling: Telling) -> dict[str, Any]:
    known = "alive" in group
    return {
        **group,
        "revenue": value(group["revenue"], telling.currency),
        "range": ends(group["revenue"], telling.currency),
        "alive": value([group["alive"], None, None], "share") if known else "–",
        "silence": f"{group['silence']:,.0f}" if known else "–",
        "orders": f"{group['orders']:.1f}" if known else "–",
        "single": group.get("single"),
        "url": telling.people_url(group["key"]) if group["n"] else "",
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    money = f"Revenue expected ({telling.currency})"
    titles = ("Group", "Rule", "Customers", money, "Low", "High", "P(alive)", "Days silent", "Orders", "One order")
    parts = ("alive", "silence", "orders", "single")
    rows = [
        [row["title"], row["rule"], row["n"], *row["revenue"], *(row.get(part) for part in parts)]
        for row in payload["groups"]
    ]
    return (
        Sheet(f"Over {payload['months']} months", titles, rows),
        *model_sheets(payload["fits"], payload["checks"]),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    found = buying(study)
    keys = [group.key for group in _groups(study)]
    if key not in keys:
        raise BadQuestion(f"There is no group {key}.")
    inside = np.flatnonzero(_place(study, found) == keys.index(key))
    history = found.history.take(inside)
    if history.customer is None or not len(inside):
        return []
    worth = _worth_if_here(found, history, _terms(study))
    return [int(id) for id in history.customer[np.argsort(-worth, kind="stable")]]


def _worth_if_here(found: Buying, history: Purchases, terms: Terms) -> Floats:
    """What they would bring if they still are customers: who is worth a call comes first."""
    weeks = terms.months * 365.25 / 12 / 7
    orders = found.fit.model.expected_while_alive(weeks, history)
    return np.asarray(orders * found.spend.model.conditional_mean_spend(history), float)


churn_watch = Analysis(
    name="churn_watch",
    title="Who is slipping away",
    question="Which customers are falling silent, and how much revenue hangs on them?",
    help="In a shop nobody says goodbye. What counts is silence against a customer's own rhythm: two months without an"
    " order mean nothing from somebody who orders twice a year, and much from somebody who ordered every week.\n\n"
    "By chance: a model of buying gives each customer the chance that they still are one, P(alive), from how often and"
    " how lately they ordered. It is a chance, not a verdict: of ten customers at 30 % about three are still there. By"
    " rhythm: the silence against the customer's own mean gap between orders; if orders come at random, a silence of"
    " three mean gaps is exceeded by chance one time in twenty (after Ehrenberg, 1959). This takes three orders at"
    " least.\n\n"
    "Customers with a single order have no rhythm. MBG/NBD and Pareto/NBD let them leave at once, so their chance falls"
    " with the silence. BG/NBD knows leaving only after a repeat order and holds every one of them for a customer for"
    " sure: that is why MBG/NBD is the default here.\n\n"
    "The revenue is what the model expects of the group over the months chosen, leaving already reckoned in: it is what"
    " can still be lost, not what could be won back. The people of a group come in the order of what they would bring"
    " if they stayed. Models as under “What customers will bring”.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="sign",
            title="by",
            default="chance",
            options=(("chance", "chance of still being a customer"), ("rhythm", "their own rhythm")),
        ),
        Wish(name="months", title="revenue over", default="12", least=1, most=60, unit="months"),
        MODEL,
    ),
    glyph="bell-alert",
    order=4,
    by_period=False,
)
