"""What analytics refuses, in words that name the place."""

from __future__ import annotations


class AnalyticsError(Exception):
    """Base of every refusal of this library."""


class BadQuestion(AnalyticsError):
    """A question that cannot be asked: an unknown metric, a period that ends before it begins."""


class BadTable(AnalyticsError):
    """A fact table that cannot be trusted: a missing column, a wrong type, a score outside its scale."""


class MixedCurrencies(BadTable):
    """Amounts in more than one currency without rates: their sum would mean nothing."""


class BadEngine(AnalyticsError):
    """An engine that cannot be used: an unknown address, or something that is not installed."""
