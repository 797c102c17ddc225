"""What must be said beside key drivers, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from rapport.analytics.drivers.cases import Cases
from rapport.analytics.drivers.shares import EXACT_UP_TO, ORDERS
from rapport.analytics.wording import counted

if TYPE_CHECKING:
    from rapport.analytics.drivers.key_drivers import Driver

FEWEST = 30
CASES_A_DRIVER = 10
MUCH_DROPPED = 0.2
MUCH_ALIKE = 5.0
SURE = 0.05
CHANCE = "together the drivers explain no more than chance would"


def method_words(method: str, found: Cases) -> str:
    """How the importance was reached."""
    model = "linear probability model of an outcome of 0 and 1" if found.n and found.is_yes_or_no else "linear model"
    if method == "shuffling":
        return f"rise of the unexplained share when one driver is shuffled ({model}, average over all shuffles)"
    if len(found.names) <= EXACT_UP_TO:
        return f"Shapley shares of R² over all {1 << len(found.names)} subsets of drivers ({model})"
    return f"Shapley shares of R² over {ORDERS} sampled orders of drivers ({model})"


def too_little(found: Cases) -> str:
    """Why there is no answer; "" where there is one."""
    needed = max(FEWEST, CASES_A_DRIVER * len(found.names))
    if not found.given:
        return "no answers"
    if found.n and np.ptp(found.outcome) == 0:
        return "the outcome is the same in every complete case, so nothing can go with it"
    if not found.names and found.n:
        return "no driver differs between the complete cases"
    if found.n < needed:
        return f"{found.n} complete cases; {needed} are needed for {len(found.names)} drivers"
    if found.customers < FEWEST:
        return f"{counted(found.customers, 'customer')}; {FEWEST} are needed to tell chance from effect"
    return ""


def left_out(everything: Cases, found: Cases) -> tuple[str, ...]:
    """Which cases and drivers take no part."""
    said = []
    if found.n < found.given:
        most = int(np.argmax(everything.missing))
        said.append(
            f"{found.given - found.n} of {found.given} cases ({found.dropped:.0%}) left out for a missing score;"
            f" most often missing: {everything.names[most]} ({everything.missing[most]})"
        )
    if found.dropped > MUCH_DROPPED and found.n:
        said.append("so many left out may not be like those who stayed in")
    same = [name for name in everything.names if name not in found.names]
    if same and everything.n:
        said.append(f"the same in every case, so without importance: {', '.join(same)}")
    return tuple(said)


def remarks_about(
    found: Cases, drivers: Sequence[Driver], correlated: Mapping[str, float], explained: float
) -> list[str]:
    """What to know before reading the importance as advice."""
    said = [CHANCE] if _is_chance(explained, len(drivers), found.customers) else []
    said += ["what goes together need not cause one another: try it with a holdout before relying on it"]
    alike = [driver.name for driver in drivers if driver.inflation > MUCH_ALIKE]
    if alike:
        said.append(f"hard to tell apart, because they go along with others: {', '.join(alike)}")
    made_up = [driver.name for driver in drivers if np.isinf(driver.inflation)]
    if made_up:
        said.append(f"made up by the other drivers, so without an effect of their own: {', '.join(made_up)}")
    turned = [
        driver.name
        for driver in drivers
        if driver.effect.is_clear and (driver.effect.value or 0) * correlated[driver.name] < 0
    ]
    if turned:
        said.append(f"alone and beside the others in opposite directions: {', '.join(turned)}")
    error = max((driver.sampling_error for driver in drivers), default=0.0)
    if error:
        said.append(f"orders were sampled: the importance has a standard error of at most {error:.4f} from it")
    if found.is_yes_or_no and not 0.1 <= found.outcome.mean() <= 0.9:
        said.append("a linear probability is rough where nearly all outcomes are alike")
    return said


def _is_chance(explained: float, drivers: int, customers: int) -> bool:
    """The F test of all drivers together, with customers as the cases."""
    spare = customers - drivers - 1
    return bool(special.fdtrc(drivers, spare, explained / drivers / max((1 - explained) / spare, 1e-12)) > SURE)
