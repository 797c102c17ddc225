"""A field of shares as a table whose cells lead to people: rows and columns with names, darker for more."""

from __future__ import annotations

from math import ceil
from typing import Any

LEVELS = 6


def cell(n: int, share: float | None, *, url: str = "", about: str = "", same: bool = False) -> dict[str, Any]:
    """One cell: how many, which share, and how dark it is (0 to 6); ``same`` where row and column are one.

    ``about`` says to those who listen what the cell is about.
    """
    level = 0 if share is None else min(LEVELS, ceil(share * LEVELS))
    return {
        "n": n,
        "words": "few" if share is None else _share(share),
        "level": level,
        "url": url if n else "",
        "about": about,
        "same": same,
    }


def _share(share: float) -> str:
    """In a field of figures the same digits everywhere read best."""
    return "< 1%" if 0 < share < 0.005 else f"{share:.0%}"


def matrix(title: str, corner: str, columns: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What ``insights/analyses/_matrix.html`` shows; each row has ``title``, ``n`` and ``cells``."""
    return {"title": title, "corner": corner, "columns": columns, "rows": rows}
