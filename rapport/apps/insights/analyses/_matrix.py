"""A field of shares as a table whose cells lead to people: rows and columns with names, darker for more."""

from __future__ import annotations

from typing import Any

from rapport.apps.insights.analyses._standing import told

LEVELS = 6


def cell(n: int, share: float | None, *, url: str = "", more: str = "", same: bool = False) -> dict[str, Any]:
    """One cell: how many, which share, and how dark it is (0 to 6); ``same`` where row and column are one."""
    level = 0 if share is None else min(LEVELS, round(share * LEVELS + 0.49))
    words = "" if n == 0 else "few" if share is None else told(share, "share")
    return {"n": n, "words": words, "level": level, "url": url if n else "", "more": more, "same": same}


def matrix(title: str, corner: str, columns: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What ``insights/analyses/_matrix.html`` shows; each row has ``title``, ``n`` and ``cells``."""
    return {"title": title, "corner": corner, "columns": columns, "rows": rows}
