"""Whether groups stay equally long: the log-rank test of all, and of pairs, in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.analytics.intervals import Floats
from rapport.analytics.survival.log_rank import log_rank
from rapport.apps.insights.analyses._analysis import Payload, Telling
from rapport.apps.insights.analyses._lifetime_groups import EVERYBODY, Groups, group_name
from rapport.apps.insights.analyses._said import chance, listed
from rapport.apps.insights.analyses._series import plain

SIGNIFICANT = 0.05


def tests_of(lasted: Floats, ended: Any, groups: Groups, minimum_n: int) -> list[Payload]:
    """Regions against each other; overlapping groups each against all others."""
    if groups.overlapping:
        return groups.against_others(lasted, ended, minimum_n)
    if len(groups.members) < 2:
        return []
    labels = np.full(len(lasted), "", dtype=object)
    for key, inside in groups.members.items():
        labels[inside] = key
    known = labels != ""
    test = log_rank(lasted[known], ended[known], labels[known].astype(str), minimum_n=minimum_n)
    if test.reason:
        return []
    whole = {"one": EVERYBODY, "other": "", "p": plain(test.p_value), "adjusted": plain(test.p_value)}
    pairs = [
        {"one": pair.group, "other": pair.other, "p": plain(pair.p_value), "adjusted": plain(pair.adjusted)}
        for pair in test.pairs
    ]
    return [whole, *pairs]


def log_rank_words(tests: list[Payload], telling: Telling) -> list[str]:
    """What the tests say, a sentence each."""
    if not tests:
        return []
    whole = [test for test in tests if not test["other"]]
    pairs = [test for test in tests if test["other"]]
    clear = sorted((test for test in pairs if _is_clear(test)), key=lambda test: test["adjusted"])
    said = [_whole_words(test) for test in whole]
    if clear and (not whole or _is_clear(whole[0])):
        named = [_pair_words(test, telling) for test in clear[:6]]
        said.append(f"Clearly different: {listed(named)}.")
    elif pairs and not whole:
        said.append("No group differs clearly from another.")
    if len(pairs) > 1:
        said.append(
            f"{len(pairs)} comparisons were made; their p-values are corrected for it after Benjamini and Hochberg."
        )
    return said


def _pair_words(test: Payload, telling: Telling) -> str:
    one, other = (group_name(test[end], telling) for end in ("one", "other"))
    return f"{one} from {other} (p {chance(test['adjusted'])})"


def _whole_words(test: Payload) -> str:
    p = chance(test["p"])
    if _is_clear(test):
        return f"The groups stay for different times: differences like these are hardly chance (log-rank test, p {p})."
    return f"The groups may well stay equally long: differences like these come by chance, too (log-rank test, p {p})."


def _is_clear(test: Payload) -> bool:
    return test["adjusted"] is not None and bool(test["adjusted"] < SIGNIFICANT)
