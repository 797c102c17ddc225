"""Measures that several metrics share."""

from typing import Any

from rapport.analytics.estimators import Mean, Share

SALES = "count(*) FILTER (WHERE seen.kind = 'sale')"
NET = "sum(seen.net)"
FIRSTS = "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at >= frames.starts)"
SALES_BEFORE = "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment < frames.starts)"
LATEST = "(seen.next_at IS NULL OR seen.next_at >= frames.ends)"


# What happens in the community and in programmes is not use of what was bought.
_PROGRAMMES = (
    "community_question",
    "community_answer",
    "idea_posted",
    "idea_voted",
    "idea_shipped",
    "review_written",
    "points_earned",
    "points_redeemed",
    "recommendation_shown",
    "recommendation_accepted",
    "early_access_offered",
    "early_access_used",
    "gathering_invited",
    "gathering_attended",
)
USE = "seen.name NOT IN ({})".format(", ".join(f"'{name}'" for name in _PROGRAMMES))
USES = f"count(*) FILTER (WHERE {USE})"


def answers(kind: str, condition: str = "") -> str:
    """How many answers of a kind one person gave, of those that meet a condition."""
    also = f" AND {condition}" if condition else ""
    return f"count(*) FILTER (WHERE seen.kind = '{kind}'{also})"


def clustered(hits: str, tries: str) -> dict[str, Any]:
    """What makes a metric a share of rows, widened where one customer has several: hits and tries as measures.

    Two of four tickets, all of one customer, are worth one try and not four.
    """
    return {
        "measures": {"hits": hits, "tries": tries},
        "parts": {
            "hits": "sum({hits})",
            "tries": "sum({tries})",
            "hits_hits": "sum({hits} * {hits})",
            "hits_tries": "sum({hits} * {tries})",
            "tries_tries": "sum({tries} * {tries})",
        },
        "estimator": Share(hits="hits", tries="tries", squares=("hits_hits", "hits_tries", "tries_tries")),
    }


def latest_share(condition: str) -> dict[str, Any]:
    """What makes a metric the share of people whose latest recommendation score meets a condition."""
    return {
        "fact": "responses",
        "measures": {"hits": answers("nps", f"{LATEST} AND {condition}"), "answers": answers("nps", LATEST)},
        "parts": {"hits": "sum({hits})", "answers": "sum({answers})"},
        "estimator": Share(hits="hits", tries="answers"),
        "nothing": "no answers in the period",
        "n_means": "the people who answered",
    }


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


def top_share(kind: str, lowest: int, condition: str = "true") -> dict[str, Any]:
    """What makes a metric the share of answers of a kind that score at least `lowest`, widened for repeated answers.

    CSAT answers 5, 4, 3 with `lowest` 4: two of three. Only answers that meet the condition count.
    """
    return {
        "fact": "responses",
        "measures": {
            "top": answers(kind, f"seen.score >= {lowest} AND {condition}"),
            "answers": answers(kind, condition),
        },
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
