"""Models over renewals and occasions for the analyses: what they say of themselves, and what speaks against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.analytics.models.discrete import DiscreteFit
from rapport.apps.insights.analyses._analysis import Payload, Sheet
from rapport.apps.insights.analyses._buying import estimates_of
from rapport.apps.insights.analyses._series import plain

# How far a model may be off before the page warns of it.
TOTAL_OFF, COUNTS_OFF = 0.2, 0.1


def fit_of(title: str, fit: DiscreteFit[Any], meanings: Mapping[str, str]) -> Payload:
    """A fit as it is kept, in the form that `fits_shown` reads."""
    return {
        "title": title,
        "n": fit.n,
        "log_likelihood": plain(fit.log_likelihood),
        "converged": fit.converged,
        "estimates": estimates_of(fit.estimates, meanings),
    }


def doubts(fit: DiscreteFit[Any], *, counts_off: float, error: float | None, counts: str, what: str) -> list[str]:
    """What speaks against a model, a sentence each; none where it may be believed.

    ``counts`` says what it puts wrongly where ``counts_off`` is the share, ``what`` is what it expected too much of
    where ``error`` is how far it was off in the time held out.
    """
    said = [] if fit.fitted.is_sound else ["The fit itself is not sound; its remarks say why."]
    if counts_off > COUNTS_OFF:
        said.append(counts.format(off=f"{counts_off:.0%}"))
    if error is not None and abs(error) > TOTAL_OFF:
        said.append(f"It expected {abs(error):.0%} {'more' if error > 0 else 'fewer'} {what} than came, held out.")
    return said


def parameters_sheet(fits: Sequence[Payload]) -> Sheet:
    """The parameters as a table for a file."""
    parts = ("name", "value", "error", "low", "high", "remark")
    rows = [[fit["title"], *(one[part] for part in parts)] for fit in fits for one in fit["estimates"]]
    return Sheet("Parameters", ("Model", "Parameter", "Value", "Standard error", "Low", "High", "Remark"), rows)
