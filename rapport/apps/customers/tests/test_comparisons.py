"""How alike two records are, in each respect, and the rules that join respects."""

from datetime import date
from typing import Any

import pytest

from rapport.apps.customers.comparisons import BUILT_IN, comparisons, read_rule, values_of
from rapport.kernel.errors import Refused

EMPTY = {
    "id": 1, "kind": "person", "name": "Ana Ruiz", "email_normal": "", "phone_normal": "", "external_id": "",
    "tax_number": "", "website": "", "street": "", "postal_code": "", "city": "", "birth_date": None,
}  # fmt: skip
FIRM = {"kind": "company", "name": "Basalt"}


def between(comparison: str, first: dict[str, Any], second: dict[str, Any]) -> float:
    one = comparisons.get(comparison)
    return one.between(one.value(EMPTY | first), one.value(EMPTY | second))


@pytest.mark.parametrize(
    ("comparison", "first", "second"),
    [
        ("same_email", {"email_normal": "ana@x.example"}, {"email_normal": "ana@x.example"}),
        ("same_phone", {"phone_normal": "+34600111222"}, {"phone_normal": "+34600111222"}),
        ("same_number", {"external_id": "C-00123"}, {"external_id": "c123"}),
        ("same_tax_number", {"tax_number": "ES B-123.456"}, {"tax_number": "esb123456"}),
        ("same_domain", {"website": "https://www.basalt.example/a"}, {"email_normal": "info@basalt.example"}),
        ("same_birth_date", {"birth_date": date(1980, 1, 1)}, {"birth_date": date(1980, 1, 1)}),
        ("no_other_birth_date", {"birth_date": date(1980, 1, 1)}, {}),
        ("same_postal_code", {"postal_code": "SW1A 1AA"}, {"postal_code": "sw1a1aa"}),
        ("same_city", {"city": "Málaga"}, {"city": "MALAGA"}),
        ("similar_street", {"street": "C/ Mayor, 12 3ºB"}, {"street": "Calle Mayor 12"}),
        ("similar_street", {"street": "Hauptstraße 7"}, {"street": "Hauptstr. 7"}),
        ("similar_name", {"name": "Dr. José García"}, {"name": "GARCIA, Jose"}),
        ("similar_name", FIRM | {"name": "Basalt Foods GmbH & Co. KG"}, FIRM | {"name": "Basalt Foods Ltd"}),
    ],
)
def test_the_same_in_another_spelling_is_the_same(comparison: str, first: Any, second: Any) -> None:
    assert between(comparison, first, second) == 1
    keys = comparisons.get(comparison).keys
    if keys is not None:
        values = [comparisons.get(comparison).value(EMPTY | one) for one in (first, second)]
        assert set(keys(values[0])) & set(keys(values[1]))


@pytest.mark.parametrize(
    ("comparison", "first", "second"),
    [
        ("same_email", {}, {}),
        ("same_phone", {"phone_normal": "+34600111222"}, {"phone_normal": "+34600111223"}),
        ("same_number", {"external_id": "7"}, {"external_id": "7"}),
        ("same_domain", {"email_normal": "a@gmail.com"}, {"email_normal": "b@gmail.com"}),
        ("no_other_birth_date", {"birth_date": date(1980, 1, 1)}, {"birth_date": date(2010, 1, 1)}),
        ("similar_street", {"street": "Main St 12"}, {"street": "Main St 21"}),
        ("similar_name", {"name": "Ana Ruiz"}, {"name": "Eva Gómez"}),
        ("similar_name", {"name": "John Smith"}, {"name": "Jane Smith"}),
    ],
)
def test_what_differs_or_is_not_known_is_not_the_same(comparison: str, first: Any, second: Any) -> None:
    assert between(comparison, first, second) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("María García", "Maira Garcia"),
        ("Bob Smith", "Smith, Robert"),
        ("Ana Ruiz", "A. Ruiz"),
        ("Ana Ruiz", "Ana Ruiz López"),
        ("Katharina Weber", "Katarina Weber"),
    ],
)
def test_a_slip_leaves_a_name_similar_and_within_reach(first: str, second: str) -> None:
    one = comparisons.get("similar_name")
    values = [one.value(EMPTY | {"name": name}) for name in (first, second)]

    assert one.least <= one.between(*values) < 1
    assert one.keys is not None
    assert set(one.keys(values[0])) & set(one.keys(values[1]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta Silva", "Mariana Silva"),
        ("Leon Ruiz", "Lea Ruiz"),
        ("Omar Costa", "María Costa"),
        ("Emma Roy", "Emily Roy"),
    ],
)
def test_two_names_of_one_family_are_not_similar(first: str, second: str) -> None:
    assert between("similar_name", {"name": first}, {"name": second}) == 0


def test_a_long_name_has_three_words_in_both() -> None:
    long, short = {"name": "Ana Ruiz López"}, {"name": "Ana Ruiz"}

    assert between("similar_long_name", long, {"name": "López Ruiz, Ana"}) == 1
    assert between("similar_long_name", long, short) == 0
    assert between("similar_long_name", short, short) == 0


def strength(tree: Any, first: dict[str, Any], second: dict[str, Any]) -> float:
    return read_rule(tree, kind="person").strength(values_of(EMPTY | first), values_of(EMPTY | second))


def test_and_or_combine() -> None:
    mail, phone = {"comparison": "same_email"}, {"comparison": "same_phone"}
    first = {"email_normal": "a@x.example", "phone_normal": "+1"}
    second = {"email_normal": "a@x.example", "phone_normal": "+2"}

    assert strength({"any": [mail, phone]}, first, second) == 1
    assert strength({"all": [mail, phone]}, first, second) == 0
    assert strength({"all": [mail, {"any": [phone, {"comparison": "similar_name"}]}]}, first, second) == 1


def test_records_that_a_rule_holds_of_share_a_key_of_it() -> None:
    tree = {"all": [{"comparison": "similar_name"}, {"comparison": "same_postal_code"}]}
    rule = read_rule(tree, kind="person")
    first = values_of(EMPTY | {"name": "María García", "postal_code": "28013"})
    second = values_of(EMPTY | {"name": "Garcia, Maira", "postal_code": "28 013"})

    assert rule.strength(first, second) > 0.9
    assert rule.keys(first) & rule.keys(second)


@pytest.mark.parametrize(
    ("tree", "place"),
    [
        ({}, "rule"),
        ([], "rule"),
        ({"none": []}, "rule"),
        ({"all": []}, "all"),
        ({"all": [{"comparison": "same_shoes"}]}, "all › 1 › comparison"),
        ({"all": [{"comparison": "similar_name", "at_least": 2}]}, "all › 1 › at_least"),
        ({"all": [{"comparison": "similar_name", "at_least": True}]}, "all › 1 › at_least"),
        ({"any": [{"comparison": "same_email", "sql": "x"}]}, "any › 1"),
        ({"all": [{"comparison": "no_other_birth_date"}]}, "rule"),
        ({"any": [{"comparison": "same_email"}, {"comparison": "no_other_birth_date"}]}, "rule"),
        ({"all": [{"comparison": "same_email"}] * 21}, "all"),
        ({"all": [{"all": [{"all": [{"all": [{"all": [{"comparison": "same_email"}]}]}]}]}]}, "all › 1 › all"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(tree: Any, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rule(tree, kind="person")

    assert refused.value.place.startswith(place)


def test_a_comparison_of_people_is_not_for_companies() -> None:
    with pytest.raises(Refused):
        read_rule({"comparison": "same_birth_date"}, kind="company")


def test_the_rules_that_ship_are_rules_as_they_are_written() -> None:
    for one in BUILT_IN:
        tree = read_rule(one.rule, kind=one.applies_to).tree()
        assert read_rule(tree, kind=one.applies_to).tree() == tree
