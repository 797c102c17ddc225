"""Overlap: which segments hold the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rapport.analytics import BadQuestion
from rapport.analytics.segmentation.overlap import Shared, members_at, segments_at
from rapport.analytics.segmentation.overlap import overlap as overlap_of
from rapport.analytics.wording import counted
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling
from rapport.apps.insights.analyses._matrix import cell, matrix
from rapport.apps.insights.analyses._standing import with_range
from rapport.kernel.clock import now
from rapport.ui import figures

MOST_SEGMENTS, MOST_PAIRS = 20, 15
FEW = "Fewer than two segments have customers. Make another one under Segments, and this page compares them."


def _work_out(study: Study) -> Payload:
    moment = now()
    every = segments_at(study.source, moment)
    if len(every) < 2:
        raise BadQuestion(FEW)
    found = overlap_of(study.source, every[:MOST_SEGMENTS], moment, study.population, minimum_n=study.minimum_n)
    told = [f"Of {len(every)} segments the {MOST_SEGMENTS} largest are compared."] if len(every) > MOST_SEGMENTS else []
    return {
        "n": found.n,
        "as_of": moment.isoformat(),
        "sizes": [[segment, size] for segment, size in found.sizes.items()],
        "pairs": [_pair(pair) for pair in found.pairs],
        "method": found.method,
        "remarks": told,
    }


def _pair(pair: Shared) -> Payload:
    row: Payload = {"first": pair.first, "second": pair.second, "both": pair.both, "either": pair.either}
    for name in ("jaccard", "of_first", "of_second"):
        value, low, high = getattr(pair, name) or (None, None, None)
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    sharing = sorted((pair for pair in payload["pairs"] if pair["both"]), key=lambda pair: -(pair["jaccard"] or 0))
    return {
        **payload,
        "method": f"{payload['method'][0].upper()}{payload['method'][1:]}",
        "as_of": figures.moment(datetime.fromisoformat(payload["as_of"])),
        "found": _found(payload, sharing, telling),
        "field": _field(payload, telling),
        "rows": [_row(pair, telling) for pair in sharing[:MOST_PAIRS]],
    }


def _name(segment: int, telling: Telling) -> str:
    return telling.segments.get(segment, "A segment since removed")


def _found(payload: Payload, sharing: Sequence[Payload], telling: Telling) -> str:
    """What the page found, in a sentence."""
    if not sharing:
        return f"None of the {figures.number(payload['n'])} customers in a segment is in two of them."
    pair = sharing[0]
    if pair["jaccard"] is None:
        pairs = counted(len(sharing), "pair of segments shares", "pairs of segments share")
        return f"{pairs} customers, too few for a share."
    first, second = ("first", "second") if pair["of_first"] >= pair["of_second"] else ("second", "first")
    share = with_range(pair, f"of_{first}", "share")["words"]
    return f"{share} of “{_name(pair[first], telling)}” are also in “{_name(pair[second], telling)}”."


def _field(payload: Payload, telling: Telling) -> dict[str, Any]:
    segments = [segment for segment, _ in payload["sizes"]]
    shares: dict[tuple[int, int], tuple[int, float | None]] = {}
    for pair in payload["pairs"]:
        shares[pair["first"], pair["second"]] = (pair["both"], pair["of_first"])
        shares[pair["second"], pair["first"]] = (pair["both"], pair["of_second"])

    def one(row: int, column: int, size: int) -> dict[str, Any]:
        if row == column:
            whole = cell(size, None, url=telling.people_url(str(row)), about=_name(row, telling), same=True)
            return {**whole, "words": "all"}
        about = f"{_name(row, telling)} also in {_name(column, telling)}"
        return cell(*shares[row, column], url=telling.people_url(f"{row}&{column}"), about=about)

    rows = [
        {"title": _name(row, telling), "n": size, "cells": [one(row, column, size) for column in segments]}
        for row, size in payload["sizes"]
    ]
    title = "Share of the segment in each line that is also in the one above"
    return matrix(title, "Of these … are also in", [_name(segment, telling) for segment in segments], rows)


def _row(pair: Payload, telling: Telling) -> dict[str, Any]:
    return {
        "title": f"{_name(pair['first'], telling)} · {_name(pair['second'], telling)}",
        "both": pair["both"],
        "either": pair["either"],
        "url": telling.people_url(f"{pair['first']}&{pair['second']}"),
        **{name: with_range(pair, name, "share") for name in ("jaccard", "of_first", "of_second")},
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    parts = [f"{name}{end}" for name in ("jaccard", "of_first", "of_second") for end in ("", "_low", "_high")]
    rows = [
        [_name(pair["first"], telling), _name(pair["second"], telling), pair["both"], pair["either"]]
        + [pair[part] for part in parts]
        for pair in payload["pairs"]
    ]
    sizes = [[_name(segment, telling), size] for segment, size in payload["sizes"]]
    shares = [
        f"{title}{end}"
        for title in ("Shared of all in either", "Of first", "Of second")
        for end in ("", " low", " high")
    ]
    return (
        Sheet("Pairs", ("First", "Second", "In both", "In either", *shares), rows),
        Sheet("Segments", ("Segment", "Customers"), sizes),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    parts = key.split("&")
    if len(parts) > 2 or not all(part.isdigit() for part in parts):
        raise BadQuestion(f"There is no group {key}.")
    segments = [int(part) for part in parts]
    if not set(segments) <= set(segments_at(study.source, now())):
        raise BadQuestion(f"There is no group {key}.")
    return members_at(study.source, segments, now(), study.population)


overlap = Analysis(
    name="overlap",
    title="Overlap of segments",
    question="Which segments hold the same customers?",
    help="Members of every segment as they are now, two segments at a time. A line says which share of the segment is"
    " also in each of the others. Shared of all in either (the Jaccard index, 1901) is the same from both sides: those"
    " in both over those in at least one; 1 where the two hold the same people.\n\n"
    "Segments that overlap much get the same people two messages, and their figures are not independent of each other:"
    " what differs between them differs by the others only. An overlap may also be what you want, where one segment is"
    " a part of another. Intervals are Wilson's (1927), as if members were drawn from customers like them.",
    group="value",
    tables=("memberships", "orders", "customers"),
    needs=("memberships", "orders"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    glyph="square-2-stack",
    order=7,
    by_period=False,
    by_group=False,
)
