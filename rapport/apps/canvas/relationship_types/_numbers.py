"""The numbers a group is judged by: each with its interval, how many it rests on, and the same of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytics.metrics import catalogue

Words = str | Promise

DERIVED: dict[str, Words] = {
    "size": gettext_lazy("Customers in the group"),
    "share_of_people": gettext_lazy("Share of all customers"),
    "revenue_share": gettext_lazy("Share of all revenue"),
    "company_share": gettext_lazy("Share of companies"),
    "partner_share": gettext_lazy("Share that came through partners"),
    "top_tenth_share": gettext_lazy("Revenue from the top tenth of buyers"),
    "orders_a_year": gettext_lazy("Orders a year of a buyer"),
    "answers_each": gettext_lazy("Survey answers for each active customer"),
}
"""What is worked out for the advisor beside the metrics."""


def figure_title(name: str) -> str:
    """The words for a figure of the advisor, be it a metric or worked out from some.

    >>> figure_title("nps")
    'Net promoter score'
    """
    return str(DERIVED[name]) if name in DERIVED else catalogue.get(name).title


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of one group in one period; `low` and `high` are empty where it was counted, not estimated.

    `value` is empty where nothing can be said, and `words` then says why.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    text: str = ""
    interval_text: str = ""
    n_text: str = ""
    period: str = ""
    words: str = ""

    @property
    def lowest(self) -> float:
        """The lower end; of a counted figure the figure itself."""
        return (self.value or 0.0) if self.low is None else self.low

    @property
    def highest(self) -> float:
        """The upper end; of a counted figure the figure itself."""
        return (self.value or 0.0) if self.high is None else self.high


@dataclass(frozen=True, slots=True)
class Economics:
    """How a group earns and behaves, and how everybody does; `everybody` is empty where the group is everybody."""

    numbers: Mapping[str, Number] = field(default_factory=dict)
    everybody: Mapping[str, Number] | None = None

    def number(self, name: str) -> Number:
        """The group's figure of that name; one without a value where there is none."""
        return self.numbers.get(name) or Number(words=_("not known"))

    def of_everybody(self, name: str) -> Number:
        """The same figure of everybody."""
        if self.everybody is None:
            return Number(words=_("this canvas is about everybody, so there is nobody to compare with"))
        return self.everybody.get(name) or Number(words=_("not known of everybody"))
