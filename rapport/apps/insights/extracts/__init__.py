"""What flows into the lake: one file for each fact table."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rapport.apps.insights.extracts._extract import Extract
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.apps.insights.extracts", Extract)


def by_table(entries: Iterable[Extract] = catalogue) -> Iterator[tuple[str, list[Extract]]]:
    """The tables of the lake in order, each with the extracts that fill it, its own first."""
    order = {entry.name: place for place, entry in enumerate(entries)}
    ranked = sorted(entries, key=lambda entry: (order.get(entry.table, 0), entry.place))
    for name, its in groupby(ranked, key=lambda entry: entry.table):
        yield name, list(its)


def made_by(its: Iterable[Extract]) -> int:
    """What a table is marked with by the extracts that fill it: it changes when one of them does, or one joins."""
    return sum(entry.version for entry in its)


def extracts_of(table: str) -> list[Extract]:
    """The extracts that fill a table of the lake; none where nothing does."""
    return [entry for entry in catalogue if entry.table == table]


__all__ = ["Extract", "by_table", "catalogue", "extracts_of", "made_by"]
