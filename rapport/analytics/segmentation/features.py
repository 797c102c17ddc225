"""What customers are compared by: features on one scale, so that none counts more for its unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.ranking import finite


@dataclass(frozen=True, slots=True)
class Features:
    """Features as told (``raw``, customers × features) and as compared (``scaled``: mean 0, deviation 1 each)."""

    names: tuple[str, ...]
    on_log: tuple[bool, ...]
    raw: Floats
    scaled: Floats

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.raw)

    @property
    def words(self) -> str:
        """What was compared, on which scale."""
        named = [f"{name} (logarithm)" if log else name for name, log in zip(self.names, self.on_log, strict=True)]
        return f"{', '.join(named)}; each less its mean, in standard deviations"


def features(columns: Mapping[str, ArrayLike], log: Collection[str] = ()) -> Features:
    """Features by name, those of ``log`` on the scale sign(x)·ln(1 + |x|), all standardised.

    The logarithm keeps a few very large customers from making groups of their own; it also takes amounts below zero.
    Values 0, 1, 2 become -1.2247, 0, 1.2247.

    Raises BadQuestion for values missing, columns of different length, an unknown name in ``log``, and a feature that
    is the same for everybody.
    """
    if not columns:
        raise BadQuestion("features: name at least one")
    unknown = sorted(set(log) - set(columns))
    if unknown:
        raise BadQuestion(f"log: {', '.join(unknown)} is no feature; there are: {', '.join(columns)}")
    given = {name: finite(values, name) for name, values in columns.items()}
    if len({len(values) for values in given.values()}) > 1:
        raise BadQuestion(f"features: of different length: { {name: len(v) for name, v in given.items()} }")
    scaled = [_scaled(name, values, log=name in log) for name, values in given.items()]
    raw = np.column_stack(list(given.values()))
    return Features(tuple(given), tuple(name in log for name in given), raw, np.column_stack(scaled))


def _scaled(name: str, values: Floats, *, log: bool) -> Floats:
    on_scale = np.sign(values) * np.log1p(np.abs(values)) if log else values
    if not len(on_scale):
        return on_scale
    deviation = float(on_scale.std())
    if deviation <= 1e-12 * max(1.0, float(np.abs(on_scale).max())):
        raise BadQuestion(f"{name}: the same for everybody, so it tells nobody apart")
    return np.asarray((on_scale - on_scale.mean()) / deviation)
