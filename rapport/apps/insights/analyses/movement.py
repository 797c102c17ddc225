"""Movement: who moved from one group of buying or value to another between two dates, who came and who left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from rapport.analytics import BadQuestion, Period, intervals
from rapport.analytics.segmentation.moved import rfm_movement, tier_movement
from rapport.analytics.segmentation.movement import Move, Movement
from rapport.analytics.segmentation.rfm import rfm_of
from rapport.analytics.segmentation.tiers import tiers_of
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._matrix import cell, matrix
from rapport.apps.insights.analyses._standing import with_range
from rapport.ui import figures

NOBODY = "none"
CAME, LEFT = "Came new", "No longer buy"
MOST_MOVES = 10
SOME_DAYS = 14
TIERS = ("top", "middle", "base")
TITLES = {
    "best": "Best",
    "first_order": "One recent order",
    "growing": "Growing",
    "steady": "Steady",
    "cooling": "Cooling off",
    "slipping_best": "Good ones slipping",
    "slipping": "Slipping away",
    "lost": "Probably lost",
    "top": "Top tier",
    "middle": "Middle tier",
    "base": "Base tier",
}


def _days(study: Study) -> int:
    return int(study.wishes["days"])


def _found(study: Study) -> Movement:
    dates = (study.period.start, study.period.end)
    common: dict[str, Any] = {"days": _days(study), "currency": study.currency, "minimum_n": study.minimum_n}
    if study.wishes["groups"] == "rfm":
        return rfm_movement(study.source, dates, study.population, **common)
    return tier_movement(study.source, dates, study.population, names=TIERS, **common)


def _work_out(study: Study) -> Payload:
    found = _found(study)
    step = found.steps[0]
    before = int(step.counts[:-1].sum())
    if not before:
        raise BadQuestion(
            f"Nobody of these bought in the {_days(study)} days before the period begins, so nobody could move."
            " Choose a shorter period, or one that begins later."
        )
    return {
        "dates": [study.period.start.isoformat(), study.period.end.isoformat()],
        "names": list(found.names),
        "before": before,
        "after": int(found.sizes[1].sum()),
        "entered": step.entered,
        "left": step.left,
        **_left(step.left, before, study.minimum_n),
        "stayed": _move(step.stayed),
        "moves": [_move(move) for move in step.moves],
        "days": _days(study),
        "method": found.method,
        "remarks": [*found.remarks, *_short_memory(study)],
    }


def _short_memory(study: Study) -> list[str]:
    """A warning where the first date cannot look back as far as the last one."""
    known = (study.period.start - study.known.start).days
    if known >= _days(study) - SOME_DAYS:
        return []
    days = "1 day" if known == 1 else f"{max(known, 0)} days"
    return [
        f"Only {days} of orders are known before the first date, {_days(study)} count before the last: many who came"
        " new were there before, and groups are not the same at both dates. Choose a shorter time to look back."
    ]


def _left(left: int, before: int, minimum_n: int) -> Payload:
    """The share of those before who no longer buy, with Wilson's interval."""
    if before < minimum_n:
        return {"left_share": None}
    low, high = intervals.wilson(left, before)
    return {"left_share": left / before, "left_share_low": float(low), "left_share_high": float(high)}


def _move(move: Move) -> Payload:
    row = asdict(move)
    kept = {name: row[name] for name in ("source", "target", "n", "of", "share")}
    return {**kept, "share_low": row["low"], "share_high": row["high"]}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    start, end = (_day(text) for text in payload["dates"])
    changed = [move for move in payload["moves"] if move["n"] and move["source"] != move["target"]]
    changed = [move for move in changed if move["source"] is not None and move["target"] is not None]
    largest = sorted(changed, key=lambda move: -move["n"])[:MOST_MOVES]
    return {
        **payload,
        "start": start,
        "end": end,
        "stayed": with_range(payload["stayed"], "share", "share"),
        "left_for_good": with_range(payload, "left_share", "share"),
        "field": _field(payload, telling, start, end),
        "largest": [_row(move, telling) for move in largest],
    }


def _day(text: str) -> str:
    """The last whole day before an instant."""
    return figures.day(datetime.fromisoformat(text) - timedelta(microseconds=1))


def _key(move: Payload) -> str:
    return f"{move['source'] or NOBODY}>{move['target'] or NOBODY}"


def _field(payload: Payload, telling: Telling, start: str, end: str) -> dict[str, Any]:
    found = {(move["source"], move["target"]): move for move in payload["moves"]}
    ends = [*payload["names"], None]
    rows = []
    for source in ends:
        moves = [found[source, target] for target in ends if (source, target) in found]
        cells = [_cell(move, telling) for move in moves] + [cell(0, None)] * (len(ends) - len(moves))
        title = CAME if source is None else TITLES[source]
        rows.append({"title": title, "n": sum(move["n"] for move in moves), "cells": cells})
    columns = [LEFT if name is None else TITLES[name] for name in ends]
    return matrix(f"From the groups of {start} to those of {end}", f"{start} ↓ · {end} →", columns, rows)


def _cell(move: Payload, telling: Telling) -> dict[str, Any]:
    url, same = telling.people_url(_key(move)), move["source"] == move["target"]
    about = f"{TITLES.get(move['source'], CAME)}, then {TITLES.get(move['target'], LEFT)}"
    return cell(move["n"], move["share"], url=url, about=about, same=same)


def _row(move: Payload, telling: Telling) -> dict[str, Any]:
    return {
        "source": TITLES[move["source"]],
        "target": TITLES[move["target"]],
        "n": move["n"],
        "of": move["of"],
        "share": with_range(move, "share", "share"),
        "url": telling.people_url(_key(move)),
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    rows = [
        [TITLES.get(move["source"], CAME), TITLES.get(move["target"], LEFT), move["n"], move["of"]]
        + [move[name] for name in ("share", "share_low", "share_high")]
        for move in payload["moves"]
    ]
    columns = ("From", "To", "Customers", "Of", "Share", "Share low", "Share high")
    return (Sheet(f"Moves {payload['dates'][0][:10]} to {payload['dates'][1][:10]}", columns, rows),)


def _people(study: Study, key: str) -> Sequence[int]:
    names = list(_names(study))
    source, _, target = key.partition(">")
    if (source, target) not in set(product([*names, NOBODY], repeat=2)) - {(NOBODY, NOBODY)}:
        raise BadQuestion(f"There is no move {key}.")
    before, after = (_placed(study, at) for at in (study.period.start, study.period.end))
    was = _members(before, names, source)
    now = _members(after, names, target)
    if source == NOBODY:
        return [id for id in now if id not in before]
    if target == NOBODY:
        return [id for id in was if id not in after]
    there = set(now)
    return [id for id in was if id in there]


def _names(study: Study) -> Sequence[str]:
    return tuple(TITLES)[:8] if study.wishes["groups"] == "rfm" else TIERS


def _placed(study: Study, at: datetime) -> dict[int, int]:
    """The place of the group of each customer, seen from a date."""
    period = Period(at - timedelta(days=_days(study)), at)
    if study.wishes["groups"] == "rfm":
        found = rfm_of(study.source, period, study.population, currency=study.currency)
        return dict(zip(found.customers.tolist(), found.group.tolist(), strict=True))
    tiered = tiers_of(study.source, period, study.population, names=TIERS, currency=study.currency)
    return dict(zip(tiered.customers.tolist(), (tiered.tier - 1).tolist(), strict=True))


def _members(placed: dict[int, int], names: list[str], name: str) -> list[int]:
    return [] if name == NOBODY else [id for id, place in placed.items() if names[place] == name]


movement = Analysis(
    name="movement",
    title="Movement between groups",
    question="Who moved up, who is slipping, who came and who left?",
    help="Customers are put into groups twice: as of the first and as of the last day of the period, each time by what"
    " they bought in the days before. Each line of the field is a group at the beginning; its cells say where these"
    " customers are at the end, as a share of the line and as a number. Who did not buy in the days before a date is in"
    " no group then: they came new, or they no longer buy.\n\n"
    "Groups by recency, frequency and value are those of the page of that name; value tiers are those who bring the"
    " first half, the next 30 % and the last 20 % of the revenue. Both compare customers with each other, so somebody"
    " may move because others did. Intervals are Wilson's (1927).",
    group="value",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="groups",
            title="between",
            default="rfm",
            options=(("rfm", "groups by recency and value"), ("tiers", "value tiers")),
        ),
        Wish(
            name="days",
            title="by what they bought in",
            default="365",
            options=(("90", "90 days"), ("180", "180 days"), ("365", "a year")),
        ),
    ),
    glyph="arrows-right-left",
    order=6,
)
