"""Measures that several metrics share."""

from typing import Any

from rapport.analytics.estimators import Mean, Share

SALES = "count(*) FILTER (WHERE seen.kind = 'sale')"
NET = "sum(seen.net)"
SALES_BEFORE = "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment < frames.starts)"
LATEST = "(seen.next_at IS NULL OR seen.next_at >= frames.ends)"


def answers(kind: str, condition: str = "") -> str:
    """How many answers of a kind one person gave, of those that meet a condition."""
    also = f" AND {condition}" if condition else ""
    return f"count(*) FILTER (WHERE seen.kind = '{kind}'{also})"


def mean_score(kind: str) -> dict[str, Any]:
    """What makes a metric the mean score of a kind of answers, widened where people answer several times.

    Scores 4, 5 of one person and 3 of another: mean 4 of three answers by two persons.
    """
    return {
        "fact": "responses",
        "measures": {"score": f"sum(seen.score) FILTER (WHERE seen.kind = '{kind}')", "answers": answers(kind)},
        "parts": {
            "score": "sum({score})",
            "answers": "sum({answers})",
            "persons": "count(*) FILTER (WHERE {answers} > 0)",
            "score_score": "sum({score} * {score})",
            "score_answers": "sum({score} * {answers})",
            "answers_answers": "sum({answers} * {answers})",
        },
        "estimator": Mean(
            total="score",
            count="answers",
            persons="persons",
            squares=("score_score", "score_answers", "answers_answers"),
        ),
        "nothing": "no answers in the period",
        "n_means": "the answers",
    }


def top_share(kind: str, lowest: int) -> dict[str, Any]:
    """What makes a metric the share of answers of a kind that score at least `lowest`, widened for repeated answers.

    CSAT answers 5, 4, 3 with `lowest` 4: two of three.
    """
    return {
        "fact": "responses",
        "measures": {"top": answers(kind, f"seen.score >= {lowest}"), "answers": answers(kind)},
        "parts": {
            "top": "sum({top})",
            "answers": "sum({answers})",
            "top_top": "sum({top} * {top})",
            "top_answers": "sum({top} * {answers})",
            "answers_answers": "sum({answers} * {answers})",
        },
        "estimator": Share(hits="top", tries="answers", squares=("top_top", "top_answers", "answers_answers")),
        "nothing": "no answers in the period",
        "n_means": "the answers",
    }
