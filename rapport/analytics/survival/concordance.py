"""How often the customer with the higher risk is lost first: Harrell's index of concordance."""

from __future__ import annotations

import numpy as np

from rapport.analytics.intervals import Floats
from rapport.analytics.survival.durations import Durations, Places


def concordance(durations: Durations, risk: Floats) -> float:
    """Of the pairs whose order is known, the share in which the one with more risk went first; ties in risk count ½.

    A pair is known when one was lost while the other was watched and stayed longer. .5 is guessing, 1 is perfect; NaN
    without such a pair. Harrell, Lee & Mark 1996. Takes n · log² n steps.

    Lost at 1 and 2 with risks 3 and 1, still here after 4 with risk 2: right, right, wrong: 2/3.
    """
    losses = durations.ended
    weights = durations.weights[losses]
    # Who is censored at the time of a loss stayed longer; who is lost at the same time did not.
    last_seen = durations.lasted + np.where(losses, 0.0, np.spacing(durations.lasted + 1))
    starts, risks = durations.lasted[losses], risk[losses]
    beyond = _beyond(starts, risks, last_seen, risk, durations.weights)
    if durations.enters_late:
        late = durations.entry > 0
        entry = np.nextafter(durations.entry[late], np.inf)
        beyond = beyond - _beyond(starts, risks, entry, risk[late], durations.weights[late])
    known, lower, equal = (float(weights @ part) for part in beyond)
    return (lower + equal / 2) / known if known else float("nan")


def _beyond(times: Floats, risks: Floats, others: Floats, their_risks: Floats, weights: Floats) -> Floats:
    """For each (time, risk): the weight of others later than it; of them with lower risk; with equal risk."""
    order = np.argsort(others)
    reversed_sums = np.append(weights[order][::-1].cumsum()[::-1], 0.0)
    known = reversed_sums[np.searchsorted(others[order], times, side="right")]
    levels = np.unique(their_risks)
    rank = np.searchsorted(levels, their_risks)
    up_to = _later_and_lower(times, np.searchsorted(levels, risks, side="right"), others, rank, weights)
    lower = _later_and_lower(times, np.searchsorted(levels, risks, side="left"), others, rank, weights)
    return np.array([known, lower, up_to - lower])


def _later_and_lower(times: Floats, below: Places, others: Floats, rank: Places, weights: Floats) -> Floats:
    """For each (time, below): the weight of others later than it with a rank under ``below``.

    All are laid in order of time; at each doubling of blocks, pairs meet whose halves are neighbours.
    """
    asked = len(times)
    # Equal times: the others stand before those who ask, so that only later ones lie to the right.
    order = np.lexsort((np.append(np.ones(asked), np.zeros(len(others))), np.append(times, others)))
    key = np.append(below - 0.5, rank)[order]
    amount = np.append(np.zeros(asked), weights)[order]
    found = _weight_to_the_right(np.argsort(key, kind="stable"), amount)
    answer = np.zeros(asked)
    answer[order[order < asked]] = found[order < asked]
    return answer


def _weight_to_the_right(by_key: Places, amount: Floats) -> Floats:
    """For each place the weight at places to its right that come before it in ``by_key``."""
    found = np.zeros(len(by_key))
    width = 1
    while width < len(by_key):
        places = by_key[np.argsort(by_key // (2 * width), kind="stable")]
        right = (places // width) % 2 == 1
        running = np.cumsum(np.where(right, amount[places], 0.0))
        first = np.flatnonzero(np.diff(places // (2 * width), prepend=-1))
        before = np.append(0.0, running)[first]
        within = running - np.repeat(before, np.diff(np.append(first, len(places))))
        found[places[~right]] += within[~right]
        width *= 2
    return found
