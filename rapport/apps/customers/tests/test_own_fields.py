"""Fields that a workspace defines itself: what they take, where they stand, what rules make of them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField, Party
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_field,
    create_field,
    create_party,
    move_field,
    read_field,
    record_parties,
    restore_field,
    update_field,
    update_party,
)
from rapport.apps.customers.operations.values import typed_field
from rapport.apps.customers.queries import count_and_sample, own_fields
from rapport.kernel.errors import Conflict, NotPermitted, Refused
from rapport.kernel.money import Money


def field(kind: str, *choices: str) -> CustomField:
    return CustomField(key="k", title="T", kind=kind, choices=list(choices))


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("text", "  Ännchen ", "Ännchen"),
        ("text", "   ", None),
        ("number", "12", 12),
        ("number", "12,5", 12.5),
        ("number", "1.234,5", 1234.5),
        ("number", "-3", -3),
        ("number", 7, 7),
        ("amount", "19,90", 199_000),
        ("amount", Decimal("0.0001"), 1),
        ("date", "2026-03-31", "2026-03-31"),
        ("date", "31.03.2026", "2026-03-31"),
        ("date", date(2026, 3, 31), "2026-03-31"),
        ("yes_no", "Yes", True),
        ("yes_no", False, False),
        ("yes_no", "0", False),
        ("choice", "gold", "Gold"),
        ("choices", "silver; GOLD", ["Gold", "Silver"]),
        ("choices", ["Silver"], ["Silver"]),
        ("choices", [], None),
        ("link", "example.com/a", "https://example.com/a"),
        ("link", "http://example.com", "http://example.com"),
        ("number", None, None),
    ],
)
def test_values_are_read_in_the_form_they_are_kept_in(kind: str, raw: Any, kept: Any) -> None:
    one = field(kind, "Gold", "Silver")

    assert read_field(one, raw) == kept
    assert read_field(one, typed_field(one, kept)) == kept


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("number", "many", "not a number"),
        ("number", "1,234", "two ways"),
        ("number", "nan", "too large"),
        ("number", True, "number"),
        ("amount", "1.23456", "four places"),
        ("date", "31/02/2026", "not a date"),
        ("date", "0001-01-01", "date"),
        ("yes_no", "perhaps", "neither"),
        ("choice", "Bronze", "Gold, Silver"),
        ("choices", "Gold; Bronze", "Bronze"),
        ("link", "javascript:alert(1)", "not a link"),
        ("link", "two words", "not a link"),
        ("text", "a\x00b", "NUL"),
        ("text", "x" * 1001, "1000"),
    ],
)
def test_what_a_field_does_not_take_is_said(kind: str, raw: Any, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_field(field(kind, "Gold", "Silver"), raw)

    assert refused.value.place == "k"


def test_fields_get_free_keys_and_keep_their_order(edi: Member) -> None:
    first = create_field(edi, title="Contract type", kind="choice", choices=["Gold", "gold", "Basic"])
    second = create_field(edi, title="Contract  type!", kind="text")
    third = create_field(edi, title="2. Größe", kind="number")

    move_field(edi, third.pk, up=True)
    move_field(edi, first.pk, up=True)

    assert [first.key, second.key, third.key] == ["contract_type", "contract_type_2", "field_2_grosse"]
    assert first.choices == ["gold", "Basic"]
    assert [one.pk for one in own_fields(edi)] == [first.pk, third.pk, second.pk]


def test_a_taken_name_is_refused_until_the_other_is_archived(edi: Member) -> None:
    first = create_field(edi, title="Skin type", kind="text")
    with pytest.raises(Conflict, match="skin TYPE"):
        create_field(edi, title="skin TYPE", kind="text")

    archive_field(edi, first.pk)
    create_field(edi, title="skin TYPE", kind="text")

    with pytest.raises(Conflict):
        restore_field(edi, first.pk)


def test_who_may_not_define_fields_is_refused(cora: Member) -> None:
    with pytest.raises(NotPermitted):
        create_field(cora, title="Skin type", kind="text")


def test_what_a_field_holds_stays_what_it_is(edi: Member) -> None:
    one = create_field(edi, title="Skin type", kind="choice", choices=["dry"])

    with pytest.raises(Refused):
        update_field(edi, one.pk, kind="number")

    assert update_field(edi, one.pk, choices=["dry", "oily"]).choices == ["dry", "oily"]


def test_records_read_their_fields_and_an_empty_value_is_gone(edi: Member) -> None:
    create_field(edi, title="Budget", kind="amount")
    create_field(edi, title="Skills", kind="choices", choices=["Hair", "Nails"])

    ids = record_parties(edi, [PartyFacts(name="Ana", attributes={"budget": "12.50", "skills": "nails", "old": 1})]).ids
    kept = Party.objects.of(edi).get(pk=ids[0]).attributes
    update_party(edi, ids[0], attributes={"budget": None})

    assert kept == {"budget": 125_000, "skills": ["Nails"], "old": 1}
    assert Party.objects.of(edi).get(pk=ids[0]).attributes == {"skills": ["Nails"], "old": 1}
    with pytest.raises(Refused) as refused:
        record_parties(edi, [PartyFacts(name="Bo", attributes={"budget": "much"}, place="row 3")])
    assert refused.value.place == "row 3 › budget"


def test_an_amount_is_taken_as_decimal_and_as_money_of_the_workspace(edi: Member) -> None:
    budget = create_field(edi, title="Budget", kind="amount")
    said = [Decimal("19.90"), Money(Decimal("19.90"), "EUR"), "19,90", 19.9]

    ids = record_parties(edi, [PartyFacts(name="Ana", attributes={budget.key: one}) for one in said]).ids
    update_party(edi, ids[0], attributes={budget.key: Money(Decimal(7), "EUR")})

    kept = [one.attributes[budget.key] for one in Party.objects.of(edi).order_by("pk")]
    assert kept == [70_000, 199_000, 199_000, 199_000]
    with pytest.raises(Refused, match="USD"):
        update_party(edi, ids[0], attributes={budget.key: Money(Decimal(7), "USD")})


def test_a_rule_about_a_field_reads_like_a_sentence(edi: Member) -> None:
    create_field(edi, title="Contract type", kind="choice", choices=["Gold", "Basic"])
    create_party(edi, name="Ana", attributes={"contract_type": "Gold"})
    create_party(edi, name="Bo")
    leaf = {"condition": "choice_field", "operator": "is", "value": "Gold", "parameters": {"field": "contract_type"}}

    found = count_and_sample(edi, leaf)

    assert found.sentence == "Contract type is “Gold”"
    assert [party.name for party in found.sample] == ["Ana"]


@pytest.fixture
def browser(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def address(edi: Member) -> Callable[[str], str]:
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


def test_a_field_is_added_filled_and_shown_on_screen(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    said = {"title": "Loyalty level", "kind": "choice", "used_for": "person", "choices": "Gold\nSilver", "help": ""}
    assert browser.post(address("settings/fields"), said).status_code == 302
    ana = create_party(edi, name="Ana")

    wrong = browser.post(address(f"customers/{ana.pk}/facts"), {"name": "Ana", "own_loyalty_level": "Tin"})
    right = browser.post(address(f"customers/{ana.pk}/facts"), {"name": "Ana", "own_loyalty_level": "Gold"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert b"Loyalty level" in browser.get(address(f"customers/{ana.pk}")).content
    assert b"own_loyalty_level" not in browser.get(address("customers/new?kind=company")).content


def test_the_rule_builder_offers_each_field_by_its_name(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    create_field(edi, title="Contract type", kind="choice", choices=["Gold", "Basic"], help="From the contract")
    said = {
        "rule-0-word": "all",
        "rule-0-0-condition": "choice_field:contract_type",
        "rule-0-0-operator": "is",
        "rule-0-0-value": "Gold",
    }

    editor = browser.post(address("segments/new"), {**said, "do": "again"}).content.decode()
    saved = browser.post(address("segments/new"), {**said, "name": "Gold ones", "hue": "teal", "description": ""})
    again = browser.get(f"{saved['Location']}/rule").content.decode()

    for page in (editor, again):
        assert '<option value="choice_field:contract_type" selected>Contract type</option>' in page
        assert '<option value="Gold" selected>Gold</option>' in page
        assert "From the contract" in page


def test_a_field_that_was_archived_stays_in_the_rules_that_ask_about_it(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    one = create_field(edi, title="Contract type", kind="choice", choices=["Gold"])
    archive_field(edi, one.pk)
    said = {"rule-0-word": "all", "rule-0-0-condition": "choice_field:contract_type", "do": "again"}

    editor = browser.post(address("segments/new"), said).content.decode()

    assert '<option value="choice_field:contract_type" selected>contract_type</option>' in editor
