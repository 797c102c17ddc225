"""MBG/NBD: as BG/NBD, but a customer may leave after the very first purchase already.

Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.intervals import Floats
from rapport.analytics.models.ahead import counts, spans
from rapport.analytics.models.bgnbd import BgNbd, probability
from rapport.analytics.models.leaving import purchases_before_leaving
from rapport.analytics.models.model import Fit, fit_model
from rapport.analytics.models.purchases import Purchases


@dataclass(frozen=True)
class MbgNbd(BgNbd):
    """The MBG/NBD model; its parameters mean the same as those of `BgNbd`."""

    title: ClassVar[str] = "MBG/NBD"
    remarks: ClassVar[tuple[str, ...]] = ()
    first_coin: ClassVar[int] = 1

    def expected_purchases(self, t: ArrayLike) -> Floats:
        # Who passes the first coin is a customer of BG/NBD whose chances of leaving are a little better known.
        return self._stays * purchases_before_leaving(t, self.r, self.alpha, self.a, self.b + 1)

    def probability_of_purchases(self, x: ArrayLike, t: ArrayLike) -> Floats:
        x = counts(x)
        after = probability(x, spans(t), self.r, self.alpha, self.a, self.b + 1)
        return self._stays * after + np.where(x == 0, 1 - self._stays, 0.0)

    @property
    def _stays(self) -> float:
        return self.b / (self.a + self.b)


def fit(history: Purchases, *, confidence: float = 0.95) -> Fit[MbgNbd]:
    """Fit by maximum likelihood: on the CDNOW sample r .525, alpha 6.183, a .891, b 1.614.

    Raises BadTable where no fit is possible: too few customers, nobody who bought again.
    """
    return fit_model(MbgNbd, history, confidence=confidence)
