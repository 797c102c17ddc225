"""The engine: composes one query for each fact table and finishes its parts into rows."""

from rapport.analytics.engine.answering import answer

__all__ = ["answer"]
