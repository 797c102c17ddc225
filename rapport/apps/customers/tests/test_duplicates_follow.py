"""After any changes the groups are those that a search among all records would find."""

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.models import DuplicateGroup, DuplicateKey, DuplicateMember, DuplicateScan, Party
from rapport.apps.customers.operations import _blocks, _kept_keys, scanning
from rapport.apps.customers.operations._blocks import Blocks
from rapport.apps.customers.operations.scanning import _Scan

pytestmark = pytest.mark.django_db
Found = set[tuple[tuple[int, ...], float]]
GIVEN, FAMILY = ["Ana", "Anna", "Eva", "Leo", "Bob", "Robert"], ["Ruiz", "Ruis", "Gil", "Silva", "Silva Costa"]


def unsaid(*_said: object) -> None:
    """Nobody listens."""


def scan(member: Member) -> _Scan:
    return _Scan(member.workspace, unsaid, lambda: False)


def compare(member: Member) -> DuplicateScan:
    found = operations.scan_changed(member.workspace, tell=unsaid, stop=lambda: False)
    assert found is not None
    return found


def open_groups(member: Member) -> Found:
    members: dict[int, list[int]] = {}
    rows = DuplicateMember.objects.of(member).filter(group__state="open").order_by("party")
    for group, party in rows.values_list("group_id", "party_id"):
        members.setdefault(group, []).append(party)
    scores = dict(DuplicateGroup.objects.of(member).values_list("pk", "score"))
    return {(tuple(those), scores[group]) for group, those in members.items() if len(those) > 1}


def blocks(member: Member) -> Blocks:
    whole = scan(member)
    return _blocks.blocks_of(whole._read(), whole.rules, unsaid)


def whole_groups(member: Member) -> Found:
    whole = scan(member)
    return {(group.members, group.score) for group in whole.groups(whole.ties(blocks(member).pairs()))}


class Desk:
    """Somebody who changes this and that."""

    def __init__(self, member: Member, seed: int) -> None:
        self.member, self.chance = member, random.Random(seed)

    def change(self) -> None:
        steps: list[Callable[[], object]] = [self.create, self.create, self.edit, self.edit, self.edit, self.archive]
        self.chance.choice([*steps, self.delete, self.merge, self.tell_apart, self.reopen])()

    def facts(self) -> dict[str, str]:
        pick = self.chance.choice
        every = {
            "name": f"{pick(GIVEN)} {pick(FAMILY)}",
            "email": pick(["", "a@x.example", "b@x.example", "c@x.example"]),
            "phone": pick(["", "", "+34 600 111 222", "+34 600 111 333"]),
            "postal_code": pick(["", "28013", "28014"]),
        }
        return {name: every[name] for name in self.chance.sample(sorted(every), 2)}

    def create(self) -> None:
        facts = {"name": f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}"} | self.facts()
        operations.create_party(self.member, kind="person", **facts)

    def edit(self) -> None:
        if party := self.somebody():
            operations.update_party(self.member, party.pk, **self.facts())

    def archive(self) -> None:
        if party := self.somebody():
            operations.archive_party(self.member, party.pk)

    def delete(self) -> None:
        if party := self.somebody():
            operations.delete_party(self.member, party.pk)

    def merge(self) -> None:
        if group := DuplicateGroup.objects.of(self.member).filter(state="open").order_by("?").first():
            operations.merge_whole_group(self.member, group.pk)

    def tell_apart(self) -> None:
        if group := DuplicateGroup.objects.of(self.member).filter(state="open").order_by("pk").last():
            operations.tell_apart(self.member, group.pk)

    def reopen(self) -> None:
        if group := DuplicateGroup.objects.of(self.member).filter(state="distinct").order_by("pk").first():
            operations.take_apart_back(self.member, group.pk)

    def somebody(self) -> Party | None:
        there = list(Party.objects.of(self.member).filter(archived_at=None).order_by("pk"))
        return self.chance.choice(there) if there else None


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("window", [3, 40])
def test_random_changes_lead_to_the_groups_of_a_whole_search(
    ada: Member, monkeypatch: pytest.MonkeyPatch, seed: int, window: int
) -> None:
    monkeypatch.setattr(_blocks, "WINDOW", window)
    monkeypatch.setattr(_kept_keys, "WINDOW", window)
    desk = Desk(ada, seed)
    for _number in range(12):
        desk.create()
    operations.lay_rules(ada)
    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)

    for _round in range(6):
        for _step in range(desk.chance.randrange(1, 5)):
            desk.change()
        compare(ada)

        assert open_groups(ada) == whole_groups(ada)
        kept = DuplicateKey.objects.of(ada).values_list("key", "place", "record")
        assert sorted(kept) == sorted(map(tuple, blocks(ada).entries.tolist()))


def test_a_changed_record_is_compared_without_reading_the_others(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [operations.PartyFacts(name=f"Person {number}", email=f"p{number}@x.example", external_id=f"{number}")
             for number in range(300)]  # fmt: skip
    ids = operations.record_parties(ada, facts).ids
    operations.lay_rules(ada)
    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)
    operations.update_party(ada, ids[5], email="p6@x.example", name="Person 6")
    monkeypatch.setattr(_Scan, "_read", lambda _self: pytest.fail("all records were read"))

    with CaptureQueriesContext(connection) as asked:
        compare(ada)

    assert {members for members, _score in open_groups(ada)} == {(ids[5], ids[6])}
    assert len(asked) <= 44


def test_very_many_changes_are_compared_by_a_whole_search(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MOST_CHANGED", 2)
    operations.lay_rules(ada)
    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)
    for _number in range(3):
        operations.create_party(ada, kind="person", name="Ana Ruiz", email="a@x.example")

    found = compare(ada)

    assert found.records == 3
    assert len(open_groups(ada)) == 1


def test_those_whom_an_erased_record_leaves_behind_stay_a_group(ada: Member) -> None:
    ids = [operations.create_party(ada, kind="person", name="Ana Ruiz", email="a@x.example").pk for _time in range(3)]
    operations.lay_rules(ada)
    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)
    [group] = DuplicateGroup.objects.of(ada)
    DuplicateMember.objects.of(ada).filter(group=group).delete()
    DuplicateGroup.objects.of(ada).filter(pk=group.pk).delete()

    operations.archive_party(ada, ids[0])
    compare(ada)

    assert {members for members, _score in open_groups(ada)} == {(ids[1], ids[2])}
    assert not DuplicateKey.objects.of(ada).filter(record=ids[0]).exists()


def test_a_group_says_why_in_names_of_rules_and_numbers_only(ada: Member) -> None:
    words = ["Ana", "Ruiz", "a@x.example", "600111222", "28013", "Lugo"]
    for name in ("Ana Ruiz", "Ruiz, Ana"):
        operations.create_party(
            ada, kind="person", name=name, email="a@x.example", phone="+34600111222", city="Lugo", postal_code="28013"
        )
    operations.lay_rules(ada)

    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)

    [group] = DuplicateGroup.objects.of(ada)
    assert group.reasons != []
    assert [word for word in words if word.casefold() in str(group.reasons).casefold()] == []
    assert {key for reason in group.reasons for key in reason} == {"first", "second", "rule", "score", "words"}


def test_who_leaves_a_crowded_block_lets_others_come_next_to_each_other(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_blocks, "WINDOW", 2)
    monkeypatch.setattr(_kept_keys, "WINDOW", 2)
    names = ["Ana Ruiz", "Anbo Gil", "Anco Pol", "Anna Ruiz"]
    ana, between, _other, anna = [
        operations.create_party(ada, kind="person", name=name, phone="+34 600 111 222").pk for name in names
    ]
    operations.lay_rules(ada)
    operations.scan_all(ada.workspace, tell=unsaid, stop=lambda: False)
    assert open_groups(ada) == set()

    operations.update_party(ada, between, name="Zoe Zander")
    compare(ada)

    assert {members for members, _score in open_groups(ada)} == {(ana, anna)}
    operations.update_party(ada, between, name="Anbo Gil")
    compare(ada)
    assert open_groups(ada) == whole_groups(ada) == set()
