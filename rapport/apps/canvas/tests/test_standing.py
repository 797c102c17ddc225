"""A note's status follows from its evidence (B12, B13), and says honestly when nothing is decided."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rapport.apps.canvas.evidence_kinds import Figure, evidence_kinds
from rapport.apps.canvas.models import Evidence
from rapport.apps.canvas.queries.standing import Standing, judged, standing_of
from rapport.kernel.errors import Refused

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NPS = {"metric": "nps", "comparison": "at_least", "threshold": "30"}


def figure(value: float | None, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Figure]:
    given = {"state": "ok", "words": "", "updated_at": NOW, **more}
    text = "" if value is None else f"{value:g}"
    return {"nps": Figure("NPS", value, low, high, value_text=text, interval_text="", **given)}


def said(days_ago: int, direction: str = "supports") -> Evidence:
    day = (NOW - timedelta(days=days_ago)).date().isoformat()
    return Evidence(kind="quotation", settings={"source": "Call", "said_on": day}, direction=direction, added_at=NOW)


def measured(direction: str = "supports", **settings: str) -> Evidence:
    return Evidence(kind="metric_threshold", settings={**NPS, **settings}, direction=direction, added_at=NOW)


def standing(*evidence: Evidence, figures: dict[str, Figure] | None = None) -> Standing:
    return standing_of([judged(one, figures or {}, fresh_days=180, at=NOW) for one in evidence])


def test_without_evidence_a_claim_is_untested() -> None:
    assert standing().status == "untested"


@pytest.mark.parametrize(
    ("evidence", "status", "counts"),
    [
        ([said(3)], "supported", (1, 0)),
        ([said(3, "contradicts")], "contradicted", (0, 1)),
        ([said(3), said(4, "contradicts")], "mixed", (1, 1)),
        ([said(200)], "stale", (1, 0)),
        ([said(200), said(3, "contradicts")], "contradicted", (1, 1)),
        ([said(180)], "supported", (1, 0)),
    ],
)
def test_the_status_follows_from_fresh_evidence(evidence: list[Evidence], status: str, counts: tuple[int, int]) -> None:
    found = standing(*evidence)

    assert (found.status, (found.supporting, found.contradicting)) == (status, counts)


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        (figure(42, 35, 49), "supported"),
        (figure(12, 5, 19), "contradicted"),
        (figure(31, 22, 40), "untested"),
        (figure(30), "supported"),
        (figure(29.9), "contradicted"),
    ],
)
def test_a_figure_decides_only_where_its_whole_interval_is_on_one_side(figures: dict[str, Figure], status: str) -> None:
    assert standing(measured(), figures=figures).status == status


def test_at_most_is_at_least_the_other_way_round() -> None:
    at_most = measured(comparison="at_most")

    assert standing(at_most, figures=figure(12, 5, 19)).status == "supported"
    assert standing(at_most, figures=figure(42, 35, 49)).status == "contradicted"


def test_evidence_that_would_contradict_supports_when_it_fails() -> None:
    assert standing(measured("contradicts"), figures=figure(12, 5, 19)).status == "supported"


def test_too_few_answers_leave_a_claim_untested_and_say_why() -> None:
    few = figure(None, state="too_few", words="Too few answers (n = 4)")

    found = standing(measured(), figures=few)

    assert (found.status, found.reason) == ("untested", "NPS: Too few answers (n = 4)")


def test_an_interval_around_the_threshold_says_so() -> None:
    assert "nothing is decided" in standing(measured(), figures=figure(31, 22, 40)).reason


def test_a_metric_without_a_figure_decides_nothing() -> None:
    assert standing(measured()).status == "untested"


def test_figures_that_stopped_arriving_make_a_note_stale() -> None:
    old = figure(42, 35, 49, updated_at=NOW - timedelta(days=200))

    assert standing(measured(), figures=old).status == "stale"


@pytest.mark.parametrize(
    ("metric", "threshold", "sentence"),
    [
        ("nps", "30", "is at least 30"),
        ("repeat_purchase_rate", "0.4", "is at least 40%"),
        ("nps", "1e2", "is at least 100"),
    ],
)
def test_evidence_says_itself_in_words(metric: str, threshold: str, sentence: str) -> None:
    kind = evidence_kinds.get("metric_threshold")
    settings = kind.checked({"metric": metric, "comparison": "at_least", "threshold": threshold})

    assert sentence in kind.sentence(settings)


def test_every_kind_of_evidence_asks_for_what_it_needs() -> None:
    for kind in evidence_kinds:
        assert kind.settings
        assert all(setting.label for setting in kind.settings)


@pytest.mark.parametrize("threshold", ["NaN", "1e400", "1e-999999", "-Infinity", "", "0.0000000000001"])
def test_a_threshold_is_a_number_one_can_write_down(threshold: str) -> None:
    with pytest.raises(Refused):
        evidence_kinds.get("metric_threshold").checked({**NPS, "threshold": threshold})
