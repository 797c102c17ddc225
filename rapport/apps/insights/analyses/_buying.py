"""Models of buying for the analyses: which there are, their fit to what is known, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytics import BadQuestion, Period
from rapport.analytics.models import bgnbd, gamma_gamma, mbgnbd, paretonbd
from rapport.analytics.models.fitting import Estimate
from rapport.analytics.models.gamma_gamma import SpendFit
from rapport.analytics.models.model import Fit
from rapport.analytics.models.purchases import Purchases
from rapport.analytics.models.summary import summary
from rapport.apps.insights.analyses._analysis import Payload, Study, Wish
from rapport.apps.insights.analyses._series import plain
from rapport.apps.insights.analyses._standing import need_customers

Fitting = Callable[[Purchases], Fit[Any]]
FITS: dict[str, Fitting] = {"mbgnbd": mbgnbd.fit, "paretonbd": paretonbd.fit, "bgnbd": bgnbd.fit}
MODEL = Wish(
    name="model",
    title="by",
    default="mbgnbd",
    options=(("mbgnbd", "MBG/NBD"), ("paretonbd", "Pareto/NBD"), ("bgnbd", "BG/NBD")),
    help="Three models of the same kind; where they differ widely, trust none of them.",
)
WEEKS_NEEDED = 8
MEANINGS = {
    "r": "how alike customers are in how often they buy: small is very unlike",
    "alpha": "weeks; with r it gives the mean rate, r / alpha purchases a week",
    "a": "with b: how readily customers leave, a / (a + b) after a purchase on average",
    "b": "see a",
    "s": "how alike customers are in how fast they leave: small is very unlike",
    "beta": "weeks; with s it gives the mean rate of leaving, s / beta a week",
    "p": "how steady the amounts of one customer are: large is steady",
    "q": "how alike customers are in what they spend: large is alike",
    "gamma": "money; with p and q it gives the mean amount, p · gamma / (q − 1)",
}


@dataclass(frozen=True, slots=True)
class Buying:
    """Histories of purchases to the end of what is known, and both models fitted to them."""

    span: Period
    history: Purchases
    fit: Fit[Any]
    spend: SpendFit


def known_span(study: Study) -> Period:
    """From the first order on record to the end of what is known. Raises BadQuestion where that is too short."""
    span = Period(study.known.start, study.known.end)
    if (span.end - span.start).days < WEEKS_NEEDED * 7:
        raise BadQuestion(
            f"Orders are known for less than {WEEKS_NEEDED} weeks, which is too short to tell who will come back."
        )
    return span


def buying(study: Study) -> Buying:
    """Read the histories and fit the chosen model. Raises AnalyticsError in words where too little is known."""
    span = known_span(study)
    study.progress("Reading the history of every customer")
    history = summary(study.source, span, study.population, zone=study.zone)
    need_customers(history.n, study.minimum_n, who="ordered so far")
    repeated = int((history.frequency > 0).sum())
    if repeated < study.minimum_n:
        raise BadQuestion(
            f"{repeated} of {history.n} customers ordered again; a forecast needs at least {study.minimum_n} who did."
        )
    return Buying(span, history, fitted(study, history), _spend(study, history))


def fitted(study: Study, history: Purchases) -> Fit[Any]:
    """The chosen model, fitted."""
    study.progress(f"Fitting the model to {history.n:,} customers")
    return FITS[study.wishes["model"]](history)


def _spend(study: Study, history: Purchases) -> SpendFit:
    study.progress("Fitting what a purchase is worth")
    return gamma_gamma.fit(history)


def estimates_of(estimates: Sequence[Estimate], meanings: Mapping[str, str] = MEANINGS) -> list[Payload]:
    """Parameters as they are kept, with what they mean."""
    return [
        {
            "name": one.name,
            "value": plain(one.value),
            "error": None if one.error is None else plain(one.error),
            "low": None if one.low is None else plain(one.low),
            "high": None if one.high is None else plain(one.high),
            "meaning": meanings.get(one.name, ""),
            "remark": one.remark,
        }
        for one in estimates
    ]


def fits_of(found: Buying) -> list[Payload]:
    """Both fits as they are kept: parameters, likelihood, customers, whether the search came to its end."""
    return [_kept(found.fit), _kept(found.spend)]


def _kept(fit: Fit[Any] | SpendFit) -> Payload:
    return {
        "title": fit.model.title,
        "n": fit.n,
        "log_likelihood": plain(fit.log_likelihood),
        "converged": fit.converged,
        "estimates": estimates_of(fit.estimates),
    }


def single_orders(history: Purchases) -> int:
    """How many customers have ordered once."""
    return int(np.sum(history.frequency == 0))


def single_words(model: str) -> str:
    """What a model makes of customers with one order."""
    if model == "bgnbd":
        return (
            "BG/NBD lets customers leave only after a repeat purchase, so it holds everybody with a single order for"
            " a customer for sure, however long ago that was. Choose MBG/NBD where many ordered only once."
        )
    if model == "mbgnbd":
        return (
            "MBG/NBD lets customers leave after the very first order, too; with a single order the chance falls as the"
            " silence grows."
        )
    return "Pareto/NBD lets customers leave at any time; with a single order the chance falls as the silence grows."
