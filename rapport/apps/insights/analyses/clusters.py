"""Clusters: customers who buy alike, whether such groups would be found again, and what sets each apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.segmentation.buyers import Buyers, buyers
from rapport.analytics.segmentation.clusters import WEAK_SILHOUETTE, Clusters, Method, Wishes
from rapport.analytics.segmentation.clusters import clusters as clusters_by
from rapport.analytics.segmentation.groups import standing
from rapport.analytics.segmentation.profiles import Cluster, Trait
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Suggestion, Telling, Wish
from rapport.apps.insights.analyses._standing import NO_FIGURE, need_customers, told, with_range
from rapport.ui import charts, figures

LEAST = 20
SAID = 0.4
# Each feature: what it is called, its unit, and what few and much of it are in words.
FEATURES = {
    "recency": ("Days since the last order", "number", "recent", "long silent"),
    "orders": ("Orders", "number", "few orders", "many orders"),
    "average_order": ("An order brings", "money", "small amounts", "large amounts"),
}
AVERAGES = {
    "recency": "{} days since the last order",
    "orders": "{} orders each",
    "average_order": "{} an order",
}
STABILITY = {
    "stable": ("found again", "green"),
    "doubtful": ("not always found again", "amber"),
    "dissolved": ("not found again", "coral"),
    "unknown": ("not known", "slate"),
}


def _found(study: Study) -> tuple[Buyers, Clusters]:
    study.progress("Reading what customers bought")
    bought = buyers(study.source, study.period, study.population, currency=study.currency)
    need_customers(bought.n, LEAST)
    columns = {"recency": bought.recency, "orders": bought.orders, "average_order": bought.average_order}
    varying = {name: values for name, values in columns.items() if np.ptp(values) > 0}
    if not varying:
        raise BadQuestion("All these customers bought alike, so there is nothing to tell them apart by.")
    k = None if study.wishes["k"] == "best" else int(study.wishes["k"])
    wishes = Wishes(k=k, most=6, method=cast(Method, study.wishes["method"]))
    same = [FEATURES[name][0].lower() for name in columns if name not in varying]
    remarks = (f"Left out, being the same for everybody: {', '.join(same)}.",) if same else ()
    study.progress("Looking for groups of customers who are alike")
    log = [name for name in varying if name != "recency"]
    remarks = (*bought.remarks, *remarks)
    return bought, clusters_by(
        varying, wishes, log=log, customers=bought.customers, minimum_n=study.minimum_n, remarks=remarks
    )


def _work_out(study: Study) -> Payload:
    bought, found = _found(study)
    return {
        "n": found.n,
        "silhouette": None if np.isnan(found.silhouette) else found.silhouette,
        "features": list(found.features),
        "rows": [
            _cluster(row, name, found, bought, study.minimum_n)
            for row, name in zip(found.rows, names_of(found.rows, study.currency), strict=True)
        ],
        "choices": [[one.k, None if np.isnan(one.silhouette) else one.silhouette] for one in found.choices],
        "method": found.method.replace("average_order", "average order"),
        "remarks": [words.replace("cluster", "group") for words in found.remarks],
    }


def _cluster(row: Cluster, name: str, found: Clusters, bought: Buyers, minimum_n: int) -> Payload:
    value = standing(np.asarray(found.cluster == row.number, bool), bought.revenue, minimum_n=minimum_n)
    return {
        "number": row.number,
        "name": name,
        "stability": row.stability,
        "word": row.stability_word,
        "profile": [asdict(trait) for trait in row.profile],
        "standing": asdict(value),
    }


def names_of(rows: Sequence[Cluster], currency: str) -> list[str]:
    """What each group is called; groups that would bear one name are told apart by where they differ most."""
    names = [_name(row) for row in rows]
    for name in {one for one in names if names.count(one) > 1}:
        places = [place for place, one in enumerate(names) if one == name]
        for place, words in zip(places, _told_apart([rows[place] for place in places], currency), strict=True):
            names[place] = f"{name} ({words})"
    return names


def _told_apart(rows: Sequence[Cluster], currency: str) -> list[str]:
    """The mean of the feature in which the groups differ most; their numbers where no mean tells them apart."""
    numbers = [f"group {row.number}" for row in rows]
    if any(row.state != "ok" for row in rows):
        return numbers
    means = {name: [_mean(row, name) for row in rows] for name in FEATURES if name in _features(rows[0])}
    differences = {name: np.ptp([_features(row)[name].difference for row in rows]) for name in means}
    for name in sorted(differences, key=lambda name: -differences[name]):
        unit = currency if FEATURES[name][1] == "money" else "number"
        words = [AVERAGES[name].format(told(mean, unit)) for mean in means[name]]
        if len(set(words)) == len(words):
            return words
    return numbers


def _features(row: Cluster) -> dict[str, Trait]:
    return {trait.feature: trait for trait in row.profile}


def _mean(row: Cluster, name: str) -> float | None:
    return _features(row)[name].mean


def _name(row: Cluster) -> str:
    """What sets it apart in words, the most telling first."""
    if row.state != "ok":
        return "Too few to describe"
    words = [
        FEATURES[trait.feature][3 if trait.difference > 0 else 2]
        for trait in row.profile
        if abs(trait.difference) >= SAID
    ]
    joined = ", ".join(words) or "much like the others"
    return f"{joined[0].upper()}{joined[1:]}"


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    return {
        **payload,
        "found": _sentence(payload),
        "titles": [FEATURES[name][0] for name in payload["features"]],
        "rows": [_row(row, payload["features"], telling) for row in payload["rows"]],
        "apart": _apart(payload),
        "number": _number(payload),
    }


def _sentence(payload: Payload) -> str:
    rows = payload["rows"]
    if len(rows) < 2 or (payload["silhouette"] or 0) < WEAK_SILHOUETTE:
        return "These customers do not fall into clear groups: what is below cuts up one crowd."
    first = rows[0]
    share = told(first["standing"]["share"], "share")
    largest = f"the largest holds {share} of them: {first['name'][0].lower()}{first['name'][1:]}"
    return f"{figures.number(payload['n'])} customers fall into {len(rows)} groups; {largest}."


def _row(row: Payload, features: Sequence[str], telling: Telling) -> dict[str, Any]:
    traits = {trait["feature"]: trait for trait in row["profile"]}
    words, hue = STABILITY[row["word"]]
    return {
        **row,
        "n": row["standing"]["n"],
        "reason": row["standing"]["reason"],
        "share": with_range(row["standing"], "share", "share"),
        "value_share": with_range(row["standing"], "value_share", "share"),
        "found_again": words,
        "hue": hue,
        "steady": "" if row["stability"] is None else figures.number(row["stability"], 2),
        "traits": [_trait(traits.get(name), name, telling.currency) for name in features],
        "url": telling.people_url(str(row["number"])) if row["standing"]["n"] else "",
    }


def _trait(trait: Payload | None, name: str, currency: str) -> dict[str, str]:
    if trait is None:
        return {"words": NO_FIGURE, "range": "", "difference": ""}
    unit = currency if FEATURES[name][1] == "money" else "number"
    mean = {"mean": trait["mean"], "mean_low": trait["low"], "mean_high": trait["high"]}
    return {**with_range(mean, "mean", unit), "difference": f"{figures.signed(trait['difference'], '', -0.5, 0.5)} σ"}


def _apart(payload: Payload) -> charts.Chart:
    rows = [
        {
            "label": FEATURES[name][0],
            "series": f"Group {row['number']}",
            "value": next((trait["difference"] for trait in row["profile"] if trait["feature"] == name), None),
        }
        for name in payload["features"]
        for row in payload["rows"]
    ]
    title = "What sets each group apart from the others"
    return charts.columns(rows, id="clusters-apart", title=title, note="in standard deviations")


def _number(payload: Payload) -> charts.Chart | None:
    rows = [{"x": k, "value": value} for k, value in payload["choices"] if value is not None]
    if len(rows) < 2:
        return None
    marks = [{"x": len(payload["rows"]), "words": "chosen"}]
    title = "How clearly so many groups stand apart"
    note = "mean silhouette: 1 apart, 0 touching"
    across = "Number of groups"
    return charts.curve(rows, id="clusters-number", title=title, across=across, marks=marks, zero=True, note=note)


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    rows = [
        [row["number"], row["name"], row["stability"], row["word"], trait["feature"]]
        + [trait[name] for name in ("mean", "low", "high", "overall", "difference")]
        for row in payload["rows"]
        for trait in row["profile"]
    ]
    parts = ("n", "share", "share_low", "share_high", "value", "value_share")
    groups = [[row["number"], row["name"], *(row["standing"][part] for part in parts)] for row in payload["rows"]]
    shares = ("Share", "Share low", "Share high", f"Revenue ({telling.currency})", "Share of revenue")
    traits = ("Feature", "Mean", "Low", "High", "Of all", "Difference in standard deviations")
    return (
        Sheet("Groups", ("Group", "Name", "Customers", *shares), groups),
        Sheet("Profiles", ("Group", "Name", "Stability", "In words", *traits), rows),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    bought, found = _found(study)
    inside = np.flatnonzero(found.cluster == int(key)) if key.isdigit() else np.zeros(0, np.int64)
    if not len(inside):
        raise BadQuestion(f"There is no group {key}.")
    return [int(id) for id in found.customers[inside[np.argsort(-bought.revenue[inside], kind="stable")]]]


def _suggests(payload: Payload) -> Sequence[Suggestion]:
    if len(payload["rows"]) < 2 or (payload["silhouette"] or 0) < WEAK_SILHOUETTE:
        return []
    return [
        Suggestion(
            key=str(row["number"]),
            name=row["name"],
            basis="buy alike: by days since the last order, number of orders and what an order brings",
            standing=row["standing"],
            note=STABILITY[row["word"]][0],
        )
        for row in payload["rows"]
        if row["standing"]["n"]
    ]


clusters = Analysis(
    name="clusters",
    title="Customers who are alike",
    question="Do our customers fall into groups that buy alike, and what sets them apart?",
    help="Customers who bought in the period are compared by how long ago they bought last, how often they bought, and"
    " what an order brings. Orders and amounts count on a logarithmic scale, so that a few very large customers do not"
    " make groups of their own; each feature counts as much as the others.\n\n"
    "k-means puts every customer with the nearest group; a mixture lets groups differ in size and shape. The number of"
    " groups is the one that stands apart most clearly (the mean silhouette of Rousseeuw, 1987), or for a mixture the"
    " one that Schwarz' criterion (BIC) prefers, unless you choose it.\n\n"
    "Any method finds groups, also where there are none. So the customers are drawn anew many times and grouped again"
    " (Hennig, 2007): what is not found again is chance, and no ground for a campaign. Use what is found again as an"
    " idea for a segment, and look at the people.",
    group="value",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    suggests=_suggests,
    wishes=(
        Wish(
            name="k",
            title="Groups",
            default="best",
            options=(("best", "as many as stand apart"), *((str(k), str(k)) for k in range(2, 7))),
        ),
        Wish(
            name="method",
            title="found by",
            default="k_means",
            options=(("k_means", "nearness (k-means)"), ("mixture", "a mixture of clouds")),
        ),
    ),
    glyph="circle-stack",
    order=5,
)
