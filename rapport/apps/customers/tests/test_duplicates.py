"""Looking for duplicates, and what becomes of what was found."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import follow
from rapport.apps.customers import operations, tasks
from rapport.apps.customers.models import (
    DistinctPair,
    DuplicateGroup,
    DuplicateMember,
    DuplicateRule,
    DuplicateScan,
    Merge,
    Party,
)
from rapport.apps.customers.queries.duplicates import moved_to, possible_duplicates
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.jobs import run_jobs

pytestmark = pytest.mark.django_db
OPEN = DuplicateGroup.State.OPEN


def person(member: Member, name: str, **facts: Any) -> Party:
    return operations.create_party(member, kind=facts.pop("kind", "person"), name=name, **facts)


def groups(member: Member, state: str = "open") -> list[set[str]]:
    found = DuplicateGroup.objects.of(member).filter(state=state).order_by("-score")
    return [names(member, group) for group in found]


def names(member: Member, group: DuplicateGroup) -> set[str]:
    inside = DuplicateMember.objects.of(member).filter(group=group).select_related("party")
    return {one.party.name for one in inside}


def look(member: Member) -> DuplicateScan:
    operations.lay_rules(member)
    found = operations.scan_all(member.workspace, tell=lambda *_said: None, stop=lambda: False)
    assert found is not None
    return found


def catch_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "GATHER_CHANGES", timedelta(0))
    follow()
    run_jobs()


@pytest.fixture
def three(edi: Member) -> list[Party]:
    """The same Ana three times, and a Leo."""
    person(edi, "Leo Braun", email="leo@x.example")
    return [
        person(edi, "Ana Ruiz", email="ana@x.example", postal_code="28013"),
        person(edi, "Ruiz, Ana", email="ANA@x.example", phone="+34 600 111 222"),
        person(edi, "Anna Ruiz", phone="+34600111222"),
    ]


def test_those_that_are_alike_become_one_group_with_reasons(edi: Member, three: list[Party]) -> None:
    scan = look(edi)

    [group] = DuplicateGroup.objects.of(edi)
    assert names(edi, group) == {one.name for one in three}
    assert 0.9 < group.score < 1
    assert {reason["rule"] for reason in group.reasons} == {
        "Same e-mail and similar name",
        "Same phone and similar name",
    }
    assert scan.records == 4


def test_a_doubtful_third_does_not_make_two_sure_ones_doubtful(edi: Member) -> None:
    person(edi, "Ana Ruiz", email="ana@x.example", postal_code="28013")
    person(edi, "Ruiz, Ana", email="ana@x.example")
    third = person(edi, "Ana Ruiz.", email="else@x.example", postal_code="28013")

    look(edi)

    sure, doubtful = DuplicateGroup.objects.of(edi).order_by("-score")
    assert (names(edi, sure), round(sure.score, 2)) == ({"Ana Ruiz", "Ruiz, Ana"}, 0.99)
    assert (names(edi, doubtful), round(doubtful.score, 2)) == ({"Ana Ruiz", "Ana Ruiz."}, 0.8)
    operations.merge_whole_group(edi, sure.pk)
    assert groups(edi) == [{"Ana Ruiz", third.name}]


def test_looking_twice_changes_nothing(edi: Member, three: list[Party]) -> None:
    look(edi)
    before = list(DuplicateGroup.objects.of(edi).values())

    look(edi)

    assert list(DuplicateGroup.objects.of(edi).values()) == before


def test_another_workspace_is_never_compared(edi: Member, otto: Member) -> None:
    person(edi, "Ana Ruiz", email="ana@x.example")
    person(otto, "Ana Ruiz", email="ana@x.example")

    look(edi)

    assert groups(edi) == []


def test_who_was_told_apart_is_not_proposed_again(edi: Member, three: list[Party]) -> None:
    look(edi)
    [group] = DuplicateGroup.objects.of(edi)

    operations.tell_apart(edi, group.pk)
    look(edi)

    assert groups(edi) == []
    assert DistinctPair.objects.of(edi).count() == 3
    operations.take_apart_back(edi, group.pk)
    look(edi)
    assert len(groups(edi)) == 1


def test_one_pair_told_apart_keeps_the_third_from_joining_them(edi: Member, three: list[Party]) -> None:
    operations.lay_rules(edi)
    DistinctPair.objects.create(workspace=edi.workspace, first=three[0], second=three[2])

    look(edi)

    assert groups(edi) == [{"Ana Ruiz", "Ruiz, Ana"}]


def test_a_group_that_is_no_longer_alike_closes_after_the_change(
    edi: Member, three: list[Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(edi)
    operations.update_party(edi, three[2].pk, name="Bruno Weber", phone="+34 600 999 999")

    catch_up(monkeypatch)

    assert groups(edi) == [{"Ana Ruiz", "Ruiz, Ana"}]
    assert groups(edi, "gone") == [{"Ana Ruiz", "Ruiz, Ana", "Bruno Weber"}]


def test_a_new_record_is_compared_soon(edi: Member, three: list[Party], monkeypatch: pytest.MonkeyPatch) -> None:
    look(edi)
    person(edi, "Leo Braun", email="leo@x.example")

    catch_up(monkeypatch)

    assert {"Leo Braun"} in groups(edi)
    assert len(groups(edi)) == 2


def test_nobody_asked_and_nothing_is_compared(edi: Member, three: list[Party], monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up(monkeypatch)

    assert not DuplicateScan.objects.of(edi).exists()


def test_a_search_that_is_stopped_writes_nothing(edi: Member, three: list[Party]) -> None:
    operations.lay_rules(edi)

    assert operations.scan_all(edi.workspace, tell=lambda *_said: None, stop=lambda: True) is None

    assert groups(edi) == []


def test_a_crowded_block_is_compared_by_neighbours_only(edi: Member) -> None:
    facts = [operations.PartyFacts(name=f"Person {number:03}", email="office@x.example", external_id=f"{number}")
             for number in range(100)]  # fmt: skip
    operations.record_parties(edi, facts)

    scan = look(edi)

    assert scan.crowded == 1
    assert scan.pairs <= 100 * 40


def test_a_paused_rule_finds_nobody(edi: Member, three: list[Party]) -> None:
    operations.lay_rules(edi)
    DuplicateRule.objects.of(edi).update(paused_at=timezone.now())

    look(edi)

    assert groups(edi) == []


def test_a_rule_says_how_many_it_would_find(edi: Member, three: list[Party]) -> None:
    assert operations.count_groups(edi.workspace, "person", {"comparison": "same_phone"}) == 1
    assert operations.count_groups(edi.workspace, "person", {"comparison": "same_tax_number"}) == 0


def test_only_whoever_manages_the_workspace_changes_rules(ada: Member, edi: Member) -> None:
    said = {"name": "Phone", "applies_to": "person", "rule": {"comparison": "same_phone"}, "weight": 0.9}

    with pytest.raises(NotPermitted):
        operations.save_rule(edi, None, **said, paused=False)
    rule = operations.save_rule(ada, None, **said, paused=True)
    with pytest.raises(Conflict):
        operations.save_rule(ada, None, **said, paused=False)
    with pytest.raises(Refused):
        operations.save_rule(ada, rule.pk, **{**said, "weight": 0}, paused=False)
    operations.delete_rule(ada, rule.pk)
    assert not DuplicateRule.objects.of(ada).exists()


def test_a_group_is_merged_and_its_old_ids_lead_on(edi: Member, three: list[Party]) -> None:
    look(edi)
    [group] = DuplicateGroup.objects.of(edi)
    kept, *others = [one.pk for one in three]

    merge = operations.merge_group(edi, group.pk, kept_id=kept, merged_ids=others, choices={})

    group.refresh_from_db()
    assert group.state == DuplicateGroup.State.MERGED
    assert [moved_to(edi, number) for number in others] == [kept, kept]
    with pytest.raises(Conflict):
        operations.merge_group(edi, group.pk, kept_id=kept, merged_ids=others, choices={})
    operations.unmerge(edi, merge.pk)
    assert len(groups(edi)) == 1
    assert len(possible_duplicates(edi, three[0])) == 1


def test_only_records_of_the_group_are_merged_with_it(edi: Member, three: list[Party]) -> None:
    look(edi)
    [group] = DuplicateGroup.objects.of(edi)
    stranger = person(edi, "Stranger")

    with pytest.raises(Refused):
        operations.merge_group(edi, group.pk, kept_id=three[0].pk, merged_ids=[stranger.pk], choices={})
    with pytest.raises(Missing):
        operations.merge_group(edi, 0, kept_id=three[0].pk, merged_ids=[three[1].pk], choices={})


def test_many_groups_are_merged_in_the_background_the_oldest_record_stays(edi: Member, three: list[Party]) -> None:
    person(edi, "Leo Braun", email="leo@x.example")
    look(edi)

    operations.merge_groups_later(edi, at_least=0.9)
    run_jobs()

    assert groups(edi) == []
    assert Merge.objects.of(edi).count() == 2
    assert sorted(Party.objects.of(edi).values_list("name", flat=True)) == ["Ana Ruiz", "Leo Braun"]


def test_a_merge_that_cannot_be_undone_any_more_forgets_what_it_took(edi: Member, three: list[Party]) -> None:
    merge = operations.merge_parties(edi, three[0].pk, [three[1].pk])
    Merge.objects.of(edi).update(undo_until=timezone.now() - timedelta(days=1))

    operations.forget_old_merges(edi.workspace)

    merge.refresh_from_db()
    assert merge.undo == {}
    assert moved_to(edi, three[1].pk) == three[0].pk


def test_a_file_that_still_names_the_merged_number_is_about_the_kept_record(edi: Member) -> None:
    kept, other = person(edi, "Ana Ruiz", external_id="C1"), person(edi, "Anna Ruiz", external_id="C2")
    operations.merge_parties(edi, kept.pk, [other.pk])

    done = operations.record_parties(edi, [operations.PartyFacts(external_id="C2", name="Ana Ruiz", city="Lugo")])

    assert done.ids == [kept.pk]
    kept.refresh_from_db()
    assert (kept.external_id, kept.city) == ("C1", "Lugo")
