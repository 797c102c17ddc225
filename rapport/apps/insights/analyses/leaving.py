"""What hastens leaving: which facts about customers go with staying longer or shorter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.cohorts import Lifetimes, order_lifetimes, subscription_lifetimes
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.segmentation.members import members_at
from rapport.analytics.survival.choosing import UNKNOWN, Chosen, choose, known_words
from rapport.analytics.survival.cox import EVENTS_PER_COVARIATE, CoxFit, cox
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._said import chance, ends, listed, sentences, value
from rapport.apps.insights.analyses._series import plain, series
from rapport.apps.insights.analyses._standing import WIDEN, need_customers
from rapport.kernel.clock import now
from rapport.ui import charts, figures

SIGNIFICANT = 0.05
MOST_SEGMENTS = 12
# The part of those still there whom the model puts first.
FIRST = 0.1
HUES = {"more": "coral", "less": "teal", "unclear": "slate"}
COLUMNS = {"kind": "Person or company", "channel": "Channel", "region": "Region"}
OWN, SEGMENT = "own:", "segment:"


@dataclass(frozen=True, slots=True)
class _Followed:
    """Who was followed, by what, and what is known of each: words by the key of each thing."""

    lifetimes: Lifetimes
    by: str
    things: Mapping[str, NDArray[np.str_]]
    titles: Mapping[str, str]


def _followed(study: Study) -> _Followed:
    study.progress("Following customers from their start")
    found, by = _lifetimes(study)
    need_customers(found.n, study.minimum_n, who="began in the period")
    study.progress("Reading what is known of them")
    things: dict[str, NDArray[np.str_]] = {}
    titles: dict[str, str] = {}
    of = study.wishes["of"]
    if of != "segments":
        known = known_words(study.source, found.customer)
        things |= known
        titles |= {key: COLUMNS[key] for key in known}
        for field in study.own_fields():
            things[OWN + field.key] = np.array([field.words.get(int(id), "") for id in found.customer], str)
            titles[OWN + field.key] = field.title
    if of != "facts":
        for key, words in _segments(study, found.customer).items():
            things[f"{SEGMENT}{key}"] = words
            titles[f"{SEGMENT}{key}"] = study.segments.get(key, f"Segment {key}")
    return _Followed(found, by, things, titles)


def _lifetimes(study: Study) -> tuple[Lifetimes, str]:
    """By contracts where there are any, else by silence."""
    until = min(study.period.end, study.known.end)
    if study.wishes["by"] != "silence" and _has_rows(study, "subscriptions"):
        return subscription_lifetimes(study.source, study.period, study.population, known_until=until), "contracts"
    if study.wishes["by"] == "contracts":
        raise BadTable("No contracts are recorded; choose silence, or bring in a file of subscriptions.")
    silence = int(study.number("silence_days"))
    return order_lifetimes(study.source, study.period, study.population, silence_days=silence), "silence"


def _has_rows(study: Study, table: str) -> bool:
    return study.source.has(table) and study.source.profile(table).total > 0


def _segments(study: Study, customers: NDArray[np.int64]) -> dict[int, NDArray[np.str_]]:
    """The largest segments: who is in them now."""
    if not study.source.has("memberships"):
        return {}
    inside = {key: np.isin(customers, members) for key, members in members_at(study.source, now()).items()}
    largest = sorted(inside, key=lambda key: -int(inside[key].sum()))[:MOST_SEGMENTS]
    return {key: np.where(inside[key], "member", "no member") for key in largest}


def _fitted(study: Study, found: _Followed) -> tuple[Chosen, CoxFit]:
    lost = int(found.lifetimes.ended.sum())
    if lost < EVENTS_PER_COVARIATE:
        raise BadQuestion(
            f"{lost or 'No'} {'customer was' if lost == 1 else 'customers were'} lost; it takes {EVENTS_PER_COVARIATE}"
            f" for a single thing to be looked at. {WIDEN}"
        )
    usual = {key: "no member" for key in found.things if key.startswith(SEGMENT)}
    chosen = choose(found.things, found.lifetimes.ended, usual=usual, least=max(study.minimum_n, 10))
    if not chosen.columns:
        raise BadQuestion(
            "Nothing that is known of these customers tells them apart. Keep channels, regions or fields with choices"
            " of them."
        )
    study.progress(f"Weighing {len(chosen.columns)} things for {found.lifetimes.n:,} customers")
    columns = {f"{thing}\n{word}": column for (thing, word), column in chosen.columns.items()}
    return chosen, cox(found.lifetimes.lasted, found.lifetimes.ended, columns, minimum_n=study.minimum_n)


def _work_out(study: Study) -> Payload:
    found = _followed(study)
    chosen, fit = _fitted(study, found)
    corrected = adjusted(fit.p_values)
    drifts = adjusted(fit.proportionality.p_values)
    rows = [
        {
            "thing": thing,
            "word": word,
            "ratio": series([fit.hazard_ratios[at], fit.low[at], fit.high[at]]),
            "p": plain(fit.p_values[at]),
            "adjusted": plain(corrected[at]),
            "drift": plain(fit.proportionality.drift[at]),
            "drift_p": plain(drifts[at]),
            "n": chosen.counts[thing, word][0],
            "lost": chosen.counts[thing, word][1],
        }
        for at, (thing, word) in enumerate(chosen.columns)
    ]
    return {
        "n": fit.n,
        "lost": fit.events,
        "by": found.by,
        "titles": dict(found.titles),
        "rows": rows,
        "usual": chosen.usual,
        "left_out": chosen.refused,
        "concordance": plain(fit.concordance),
        "p": plain(fit.p_value),
        "proportional": plain(fit.proportionality.overall_p_value),
        "converged": fit.converged,
        "method": f"{fit.method}; {found.lifetimes.method}",
        "remarks": _remarks(found, fit),
    }


def _remarks(found: _Followed, fit: CoxFit) -> list[str]:
    """What to know beside what the page says itself; names as people know them."""
    own = [one for one in fit.remarks if "is compared with" not in one and "does not hold all the time" not in one]
    said = []
    for remark in own:
        for key, title in found.titles.items():
            remark = remark.replace(f"{key}\n", f"{title}: ")
        said.append(remark)
    return [*said, *found.lifetimes.remarks]


def _seen(payload: Payload, telling: Telling) -> list[Payload]:
    """The rows the reader may see: fields of the workspace's own may be hidden from them."""
    return [row for row in payload["rows"] if _shows(row["thing"], telling)]


def _shows(thing: str, telling: Telling) -> bool:
    return not thing.startswith(OWN) or telling.shows(thing.removeprefix(OWN))


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    rows = [_row(row, payload) for row in _seen(payload, telling)]
    titles = payload["titles"]
    ordered = sorted(rows, key=lambda row: (row["way"] == "unclear", -(row["ratio"][0] or 0)))
    refused = [
        f"{titles[key]} was left out: {why}." for key, why in payload["left_out"].items() if _shows(key, telling)
    ]
    usual = [f"{titles[key]}: {word}" for key, word in payload["usual"].items() if _shows(key, telling)]
    return {
        **payload,
        "rows": ordered,
        "found": _found(ordered),
        "chart": _chart(ordered),
        "usual_words": "; ".join(words for words in usual if not words.endswith(": no member")),
        "concordance_words": figures.figure(payload["concordance"], "share"),
        "p_words": chance(payload["p"]),
        "proportional_words": _proportional(payload, ordered),
        "refused_words": refused,
        "hidden": len(payload["rows"]) - len(rows),
        "url": telling.people_url("first"),
        "remarks": sentences(payload["remarks"]),
    }


def _row(row: Payload, payload: Payload) -> dict[str, Any]:
    title, word = payload["titles"][row["thing"]], row["word"]
    ratio = row["ratio"]
    clear = row["adjusted"] is not None and row["adjusted"] < SIGNIFICANT
    return {
        **row,
        "name": title if word == "member" else f"{title}: {word}",
        "usual": payload["usual"].get(row["thing"], ""),
        "is_unknown": word == UNKNOWN,
        "way": "unclear" if not clear or ratio[0] is None else "more" if ratio[0] > 1 else "less",
        "words": value(ratio, "ratio"),
        "range": ends(ratio, "ratio"),
        "p_words": chance(row["adjusted"]),
        "share": figures.figure(row["lost"] / row["n"], "share") if row["n"] else "–",
        "drifts": row["drift_p"] is not None and row["drift_p"] < SIGNIFICANT,
        "drift_words": "grows" if (row["drift"] or 0) > 0 else "falls",
    }


def _found(rows: Sequence[dict[str, Any]]) -> str:
    more = [row for row in rows if row["way"] == "more"]
    less = sorted((row for row in rows if row["way"] == "less"), key=lambda row: row["ratio"][0])
    said = []
    if more:
        first = max(more, key=lambda row: row["ratio"][0])
        said.append(f"Sooner leave: {first['name']}, at {first['words']} the risk ({first['range']}).")
    if less:
        said.append(f"Longer stay: {less[0]['name']}, at {less[0]['words']} the risk ({less[0]['range']}).")
    return (
        " ".join(said) or "Nothing stands out: what is known of customers goes with leaving no more than chance has it."
    )


def _proportional(payload: Payload, rows: Sequence[dict[str, Any]]) -> str:
    drifting = [f"{row['name']} ({row['drift_words']} the longer customers stay)" for row in rows if row["drifts"]]
    if drifting:
        return f"Not all ratios hold all the time: {listed(drifting)}. Read these as an average over the whole stay."
    p = chance(payload["proportional"])
    return (
        f"Nothing speaks against the ratios holding all the time (Grambsch and Therneau's test of all together, p {p})."
    )


def _chart(rows: Sequence[dict[str, Any]]) -> charts.Chart:
    drawn = [
        {
            "label": row["name"],
            **dict(zip(("value", "low", "high"), row["ratio"], strict=True)),
            "beside": f"{row['n']:,} customers, {row['lost']:,} lost",
            "series": row["way"],
        }
        for row in rows
    ]
    return charts.forest(
        drawn,
        id="leaving",
        title="Risk of leaving, as a multiple",
        across="Risk, against those compared with",
        beside="Of",
        hues=HUES,
        note="95 % intervals; grey: not clear",
    )


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    titles = payload["titles"]
    rows = [
        [
            titles[row["thing"]],
            row["word"],
            payload["usual"].get(row["thing"], ""),
            *(row[name] for name in ("n", "lost")),
            *row["ratio"],
            *(row[name] for name in ("p", "adjusted", "drift", "drift_p")),
        ]
        for row in _seen(payload, telling)
    ]
    columns = ("Thing", "Word", "Compared with", "Customers", "Lost", "Hazard ratio", "Low", "High")
    tests = ("p", "p corrected", "Drift with time", "p of the drift, corrected")
    whole = [["Customers", payload["n"]], ["Lost", payload["lost"]], ["Concordance", payload["concordance"]]]
    whole += [["p of all together", payload["p"]], ["p of proportional hazards", payload["proportional"]]]
    refused = [[titles[key], why] for key, why in payload["left_out"].items() if _shows(key, telling)]
    return (
        Sheet("Hazard ratios", (*columns, *tests), rows),
        Sheet("The whole", ("What", "Value"), whole),
        Sheet("Left out", ("Thing", "Why"), refused),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    """Those still there whom the model gives the most risk."""
    if key != "first":
        raise BadQuestion(f"There is no group {key}.")
    found = _followed(study)
    chosen, fit = _fitted(study, found)
    weights = np.nan_to_num(fit.coefficients)
    risk = np.column_stack(list(chosen.columns.values())) @ weights
    there = np.flatnonzero(~found.lifetimes.ended)
    order = there[np.argsort(-risk[there], kind="stable")]
    return [int(id) for id in found.lifetimes.customer[order[: max(1, round(FIRST * len(order)))]]]


leaving = Analysis(
    name="leaving",
    title="What hastens leaving",
    question="Which customers leave sooner, and what goes with it?",
    help="Customers are followed from their start: by their contracts where there are any, else by their orders, where"
    " silence stands for leaving as under “How long customers stay”. Cox's regression (1972, ties after Efron) asks of"
    " every moment who of those still there leaves at it. A ratio of 2 says: at any moment twice the risk of those it"
    " is compared with, all other things here being equal. Regions, channels, fields with choices and segments are set"
    " against their most frequent word. Who is still there counts for as long as they were watched.\n\n"
    "Each ratio takes losses: at least ten for each column (Peduzzi and others, 1995); what there is no room for is"
    " left out and named. Many are looked at together, so p-values are corrected (Benjamini and Hochberg, 1995).\n\n"
    "The regression takes for granted that a ratio holds all the time; whether it does is tested (Grambsch and"
    " Therneau, 1994) and said. Concordance says how often, of two customers, the one given more risk did leave first:"
    " 50 % is a coin.\n\n"
    "Mind: what goes together need not cause one another. Fields, regions and segments are as they are today; a segment"
    " made of customers who keep buying stays long by its own rule. Test what you change.",
    group="loyalty",
    tables=("subscriptions", "orders", "customers", "memberships"),
    either=("subscriptions", "orders"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="of",
            title="looking at",
            default="facts",
            options=(
                ("facts", "kind, region, channel and own fields"),
                ("segments", "segments"),
                ("both", "both"),
            ),
        ),
        Wish(
            name="by",
            title="followed by",
            default="known",
            options=(
                ("known", "contracts, else silence"),
                ("contracts", "contracts"),
                ("silence", "silence"),
            ),
        ),
        Wish(name="silence_days", title="lost after", default="180", least=7, most=1095, unit="days of silence"),
    ),
    glyph="arrow-right-start-on-rectangle",
    order=7,
    period="all-time",
)
