"""Measures that several metrics share."""

SALES = "count(*) FILTER (WHERE seen.kind = 'sale')"
NET = "sum(seen.net)"
SALES_BEFORE = "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment < frames.starts)"
LATEST = "(seen.next_at IS NULL OR seen.next_at >= frames.ends)"


def answers(kind: str, condition: str = "") -> str:
    """How many answers of a kind one person gave, of those that meet a condition."""
    also = f" AND {condition}" if condition else ""
    return f"count(*) FILTER (WHERE seen.kind = '{kind}'{also})"
