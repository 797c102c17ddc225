"""The grammar: what is refused and where, what a rule says, and that it means what it says."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rapport.kernel.conditions import MAXIMUM_DEPTH, MAXIMUM_LEAVES, ConditionError, parse, registered

CITY = {"condition": "city", "operator": "is", "value": "Lyon"}
FIVE = {"condition": "order_count", "operator": "at_least", "value": 5}


def nested(depth: int) -> dict[str, Any]:
    return CITY if depth == 1 else {"not": nested(depth - 1)}


@pytest.mark.parametrize(
    ("tree", "place"),
    [
        ({}, "the rule"),
        (None, "the rule"),
        ([CITY], "the rule"),
        ({"all": []}, "all"),
        ({"all": CITY}, "all"),
        ({"all": [CITY], "any": [CITY]}, "the rule"),
        (
            {"all": [CITY, {"any": [CITY, {"condition": "cty", "operator": "is", "value": "x"}]}]},
            "all › 2 › any › 2 › condition",
        ),
        ({"all": [{**FIVE, "operator": "contains"}]}, "all › 1 › operator"),
        ({"all": [FIVE, {**FIVE, "value": "many"}]}, "all › 2 › value"),
        ({"not": {**FIVE, "value": True}}, "not › value"),
        ({**FIVE, "value": float("nan")}, "value"),
        ({**FIVE, "value": 10**400}, "value"),
        ({**FIVE, "value": None}, "value"),
        ({**FIVE, "sql": "1=1"}, "the rule"),
        ({**FIVE, "parameters": {"weeks": 2}}, "parameters"),
        ({**FIVE, "parameters": {"days": 0}}, "parameters › days"),
        ({**FIVE, "parameters": {"from": "2026-02-01", "to": "2026-01-01"}}, "parameters › to"),
        ({**CITY, "value": "a\x00b"}, "value"),
        ({**CITY, "value": "\ud800"}, "value"),
        ({**CITY, "value": "x" * 201}, "value"),
        ({**CITY, "value": "  "}, "value"),
        ({**CITY, "operator": "is_one_of", "value": []}, "value"),
        ({**CITY, "operator": "is_one_of", "value": ["Lyon", 7]}, "value › 2"),
        ({"condition": "kind", "operator": "is", "value": "robot"}, "value"),
        ({"condition": "last_order", "operator": "before", "value": "2026-02-30"}, "value"),
        ({"condition": "last_order", "operator": "within_days_before", "value": {"days": 90}}, "value"),
        (
            {"condition": "last_order", "operator": "between", "value": {"start": "2026-02-02", "end": "2026-02-01"}},
            "value › end",
        ),
        ({"condition": ["city"], "operator": "is", "value": "x"}, "condition"),
        (nested(MAXIMUM_DEPTH + 1), " › ".join(["not"] * MAXIMUM_DEPTH)),
        ({"any": [{"all": [CITY] * MAXIMUM_LEAVES}, CITY]}, "the rule"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(tree: Any, place: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(tree)

    assert refused.value.place == place
    assert refused.value.message


def test_a_misspelt_condition_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(ConditionError, match="order_count"):
        parse({"condition": "orders_count", "operator": "at_least", "value": 5})


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        (CITY, "city is “Lyon”"),
        ({**FIVE, "parameters": {"days": 90}}, "number of orders in the last 90 days is at least 5"),
        (
            {"all": [CITY, {"any": [FIVE, CITY]}]},
            "city is “Lyon” and (number of orders is at least 5 or city is “Lyon”)",
        ),
        ({"not": {"any": [CITY]}}, "not (city is “Lyon”)"),
        ({"condition": "kind", "operator": "is", "value": "company"}, "kind is a company"),
        ({"condition": "nps_score", "operator": "at_least", "value": 9}, "NPS score is at least 9"),
        (
            {"condition": "country", "operator": "is_one_of", "value": ["GB", "FR"]},
            "country is one of United Kingdom, France",
        ),
        (
            {"condition": "last_order", "operator": "within_days_before", "value": {"days": 90, "date": "2011-12-09"}},
            "last order is within the 90 days up to 9 December 2011",
        ),
        (
            {"condition": "order_total", "operator": "between", "value": {"start": 1000, "end": "2000.50"}},
            "revenue is from 1,000 to 2,000.5",
        ),
        ({"condition": "email", "operator": "is_unknown"}, "e-mail address is not known"),
    ],
)
def test_a_rule_reads_like_a_sentence(tree: Any, sentence: str) -> None:
    assert parse(tree).sentence() == sentence


def test_a_long_list_of_values_is_cut_short_in_words() -> None:
    tree = {"condition": "city", "operator": "is_one_of", "value": [f"city {number}" for number in range(8)]}

    assert parse(tree).sentence().endswith("“city 4” and 3 more")


def test_every_condition_can_be_asked_in_every_way_it_offers() -> None:
    samples: dict[str, Any] = {
        "text": "a",
        "choice": "a",
        "tag": "a",
        "region": "a",
        "number": 1,
        "amount": 1,
        "date": "2026-01-01",
        "segment": 1,
        "record": 1,
        "day": "2026-01-01",
        "set": "a",
    }
    for condition in registered():
        for operator in condition.offered:
            one = condition.fixed_choices[0][0] if condition.fixed_choices else samples[condition.value_kind]
            shapes = {"one": one, "many": [one], "range": {"start": one, "end": one}, "days": 3, "none": None}
            shapes["days_before"] = {"days": 3, "date": "2026-01-01"}
            leaf = {"condition": condition.name, "operator": operator.name, "value": shapes[operator.shape]}
            if condition.aspect:
                key = condition.fixed_aspects[0].key if condition.fixed_aspects else "contract_type"
                leaf["parameters"] = {condition.aspect: key}

            node = parse(leaf)

            assert "{" not in node.sentence()
            assert parse(node.tree()).tree() == node.tree()


LEAVES = st.sampled_from(
    [
        CITY,
        {"condition": "email", "operator": "is_known"},
        {**FIVE, "value": "2.50", "parameters": {"days": 30}},
        {"condition": "last_order", "operator": "between", "value": {"start": "2026-01-01", "end": "2026-02-01"}},
    ]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=12,
)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["all", "any", "not", "condition", "operator", "value", "parameters", "x"]), inner
        ),
    ),
    max_leaves=20,
)


def refusal_of(tree: Any) -> ConditionError | None:
    try:
        parse(tree)
    except ConditionError as refused:
        return refused
    return None


@given(TREES)
def test_a_rule_written_out_and_read_again_is_the_same(tree: Any) -> None:
    assume(refusal_of(tree) is None)

    node = parse(tree)

    assert parse(node.tree()).tree() == node.tree()
    assert parse(node.tree()).sentence() == node.sentence()


@given(JUNK)
def test_junk_is_refused_with_a_place_and_never_breaks(tree: Any) -> None:
    refused = refusal_of(tree)

    assert refused is None or refused.place
