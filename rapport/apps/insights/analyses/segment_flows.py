"""Movement between segments: who went from which segment into which, over two to five dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rapport.analytics import BadQuestion
from rapport.analytics.segmentation.moved import first_members, segment_members, segment_movement
from rapport.analytics.segmentation.movement import Move
from rapport.analytics.segmentation.overlap import segments_at
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._standing import between, told
from rapport.ui import charts, figures

NOBODY = "none"
NONE, MOST_SEGMENTS, MOST_MOVES = "None of these", 8, 12
SMALLEST = "no segment had members at any of these dates. Make one under Segments; from then on its members are known."


def _dates(study: Study) -> list[datetime]:
    """The moments, evenly over the period, its beginning and its end among them."""
    steps = int(study.wishes["moments"]) - 1
    length = study.period.end - study.period.start
    return [study.period.start + length * step / steps for step in range(steps + 1)]


def _segments(study: Study) -> list[int]:
    """The largest segments, the smallest of them first: who is in several counts in the more particular one."""
    found: list[int] = []
    for date in reversed(_dates(study)):
        found += [segment for segment in segments_at(study.source, date) if segment not in found]
    return found[:MOST_SEGMENTS][::-1]


def _work_out(study: Study) -> Payload:
    segments, dates = _segments(study), _dates(study)
    if not segments:
        raise BadQuestion(f"Nobody can have moved: {SMALLEST}")
    found = segment_movement(study.source, segments, dates, study.population, minimum_n=study.minimum_n)
    return {
        "dates": [date.isoformat() for date in dates],
        "segments": segments,
        "sizes": found.sizes.tolist(),
        "moves": [_move(move) for step in found.steps for move in step.moves if move.n],
        "stayed": [_move(step.stayed) for step in found.steps],
        "method": found.method,
        "remarks": list(found.remarks),
        "known_since": _known_since(study, segments, dates[0]),
    }


def _known_since(study: Study, segments: Sequence[int], begin: datetime) -> list[tuple[int, str]]:
    """Segments whose first member came only after the first date, with that moment."""
    first = first_members(study.source)
    return [(segment, first[segment].isoformat()) for segment in segments if first[segment] > begin]


def _move(move: Move) -> Payload:
    row: Payload = {name: getattr(move, name) for name in ("step", "source", "target", "n", "of", "share")}
    return {**row, "share_low": move.low, "share_high": move.high}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    days = [_day(text) for text in payload["dates"]]
    rows = [_row(move, telling, days) for move in payload["moves"]]
    moved = sorted((row for row in rows if row["source"] != row["target"]), key=lambda row: -row["n"])
    return {
        **payload,
        "start": days[0],
        "end": days[-1],
        "before": sum(payload["sizes"][0]),
        "after": sum(payload["sizes"][-1]),
        "moved": sum(row["n"] for row in moved),
        "flows": _drawing(payload, rows, telling, days),
        "largest": moved[:MOST_MOVES],
        "several": len(days) > 2,
        "young": [
            {"name": _name(str(segment), telling), "day": figures.day(datetime.fromisoformat(since))}
            for segment, since in payload["known_since"]
        ],
    }


def _day(text: str) -> str:
    """The last whole day before an instant."""
    return figures.day(datetime.fromisoformat(text) - timedelta(microseconds=1))


def _name(segment: str | None, telling: Telling) -> str:
    return NONE if segment is None else telling.segments.get(int(segment), "A segment since removed")


def _row(move: Payload, telling: Telling, days: Sequence[str]) -> dict[str, Any]:
    low, high = move["share_low"], move["share_high"]
    return {
        "step": move["step"],
        "source": _name(move["source"], telling),
        "target": _name(move["target"], telling),
        "when": f"{days[move['step']]} – {days[move['step'] + 1]}",
        "n": move["n"],
        "of": move["of"],
        "share": {"words": told(move["share"], "share", low, high), "range": between(low, high, "share")},
        "url": telling.people_url(_key(move)),
    }


def _key(move: Payload) -> str:
    return f"{move['step']}:{move['source'] or NOBODY}>{move['target'] or NOBODY}"


def _drawing(
    payload: Payload, rows: Sequence[dict[str, Any]], telling: Telling, days: Sequence[str]
) -> charts.Chart | None:
    if not rows:
        return None
    names = [*(_name(str(segment), telling) for segment in payload["segments"]), NONE]
    hues = {_name(str(segment), telling): telling.hues.get(segment, "slate") for segment in payload["segments"]}
    drawn = [
        {
            **{name: row[name] for name in ("step", "source", "target")},
            "value": row["n"],
            "words": f"{row['source']} → {row['target']}: {figures.number(row['n'])} of {figures.number(row['of'])}",
        }
        for row in rows
    ]
    return charts.flows(
        drawn,
        id="segment-flows",
        title="From one segment to another",
        stages=days,
        names=names,
        hues={**hues, NONE: "slate"},
        note="as thick as many have moved",
    )


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    days = [text[:10] for text in payload["dates"]]
    moves = [
        [days[move["step"]], days[move["step"] + 1], _name(move["source"], telling), _name(move["target"], telling)]
        + [move[name] for name in ("n", "of", "share", "share_low", "share_high")]
        for move in payload["moves"]
    ]
    sizes = [
        [_name(str(segment), telling), *(row[place] for row in payload["sizes"])]
        for place, segment in enumerate(payload["segments"])
    ]
    shares = ("Share", "Share low", "Share high")
    return (
        Sheet("Moves", ("From day", "To day", "From", "To", "Customers", "Of", *shares), moves),
        Sheet("Members", ("Segment", *days), sizes),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    step, _, ends = key.partition(":")
    source, _, target = ends.partition(">")
    segments, dates = _segments(study), _dates(study)
    known = {*(str(segment) for segment in segments), NOBODY}
    if (
        not step.isdecimal()
        or int(step) >= len(dates) - 1
        or not {source, target} <= known
        or source == target == NOBODY
    ):
        raise BadQuestion(f"There is no move {key}.")
    before, after = (
        segment_members(study.source, segments, date, study.population) for date in dates[int(step) : int(step) + 2]
    )
    everybody = {*before, *after}
    return sorted(
        one for one in everybody if str(before.get(one, NOBODY)) == source and str(after.get(one, NOBODY)) == target
    )


segment_flows = Analysis(
    name="segment_flows",
    title="Movement between segments",
    question="Which segments feed which, and where do customers go when they leave one?",
    help="Who was in which segment is kept with the day they entered and the day they left, so every past date is known"
    " as it was, whatever the rule says today. At each date a customer counts once: whoever is in several of the"
    " segments counts in the smallest, which says most about them. Bands are as thick as many have moved; who is in"
    " none of the segments before or after stands at the bottom.\n\n"
    f"Compared are the {MOST_SEGMENTS} largest segments. Before a segment was made it has no members. Intervals are"
    " Wilson's (1927).",
    group="value",
    tables=("memberships", "orders", "customers"),
    needs=("memberships", "orders"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="moments",
            title="seen at",
            default="3",
            options=(
                ("2", "the beginning and the end"),
                ("3", "three dates"),
                ("4", "four dates"),
                ("5", "five dates"),
            ),
        ),
    ),
    glyph="arrows-right-left",
    order=8,
    version=2,
    by_group=False,
)
