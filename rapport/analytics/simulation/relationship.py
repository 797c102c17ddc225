"""A change of relationship as what it does to the inputs: factors with a doubt of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.simulation.estimate import Estimate, Scale, checked


@dataclass(frozen=True, slots=True)
class Relationship:
    """A type of relationship one might move to, and what is expected of it.

    ``factors`` by name of input: amounts are multiplied by theirs, shares have their odds multiplied. A factor of 1.5
    on a retention of .6, odds 3 : 2, makes odds of 9 : 4, a retention of .692. With limits, the doubt about what the
    relationship does is played beside the doubt about today.

    >>> community = Relationship("Community", {"retention": Estimate(1.5, 1.1, 2.0), "contact_cost": Estimate(2)})
    >>> round(float(community.moved("retention", np.array([0.6]), "share", np.zeros(1))[0]), 3)
    0.692
    """

    title: str
    factors: Mapping[str, Estimate]

    def __post_init__(self) -> None:
        for name, factor in self.factors.items():
            checked(f"{self.title}, {name}", factor, "amount")
            if factor.value == 0:
                raise BadQuestion(f"{self.title}, {name}: a factor of 0 leaves nothing to compare")

    def moved(self, name: str, drawn: Floats, scale: Scale, steps: Floats) -> Floats:
        """The draws of an input under this relationship; `steps` are the standard normal ones of its factor."""
        factor = self.factors.get(name)
        if factor is None:
            return drawn
        by = factor.draws(steps)
        if scale == "amount":
            return np.asarray(drawn * by, float)
        return np.asarray(drawn * by / (1 - drawn + drawn * by), float)
