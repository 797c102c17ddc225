"""Traits: written where they differ, read by rules, told on the record."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.activity.queries import position_of
from rapport.apps.customers import queries
from rapport.apps.customers.models import Membership, Party, Trait, TraitReading
from rapport.apps.customers.operations import (
    PartyFacts,
    create_segment,
    delete_party,
    merge_parties,
    record_parties,
    refresh_segments,
    write_traits,
)
from rapport.apps.customers.operations.exporting import export_list
from rapport.apps.customers.queries import count_and_sample

YEAR = (datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
TOP = {"all": [{"condition": "value_tier", "operator": "is", "value": "top"}]}
NOT_TOP = {"all": [{"condition": "value_tier", "operator": "is_not", "value": "top"}]}
BEST = {"all": [{"condition": "rfm_group", "operator": "is_one_of", "value": ["best", "growing"]}]}


@pytest.fixture
def three(edi: Member) -> list[int]:
    return record_parties(edi, [PartyFacts(name=name, external_id=name) for name in ("Rosa", "Luis", "Ines")]).ids


def values(workspace: Workspace) -> dict[int, str]:
    return dict(Trait.objects.of(workspace).values_list("party_id", "value"))


def test_what_was_worked_out_is_written_down(glow: Workspace, three: list[int]) -> None:
    changed = write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)

    assert changed == 2
    assert values(glow) == {three[0]: "top", three[1]: "base"}


def test_the_same_once_more_writes_no_row_and_no_record(glow: Workspace, three: list[int]) -> None:
    write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)
    before, place = list(Trait.objects.of(glow).values("pk", "change", "since")), position_of(glow)

    changed = write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)

    assert changed == 0
    assert (list(Trait.objects.of(glow).values("pk", "change", "since")), position_of(glow)) == (before, place)
    reading = TraitReading.objects.of(glow).get()
    assert (reading.count, reading.changed, reading.period_end) == (2, 0, YEAR[1])


def test_only_those_who_differ_are_stamped(glow: Workspace, three: list[int]) -> None:
    write_traits(glow, "value_tier", dict.fromkeys(three, "base"), period=YEAR)
    before = dict(Trait.objects.of(glow).values_list("party_id", "change"))

    write_traits(glow, "value_tier", {three[0]: "base", three[1]: "top"}, period=YEAR)

    after = dict(Trait.objects.of(glow).values_list("party_id", "change"))
    assert [after[party] == before[party] for party in three] == [True, False, False]
    assert values(glow)[three[2]] == ""


def test_somebody_deleted_meanwhile_is_passed_over(glow: Workspace, edi: Member, three: list[int]) -> None:
    delete_party(edi, three[2])

    assert write_traits(glow, "value_tier", dict.fromkeys(three, "base"), period=YEAR) == 2


def test_nothing_is_written_down_about_an_erased_person(glow: Workspace, three: list[int]) -> None:
    Party.objects.of(glow).filter(pk=three[2]).update(erased_at=YEAR[1])

    assert write_traits(glow, "value_tier", dict.fromkeys(three, "base"), period=YEAR) == 2
    assert three[2] not in values(glow)


def test_rules_ask_about_traits(glow: Workspace, edi: Member, three: list[int]) -> None:
    write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)
    write_traits(glow, "rfm_group", {three[0]: "best", three[1]: "growing", three[2]: "lost"}, period=YEAR)

    found = [count_and_sample(edi, rule) for rule in (TOP, NOT_TOP, BEST)]

    assert [one.count for one in found] == [1, 2, 2]
    assert found[0].sentence == "value tier is Top"


def test_a_segment_follows_a_trait(glow: Workspace, edi: Member, three: list[int]) -> None:
    write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)
    segment = create_segment(edi, name="Top", rule=TOP)
    refresh_segments(glow)

    write_traits(glow, "value_tier", {three[0]: "base", three[1]: "top"}, period=YEAR)
    refresh_segments(glow)

    inside = Membership.objects.of(glow).filter(segment=segment, until=None).values_list("party_id", flat=True)
    assert list(inside) == [three[1]]


def test_the_trait_of_the_kept_record_stays_when_two_are_merged(glow: Workspace, edi: Member, three: list[int]) -> None:
    write_traits(glow, "value_tier", {three[0]: "top", three[1]: "base"}, period=YEAR)

    merge_parties(edi, three[0], [three[1]])

    assert values(glow) == {three[0]: "top"}


def test_a_record_with_a_trait_can_be_deleted(glow: Workspace, edi: Member, three: list[int]) -> None:
    write_traits(glow, "value_tier", {three[0]: "top"}, period=YEAR)

    delete_party(edi, three[0])

    assert values(glow) == {}


def test_the_record_tells_its_traits_with_their_date(
    glow: Workspace, edi: Member, three: list[int], client: Client
) -> None:
    write_traits(glow, "value_tier", {three[0]: "top"}, period=YEAR)
    client.force_login(edi.user)

    text = client.get(f"/w/glow/customers/{three[0]}").content.decode()

    assert "Value tier" in text
    assert "last worked out" in text
    assert queries.traits_of(edi, queries.party(edi, three[1])) == []


def test_a_segment_says_when_what_its_rule_asks_about_was_worked_out(
    glow: Workspace, edi: Member, three: list[int], client: Client
) -> None:
    write_traits(glow, "value_tier", {three[0]: "top"}, period=YEAR)
    top, lugo = create_segment(edi, name="Top", rule=TOP), {"condition": "city", "operator": "is", "value": "Lugo"}
    plain = create_segment(edi, name="Lugo", rule=lugo)
    client.force_login(edi.user)

    texts = [client.get(f"/w/glow/segments/{one.pk}").content.decode() for one in (top, plain)]

    assert ["was last worked out" in text for text in texts] == [True, False]


@pytest.fixture
def tiered(glow: Workspace, three: list[int]) -> list[int]:
    write_traits(glow, "value_tier", {three[0]: "base", three[1]: "top"}, period=YEAR)
    write_traits(glow, "rfm_group", {three[0]: "best"}, period=YEAR)
    return three


def test_traits_are_columns_that_sort_in_their_own_order(edi: Member, tiered: list[int]) -> None:
    def names(sort: str) -> list[str]:
        found = queries.list_parties(edi, queries.PartyFilter(sort=sort), columns=["name", "value_tier"])
        return [party.name for party in found.page.rows]

    assert (names("value_tier"), names("-value_tier")) == (["Luis", "Rosa", "Ines"], ["Rosa", "Luis", "Ines"])


def test_a_list_says_of_whom_nothing_was_worked_out(client: Client, edi: Member, tiered: list[int]) -> None:
    client.force_login(edi.user)

    page = client.get("/w/glow/customers?columns=name&columns=value_tier&columns=rfm_group&sort=value_tier")
    cells = re.findall(r'class="cell cell--trait[^>]*>(?:<[^>]+>)?([^<]*)', page.content.decode())

    said = [cell.strip() for cell in cells]
    assert said == ["Top", "not recorded", "Base", "Best customers", "not recorded", "not recorded"]


def test_a_list_with_traits_takes_one_query_more(client: Client, edi: Member, tiered: list[int]) -> None:
    client.force_login(edi.user)

    def asked(*columns: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/w/glow/customers", {"columns": ["name", *columns]}).status_code == 200
        return len(captured)

    asked("city")
    assert asked("value_tier", "rfm_group") == asked("city") + 1 <= 15


def test_files_carry_traits_in_words(edi: Member, mara: Member, tiered: list[int]) -> None:
    file = BytesIO()
    export_list(mara, file, wanted=queries.PartyFilter(sort="value_tier"), columns=["value_tier"], form="csv")

    assert file.getvalue().decode("utf-8-sig").split("\r\n")[:4] == [
        "Name,Value tier",
        "Luis,Top",
        "Rosa,Base",
        "Ines,",
    ]
