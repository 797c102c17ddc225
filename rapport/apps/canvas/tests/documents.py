"""Portable documents for tests: one by hand, and any number by chance."""

import uuid
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.relationship_types import relationship_types
from rapport.apps.customers.models import HUES

NOTE, OTHER = "0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000002"
READING = {
    "metric": "nps", "title": "NPS", "unit": "points", "state": "ok", "at": "2026-01-02T03:04:05+00:00", "value": 20.5,
    "low": 10.0, "high": 31.0, "n": 80, "n_text": "80 answers", "period": "2025", "start": "2025-01-01",
    "end": "2026-01-01", "words": "",
}  # fmt: skip
BLUEPRINT = blueprints.get("customer_relationship")
SHARES = [entry.name for entry in catalogue if entry.unit == "share"]
# What is stored as it was written: no blanks at the ends, no NUL, no half characters.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)
words = st.one_of(st.just(""), texts)
decimals = st.one_of(st.none(), st.integers(-999, 999).map(str), st.integers(1, 9).map(lambda n: f"0.{n}"))
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.isoformat()
)


def small(offerings: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """A document with something of everything."""
    evidence = {
        "id": "0198c0de-0000-7000-8000-0000000000e1", "kind": "metric_threshold", "direction": "supports",
        "strength": 2, "settings": {"metric": "nps", "comparison": "at_least", "threshold": "30"},
        "quote": "", "added_at": "2020-01-02T03:04:05+00:00",
    }  # fmt: skip
    first = {
        "id": NOTE, "text": "Wants to feel sure", "kind": "claim", "colour": "teal", "importance": 4,
        "tags": ["trust"], "evidence": [evidence],
    }  # fmt: skip
    second = {**first, "id": OTHER, "text": "Adviser", "colour": "", "importance": None, "tags": [], "evidence": []}
    return {
        "format": "rapport-canvas", "version": 2,
        "template": {"name": "customer_relationship", "definition": None},
        "title": "Everybody", "subject": {"kind": "everybody", "name": "Everybody"}, "region": None,
        "period": "last-12-months", "fresh_days": 90, "colour_meanings": {"teal": "From the talks"},
        "sections": [
            {"key": section.key, "row": "", "title": section.title,
             "notes": {"needs": [first], "relationships": [second]}.get(section.key, [])}
            for section in BLUEPRINT.sections
        ],
        **_plans(offerings),
    }  # fmt: skip


def _plans(offerings: list[dict[str, str]] | None) -> dict[str, Any]:
    strategy = {"text": "Ask friends", "budget": "1200", "metric": "", "target": None}
    return {
        "relationship": {
            "design": {
                "statement": "Close and calm", "bond": ["long_term"], "intimacy": [], "directness": ["direct"],
                "acquisition": strategy, "retention": strategy, "growth": strategy, "win_back": strategy,
                "dismissed": [],
            },
            "elements": [
                {"id": "0198c0de-0000-7000-8000-0000000000f1", "type": relationship_types.names()[0], "note": OTHER}
            ],
        },
        "propositions": [{
            "id": "0198c0de-0000-7000-8000-0000000000d1", "statement": "Try at home", "answers": [NOTE],
            "offerings": [{"sku": "rose-1", "name": "Rose serum"}] if offerings is None else offerings,
            "message": "", "proof": "",
            "differences": [{"need": NOTE, "competitor": "Big shop", "us": "we", "them": "they", "evidence": ""}],
        }],
        "targets": [{"metric": "nps", "direction": "at_least", "value": "40"}],
        "actions": [{
            "id": "0198c0de-0000-7000-8000-0000000000a1", "note": NOTE, "text": "Call ten customers",
            "due": "2026-12-01", "status": "planned", "cost": "100", "metric": "nps", "expected": "5",
            "review_on": None, "baseline": {**READING}, "outcome": {},
        }],
        "comments": [{
            "id": "0198c0de-0000-7000-8000-0000000000c1", "note": NOTE, "parent": None, "text": "Really?",
            "resolved": False, "added_at": "2026-01-02T03:04:05+00:00",
        }],
    }  # fmt: skip


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """Any document that a workspace of the tests can read: about everybody, by a template that ships."""
    document = small()
    document["title"] = draw(texts)
    document["fresh_days"] = draw(st.integers(1, 3650))
    document["colour_meanings"] = dict(sorted(draw(st.dictionaries(st.sampled_from(HUES), texts, max_size=3)).items()))
    for section in document["sections"]:
        section["notes"] = draw(st.lists(_notes, max_size=2))
    ids = [note["id"] for section in document["sections"] for note in section["notes"]]
    types = draw(st.lists(st.sampled_from(relationship_types.names()), unique=True, max_size=3)) if ids else []
    design = {**document["relationship"]["design"], "statement": draw(words)}
    document["relationship"] = {
        "design": draw(st.sampled_from([None, design])),
        "elements": [{"id": _id(), "type": name, "note": draw(st.sampled_from(ids))} for name in sorted(types)],
    }
    document["propositions"] = [_proposition(draw, ids) for _ in range(draw(st.integers(0, 2)))]
    document["targets"] = [
        {"metric": name, "direction": "at_least", "value": "0.5"}
        for name in sorted(draw(st.sets(st.sampled_from(SHARES), max_size=2)))
    ]
    document["actions"] = [_action(draw, ids) for _ in range(draw(st.integers(0, 2)))]
    document["comments"] = []
    return document


def _id() -> str:
    return str(uuid.uuid4())


_notes = st.fixed_dictionaries(
    {
        "id": st.builds(_id),
        "text": texts,
        "kind": st.sampled_from(["claim", "fact", "question"]),
        "colour": st.sampled_from(["", *HUES]),
        "importance": st.sampled_from([None, 1, 2, 3, 4, 5]),
        "tags": st.lists(texts, unique=True, max_size=2),
        "evidence": st.lists(
            st.fixed_dictionaries(
                {
                    "id": st.builds(_id),
                    "kind": st.just("metric_threshold"),
                    "direction": st.sampled_from(["supports", "contradicts"]),
                    "strength": st.sampled_from([1, 2, 3]),
                    "settings": st.just({"metric": "nps", "comparison": "at_most", "threshold": "30"}),
                    "quote": words,
                    "added_at": moments,
                }
            ),
            max_size=1,
        ),
    }
)


def _proposition(draw: Any, ids: list[str]) -> dict[str, Any]:
    pick = st.sampled_from(ids) if ids else st.nothing()
    return {
        "id": _id(),
        "statement": draw(texts),
        "answers": draw(st.lists(pick, unique=True, max_size=2)) if ids else [],
        "offerings": [{"sku": "rose-1", "name": "Rose serum"}] if draw(st.booleans()) else [],
        "message": draw(words),
        "proof": draw(words),
        "differences": [
            {
                "need": draw(pick) if ids else None,
                "competitor": draw(words),
                "us": draw(words),
                "them": "",
                "evidence": "",
            }
            for _ in range(draw(st.integers(0, 2)))
        ],
    }


def _action(draw: Any, ids: list[str]) -> dict[str, Any]:
    return {
        "id": _id(),
        "note": draw(st.sampled_from([None, *ids])),
        "text": draw(texts),
        "due": draw(days),
        "status": draw(st.sampled_from(["planned", "doing", "done", "dropped"])),
        "cost": draw(st.sampled_from([None, "0", "12.5", "100"])),
        "metric": draw(st.sampled_from(["", "nps"])),
        "expected": draw(decimals),
        "review_on": draw(days),
        "baseline": dict(draw(st.sampled_from([{}, READING]))),
        "outcome": {},
    }
