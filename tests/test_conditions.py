"""A rule means what it says: the tree asked of the database against the same tree evaluated in plain Python."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Consent, Party, Purpose
from rapport.apps.customers.operations import (
    PartyFacts,
    create_field,
    create_segment,
    lay_first_purposes,
    record_parties,
    record_regions,
)
from rapport.apps.customers.queries import meant_by
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.conditions import Scope, parse, registered

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CITIES = ["Lugo", "Graz", ""]


def person(number: int) -> dict[str, Any]:
    """Somebody whose facts follow from their number, different enough that every leaf splits the forty of them."""
    return {
        "name": f"Person {number}",
        "city": CITIES[number % 3],
        "region": [None, "Spain", "Portugal"][number // 2 % 3],
        "vip": number % 4 == 0,
        "born": date(1950 + number, 3, 1 + number % 3) if number % 5 else None,
        "orders": [(NOW - timedelta(days=11 * number + 9 * n), Decimal(10 * n + number)) for n in range(number % 6)],
        "score": number % 11 if number % 3 else None,
        "own": own_values(number),
        "answers": [
            (NOW - timedelta(days=3 * number + 7 * n), ("given", "withdrawn", "unasked")[(number + n) % 3], n % 2 == 1)
            for n in range(number % 4)
        ],
    }


def own_values(number: int) -> dict[str, Any]:
    """What stands in the workspace's own fields, as it was typed; each of the forty has some of them."""
    typed = {
        "tier": ["Gold", "Été", "Basic"][number % 3] if number % 5 else None,
        "rooms": str(number - 10) if number % 4 else None,
        "budget": f"{number}.50" if number % 3 else None,
        "renewal": (date(2026, 2, 9) + timedelta(days=number)).isoformat() if number % 6 else None,
        "insured": ["yes", "no"][number % 2] if number % 7 else None,
        "skills": [skill for skill, every in (("Hair", 2), ("Été", 3), ("Nails", 5)) if number % every == 0] or None,
        "remark": f"Room {number}" if number % 2 else None,
    }
    return {key: value for key, value in typed.items() if value is not None}


OWN = [
    ("Tier", "choice", ["Gold", "Été", "Basic"]),
    ("Rooms", "number", []),
    ("Budget", "amount", []),
    ("Renewal", "date", []),
    ("Insured", "yes_no", []),
    ("Skills", "choices", ["Hair", "Été", "Nails"]),
    ("Remark", "text", []),
]
PEOPLE = [person(number) for number in range(40)]


def age(born: date) -> int:
    return 2026 - born.year - ((born.month, born.day) > (3, 1))


def bought(one: dict[str, Any]) -> Decimal:
    return sum((amount for _at, amount in one["orders"] if amount > 0), Decimal(0))


def sales(one: dict[str, Any]) -> list[datetime]:
    return [at for at, amount in one["orders"] if amount > 0]


# The tree of a leaf beside what it means, said once more in plain Python.
LEAVES: list[tuple[dict[str, Any], Any]] = [
    ({"condition": "city", "operator": "is", "value": "lugo"}, lambda p: p["city"] == "Lugo"),
    ({"condition": "city", "operator": "is_not", "value": "Lugo"}, lambda p: p["city"] != "Lugo"),
    ({"condition": "city", "operator": "is_unknown"}, lambda p: not p["city"]),
    ({"condition": "name", "operator": "contains", "value": "on 1"}, lambda p: "on 1" in p["name"]),
    ({"condition": "region", "operator": "is", "value": "Spain"}, lambda p: p["region"] == "Spain"),
    ({"condition": "region", "operator": "is_none_of", "value": ["Spain"]}, lambda p: p["region"] != "Spain"),
    ({"condition": "country", "operator": "is_one_of", "value": ["PT"]}, lambda p: p["region"] == "Portugal"),
    ({"condition": "country", "operator": "is_unknown"}, lambda p: p["region"] is None),
    ({"condition": "tag", "operator": "is", "value": "vip"}, lambda p: p["vip"]),
    ({"condition": "tag", "operator": "is_not", "value": "vip"}, lambda p: not p["vip"]),
    (
        {"condition": "age", "operator": "at_least", "value": 50},
        lambda p: p["born"] is not None and age(p["born"]) >= 50,
    ),
    (
        {"condition": "age", "operator": "less_than", "value": "60.5"},
        lambda p: p["born"] is not None and age(p["born"]) < 60.5,
    ),
    ({"condition": "age", "operator": "equals", "value": 53}, lambda p: p["born"] is not None and age(p["born"]) == 53),
    ({"condition": "age", "operator": "is_unknown"}, lambda p: p["born"] is None),
    ({"condition": "order_count", "operator": "at_least", "value": 2}, lambda p: len(sales(p)) >= 2),
    ({"condition": "order_count", "operator": "at_most", "value": 1}, lambda p: len(sales(p)) <= 1),
    ({"condition": "order_count", "operator": "equals", "value": 0}, lambda p: not sales(p)),
    (
        {"condition": "order_count", "operator": "between", "value": {"start": 0, "end": 2}},
        lambda p: len(sales(p)) <= 2,
    ),
    (
        {"condition": "order_count", "operator": "at_least", "value": 1, "parameters": {"days": 60}},
        lambda p: any(at >= datetime(2025, 12, 31, tzinfo=UTC) - timedelta(hours=1) for at in sales(p)),
    ),
    ({"condition": "order_total", "operator": "more_than", "value": "50.5"}, lambda p: bought(p) > Decimal("50.5")),
    ({"condition": "order_total", "operator": "less_than", "value": 1}, lambda p: bought(p) < 1),
    (
        {"condition": "last_order", "operator": "before", "value": "2025-12-01"},
        lambda p: bool(sales(p)) and max(sales(p)) < datetime(2025, 11, 30, 23, tzinfo=UTC),
    ),
    (
        {"condition": "last_order", "operator": "within_days_before", "value": {"days": 90, "date": "2026-02-28"}},
        lambda p: (
            bool(sales(p))
            and datetime(2025, 11, 29, 23, tzinfo=UTC) <= max(sales(p)) < datetime(2026, 2, 28, 23, tzinfo=UTC)
        ),
    ),
    ({"condition": "first_order", "operator": "is_unknown"}, lambda p: not sales(p)),
    (
        {"condition": "average_order_value", "operator": "at_least", "value": 30},
        lambda p: bool(sales(p)) and bought(p) / len(sales(p)) >= 30,
    ),
    (
        {"condition": "bought_product", "operator": "is", "value": "even"},
        lambda p: any(int(a) % 2 == 0 for _, a in p["orders"] if a > 0),
    ),
    (
        {"condition": "nps_score", "operator": "at_least", "value": 9},
        lambda p: p["score"] is not None and p["score"] >= 9,
    ),
    ({"condition": "nps_score", "operator": "is_unknown"}, lambda p: p["score"] is None),
    ({"condition": "response_count", "operator": "less_than", "value": 1}, lambda p: p["score"] is None),
]


def asked(condition: str, field: str, operator: str, value: Any = None) -> dict[str, Any]:
    """A leaf about one of the workspace's own fields."""
    leaf = {"condition": condition, "operator": operator, "parameters": {"field": field}}
    return leaf if value is None else {**leaf, "value": value}


def of(field: str, passes: Any) -> Any:
    """What a leaf means for whom something stands in the field."""
    return lambda p: field in p["own"] and passes(p["own"][field])


LEAVES += [
    (asked("choice_field", "tier", "is", "gold"), of("tier", lambda v: v == "Gold")),
    (asked("choice_field", "tier", "is_not", "Été"), lambda p: p["own"].get("tier") != "Été"),
    (asked("choice_field", "tier", "is_one_of", ["Gold", "Basic"]), of("tier", lambda v: v in ("Gold", "Basic"))),
    (asked("choice_field", "tier", "is_unknown"), lambda p: "tier" not in p["own"]),
    (asked("number_field", "rooms", "at_least", 3), of("rooms", lambda v: int(v) >= 3)),
    (asked("number_field", "rooms", "less_than", 0), of("rooms", lambda v: int(v) < 0)),
    (asked("number_field", "rooms", "between", {"start": -3, "end": "7.5"}), of("rooms", lambda v: -3 <= int(v) <= 7)),
    (asked("number_field", "rooms", "is_known"), of("rooms", lambda v: True)),
    (asked("amount_field", "budget", "more_than", "12.5"), of("budget", lambda v: Decimal(v) > Decimal("12.5"))),
    (asked("amount_field", "budget", "equals", "7.50"), of("budget", lambda v: v == "7.50")),
    (asked("date_field", "renewal", "in_next_days", 5), of("renewal", lambda v: "2026-03-01" <= v <= "2026-03-06")),
    (asked("date_field", "renewal", "before", "2026-02-20"), of("renewal", lambda v: v < "2026-02-20")),
    (asked("date_field", "renewal", "in_last_days", 7), of("renewal", lambda v: "2026-02-22" <= v <= "2026-03-01")),
    (asked("yes_no_field", "insured", "is", "yes"), of("insured", lambda v: v == "yes")),
    (asked("yes_no_field", "insured", "is_not", "no"), lambda p: p["own"].get("insured") != "no"),
    (asked("choices_field", "skills", "includes", "Été"), of("skills", lambda v: "Été" in v)),
    (asked("choices_field", "skills", "does_not_include", "Hair"), lambda p: "Hair" not in p["own"].get("skills", [])),
    (
        asked("choices_field", "skills", "includes_one_of", ["Nails", "Hair"]),
        of("skills", lambda v: "Nails" in v or "Hair" in v),
    ),
    (asked("choices_field", "skills", "is_known"), of("skills", lambda v: True)),
    (asked("text_field", "remark", "contains", "room 1"), of("remark", lambda v: "Room 1" in v)),
    (asked("text_field", "remark", "starts_with", "Room 3"), of("remark", lambda v: v.startswith("Room 3"))),
    (
        {"condition": "birthday", "operator": "in_next_days", "value": 1},
        lambda p: p["born"] is not None and (p["born"].month, p["born"].day) in ((3, 1), (3, 2)),
    ),
]


def standing(one: dict[str, Any]) -> tuple[str, datetime]:
    """What somebody answered last, and when; "no more at all" counts too."""
    answers = sorted((at, "withdrawn" if everything else state) for at, state, everything in one["answers"])
    at, state = answers[-1] if answers else (NOW, "unasked")
    return state, at


def allows(operator: str, value: Any, **span: Any) -> dict[str, Any]:
    """A leaf about what somebody allows."""
    parameters = {"purpose": "news_and_offers", **span}
    return {"condition": "consent", "operator": operator, "value": value, "parameters": parameters}


LEAVES += [
    (allows("is", "email_given"), lambda p: standing(p)[0] == "given"),
    (allows("is", "email_withdrawn"), lambda p: standing(p)[0] == "withdrawn"),
    (allows("is", "email_unasked"), lambda p: standing(p)[0] == "unasked"),
    (allows("is_not", "email_given"), lambda p: standing(p)[0] != "given"),
    (allows("is_one_of", ["email_given", "email_unasked"]), lambda p: standing(p)[0] != "withdrawn"),
    (
        allows("is", "email_given", days=60),
        lambda p: standing(p)[0] == "given" and standing(p)[1] >= datetime(2025, 12, 30, 23, tzinfo=UTC),
    ),
    (
        allows("is", "email_withdrawn", **{"from": "2026-01-01"}),
        lambda p: standing(p)[0] == "withdrawn" and standing(p)[1] >= datetime(2025, 12, 31, 23, tzinfo=UTC),
    ),
]


def evaluated(tree: dict[str, Any], one: dict[str, Any]) -> bool:
    """The tree for one person, without any database."""
    if "all" in tree:
        return all(evaluated(part, one) for part in tree["all"])
    if "any" in tree:
        return any(evaluated(part, one) for part in tree["any"])
    if "not" in tree:
        return not evaluated(tree["not"], one)
    return bool(next(meaning for leaf, meaning in LEAVES if leaf == tree)(one))


TREES = st.recursive(
    st.sampled_from([leaf for leaf, _meaning in LEAVES]),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@pytest.fixture
def forty(edi: Member) -> Member:
    """The forty people with their orders and answers; Edi, who looks at them."""
    regions = record_regions(edi, ["Spain", "Portugal"])
    for title, kind, choices in OWN:
        create_field(edi, title=title, kind=kind, choices=choices)
    facts = [
        PartyFacts(
            name=one["name"],
            city=one["city"],
            region_id=regions.get(one["region"]),
            birth_date=one["born"],
            tags=["vip"] if one["vip"] else [],
            attributes=one["own"],
        )
        for one in PEOPLE
    ]
    ids = record_parties(edi, facts).ids
    orders = [
        OrderFacts(
            f"{number}-{n}",
            at,
            [LineFacts("even" if int(amount) % 2 == 0 else "odd", Decimal(1), amount)],
            customer_id=ids[number],
        )
        for number, one in enumerate(PEOPLE)
        for n, (at, amount) in enumerate(one["orders"])
    ]
    record_orders(edi, orders)
    answers = [
        ResponseFacts("nps", NOW - timedelta(days=days), Decimal(score), customer_id=ids[number])
        for number, one in enumerate(PEOPLE)
        if one["score"] is not None
        for days, score in ((30, 5 if one["score"] != 5 else 4), (3, one["score"]))
    ]
    record_responses(edi, answers)
    answer_for_consent(edi, ids)
    return edi


def answer_for_consent(member: Member, ids: list[int]) -> None:
    """What the forty allow for news by e-mail; some ask for no more at all."""
    lay_first_purposes(member)
    news, surveys = Purpose.objects.of(member).order_by("position")[:2]
    Consent.objects.bulk_create(
        Consent(
            workspace=member.workspace,
            party_id=party_id,
            purpose=surveys if everything else news,
            channel="email",
            state="withdrawn" if everything else state,
            everything=everything,
            source="Form",
            at=at,
        )
        for party_id, one in zip(ids, PEOPLE, strict=True)
        for at, state, everything in one["answers"]
    )


def means(member: Member, tree: dict[str, Any]) -> set[str]:
    return set(meant_by(Scope(member.workspace, NOW), tree).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("leaf", "meaning"), LEAVES, ids=[f"{leaf['condition']} {leaf['operator']}" for leaf, _ in LEAVES]
)
def test_a_condition_means_what_it_says(forty: Member, leaf: dict[str, Any], meaning: Any) -> None:
    expected = {one["name"] for one in PEOPLE if meaning(one)}

    assert means(forty, leaf) == expected
    assert 0 < len(expected) < len(PEOPLE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_a_tree_means_the_same_in_the_database_and_in_python(forty: Member, tree: dict[str, Any]) -> None:
    assert means(forty, tree) == {one["name"] for one in PEOPLE if evaluated(tree, one)}


def test_every_condition_can_be_asked_of_the_database(forty: Member) -> None:
    """With each of its operators; together with its opposite it means everybody, and nobody is in both."""
    panel = create_segment(forty, name="Panel", party_ids=[Party.objects.of(forty).earliest("pk").pk])
    samples: dict[str, Any] = {"number": 1, "amount": 1, "date": "2026-01-01", "segment": panel.pk}
    samples |= {"day": "2026-01-01", "record": 1}
    for condition in registered():
        for operator in condition.offered:
            one = condition.fixed_choices[0][0] if condition.fixed_choices else samples.get(condition.value_kind, "a")
            shapes = {"one": one, "many": [one], "range": {"start": one, "end": one}, "days": 3, "none": None}
            shapes["days_before"] = {"days": 3, "date": "2026-01-01"}
            leaf = {"condition": condition.name, "operator": operator.name, "value": shapes[operator.shape]}
            if condition.parameters:
                leaf["parameters"] = {"days": 900, "from": "2020-01-01", "to": "2026-12-31"}
            if condition.aspect:
                key = condition.fixed_aspects[0].key if condition.fixed_aspects else "contract_type"
                leaf["parameters"] = {condition.aspect: key}

            inside, outside = means(forty, leaf), means(forty, {"not": leaf})

            assert inside | outside == {one["name"] for one in PEOPLE}, leaf
            assert not inside & outside, leaf


def test_conditions_never_see_another_workspace(forty: Member, otto: Member) -> None:
    for leaf, _meaning in LEAVES:
        assert means(otto, leaf) == set()


def test_a_day_begins_by_the_clock_of_the_workspace(edi: Member) -> None:
    late = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    record_parties(edi, [PartyFacts(name="Late", first_seen_at=late)])

    assert means(edi, {"condition": "first_seen", "operator": "on_or_after", "value": "2026-02-01"}) == {"Late"}
    assert (
        parse({"condition": "first_seen", "operator": "before", "value": "2026-02-01"}).sentence()
        == "first seen is before 1 February 2026"
    )
