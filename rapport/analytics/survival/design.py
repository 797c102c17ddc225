"""What customers differ in, as columns of numbers for a regression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

MOST_LABELS = 20
_DEPENDENT = 1e-8


@dataclass(frozen=True, slots=True)
class Design:
    """Columns (rows × names) brought to mean 0 and standard deviation 1, which ``means`` and ``scales`` undo."""

    names: tuple[str, ...]
    columns: Floats
    means: Floats
    scales: Floats
    remarks: tuple[str, ...]


def design(covariates: Mapping[str, ArrayLike], weights: Floats) -> Design:
    """Numbers stay one column; words become a column for each word but the most frequent, ``"plan: yearly"``.

    Raises BadQuestion for no covariates, unequal lengths, a missing value, a column that is the same for everybody,
    more than 20 words, or columns that say the same.
    """
    if not covariates:
        raise BadQuestion("covariates: name at least one")
    columns: dict[str, Floats] = {}
    remarks: list[str] = []
    for name, given in covariates.items():
        values = np.asarray(given)
        if values.shape != weights.shape:
            raise BadQuestion(f"covariates: {name} has {values.size} values beside {len(weights)} durations")
        if values.dtype.kind in "UO":
            columns |= _indicators(name, values, weights, remarks)
        else:
            columns[name] = np.asarray(values, float)
    return _standardised(columns, weights, remarks)


def _indicators(name: str, values: ArrayLike, weights: Floats, remarks: list[str]) -> dict[str, Floats]:
    labels, place = np.unique(np.asarray(values).astype(str), return_inverse=True)
    if len(labels) > MOST_LABELS:
        raise BadQuestion(
            f"covariates: {name} has {len(labels)} different words; at most {MOST_LABELS} can be told apart"
        )
    usual = int(np.argmax(np.bincount(place, weights)))
    if len(labels) > 1:
        remarks.append(f"{name} is compared with the most frequent, {labels[usual]}.")
    kept = [number for number in range(len(labels)) if number != usual] or [usual]
    return {f"{name}: {labels[number]}": (place == number).astype(float) for number in kept}


def _standardised(columns: dict[str, Floats], weights: Floats, remarks: list[str]) -> Design:
    names, values = tuple(columns), np.column_stack(list(columns.values()))
    for name, column in columns.items():
        if not np.all(np.isfinite(column)):
            raise BadQuestion(f"covariates: {name} has a missing or infinite value")
        if np.ptp(column) == 0:
            raise BadQuestion(f"covariates: {name} is the same for everybody")
    means = weights @ values / weights.sum()
    scales = np.sqrt(weights @ (values - means) ** 2 / weights.sum())
    scaled = (values - means) / scales
    smallest, directions = np.linalg.eigh((scaled.T * weights) @ scaled / weights.sum())
    if smallest[0] < _DEPENDENT:
        same = [name for name, part in zip(names, directions[:, 0], strict=True) if abs(part) > 1e-3]
        raise BadQuestion(f"covariates: {', '.join(same)} say the same; leave one out")
    return Design(names, scaled, means, scales, tuple(remarks))
