"""The chain over the log: what is changed, removed or slipped in is found; what is erased leaves a chain that holds."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel.errors import Refused
from rapport.kernel.models import Chain, Seal
from rapport.kernel.sealing import Fault, check, head_of, redact
from rapport.kernel.sealing.digests import digest_of, link_of, new_salt

pytestmark = pytest.mark.django_db

TEXTS = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NUMBERS = some.integers(-(2**70), 2**70) | some.floats(allow_nan=False, allow_infinity=False)
VALUES = some.recursive(
    some.none() | some.booleans() | NUMBERS | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS | some.integers(0, 99), inner, max_size=3),
    max_leaves=8,
)


def write(member: Member, label: str = "Ana Ruiz", **details: Any) -> int:
    with recorded(member.actor, "thing.changed", subject=Subject("thing", 7, label), topics=["things"]) as change:
        change.details |= details
    return change.sequence


def written(member: Member, count: int = 6) -> list[int]:
    return [write(member, f"Thing {number}", value=number) for number in range(count)]


def entry(member: Member, sequence: int) -> Any:
    return Activity.objects.of(member).filter(sequence=sequence)


def seal_over(member: Member, sequence: int) -> Any:
    return Seal.objects.of(member).filter(sequence=sequence)


def test_every_entry_is_sealed_in_the_order_of_writing(mara: Member) -> None:
    places = written(mara)

    verdict = check(mara.workspace_id)

    assert verdict.fault is None
    assert (verdict.number, verdict.link) == head_of(mara.workspace_id)
    assert list(Seal.objects.of(mara).order_by("number").values_list("sequence", flat=True))[-6:] == places
    assert verdict.number == Activity.objects.of(mara).count()


def test_an_operation_inside_another_is_sealed_first(mara: Member) -> None:
    with recorded(mara.actor, "thing.outer"):
        write(mara)

    assert check(mara.workspace_id).fault is None


def test_what_is_undone_leaves_no_seal(mara: Member) -> None:
    before = head_of(mara.workspace_id)

    with pytest.raises(Refused), recorded(mara.actor, "thing.changed"):
        refuse_after_writing(mara)

    assert head_of(mara.workspace_id) == before
    assert check(mara.workspace_id).fault is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(details=some.dictionaries(TEXTS, VALUES, max_size=4), label=TEXTS)
def test_whatever_is_written_reads_as_it_was_sealed(mara: Member, details: dict[str, Any], label: str) -> None:
    write(mara, label, held=details)

    assert check(mara.workspace_id).fault is None


@pytest.mark.parametrize("number", [1e23, 1.7976931348623157e308, 5e-324, -0.0, 0.1, 1e-7, 123456789012345.67, 2.5e15])
def test_numbers_read_as_they_were_sealed(mara: Member, number: float) -> None:
    write(mara, number=number)

    assert check(mara.workspace_id).fault is None


CHANGES: dict[str, dict[str, Any]] = {
    "the words": {"subject_label": "Leo Braun"},
    "a value": {"details": {"value": 99}},
    "nothing left": {"details": {}},
    "the actor's name": {"actor_label": "Somebody else"},
    "the actor": {"actor_id": 4711},
    "the kind of actor": {"actor_kind": "system"},
    "the verb": {"verb": "thing.kept"},
    "the subject": {"subject_id": "8"},
    "the topics": {"topics": []},
}


@pytest.mark.parametrize("values", CHANGES.values(), ids=CHANGES)
def test_a_changed_entry_is_found_at_its_place(mara: Member, values: dict[str, Any]) -> None:
    places = written(mara)
    entry(mara, places[3]).update(**values)

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("changed", places[3])


def test_a_changed_time_is_found(mara: Member) -> None:
    place = written(mara)[2]
    entry(mara, place).update(at=entry(mara, place).get().at + timedelta(microseconds=1))

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("changed", place)


def test_a_removed_entry_is_found(mara: Member) -> None:
    place = written(mara)[2]
    entry(mara, place).delete()

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("removed", place)


def test_an_entry_removed_with_its_seal_is_found(mara: Member) -> None:
    place = written(mara)[2]
    number = seal_over(mara, place).get().number
    entry(mara, place).delete()
    seal_over(mara, place).delete()

    assert check(mara.workspace_id).fault == Fault("removed", number)


def test_an_entry_cut_off_the_end_is_found(mara: Member) -> None:
    place = written(mara)[-1]
    number = seal_over(mara, place).get().number
    entry(mara, place).delete()
    seal_over(mara, place).delete()

    assert check(mara.workspace_id).fault == Fault("cut", number)


def test_an_entry_slipped_in_is_found(mara: Member) -> None:
    place = written(mara)[-1]
    stranger = entry(mara, place).get()
    stranger.pk, stranger.sequence = None, place + 100
    stranger.save(force_insert=True)

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("inserted", place + 100)


def test_two_entries_that_change_places_are_found(mara: Member) -> None:
    first, second = written(mara)[2:4]
    entry(mara, first).update(sequence=-1)
    entry(mara, second).update(sequence=first)
    entry(mara, -1).update(sequence=second)

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("changed", first)


@pytest.mark.parametrize("seed", range(12))
def test_any_touch_of_entries_or_seals_is_found(mara: Member, seed: int) -> None:
    chance = random.Random(seed)
    place = chance.choice(written(mara, 12)[:-1])
    touch: Callable[[], Any] = chance.choice(
        [
            lambda: entry(mara, place).delete(),
            lambda: seal_over(mara, place).delete(),
            lambda: seal_over(mara, place).update(salt=""),
            lambda: seal_over(mara, place).update(digest="0" * 64),
            lambda: seal_over(mara, place).update(link="0" * 64),
            lambda: seal_over(mara, place).update(kind="redacted"),
            lambda: seal_over(mara, place).update(sequence=place + 1),
            lambda: entry(mara, place).update(details={"value": "other"}),
            lambda: Chain.objects.of(mara).update(number=3),
            lambda: Chain.objects.of(mara).update(link="0" * 64),
        ]
    )
    touch()
    if not Chain.objects.of(mara).filter(number=3).exists():
        write(mara)

    assert check(mara.workspace_id).fault is not None


def test_a_chain_written_anew_is_found_by_who_knows_an_earlier_link(mara: Member) -> None:
    place = written(mara)[3]
    known = head_of(mara.workspace_id)
    entry(mara, place).update(details={"value": 1_000_000})
    forge_all(mara)
    write(mara)

    assert check(mara.workspace_id).fault is None
    fault = check(mara.workspace_id, known=dict([known])).fault
    assert fault is not None
    assert (fault.kind, fault.number) == ("rewritten", known[0])


def test_a_shorter_chain_is_found_by_who_knows_a_later_link(mara: Member) -> None:
    written(mara)

    fault = check(mara.workspace_id, known={head_of(mara.workspace_id)[0] + 1: "0" * 64}).fault

    assert fault is not None
    assert fault.kind == "cut"


def test_erasing_keeps_the_chain_and_forgets_the_salt(mara: Member) -> None:
    place = written(mara)[3]
    old = seal_over(mara, place).get()

    with transaction.atomic():
        changed = redact(mara.workspace_id, entry(mara, place), lambda one: {"subject_label": "Erased", "details": {}})

    verdict = check(mara.workspace_id)
    assert (changed, verdict.fault, verdict.redacted) == (1, None, 1)
    first, second = seal_over(mara, place).order_by("number")
    assert (first.salt, first.digest, first.link) == ("", old.digest, old.link)
    assert second.kind == Seal.Kind.REDACTED
    assert second.digest != old.digest


def test_what_is_left_of_an_erased_entry_is_guarded_too(mara: Member) -> None:
    place = written(mara)[3]
    for label in ("Erased", "Erased again"):
        with transaction.atomic():
            redact(mara.workspace_id, entry(mara, place), lambda one, label=label: {"subject_label": label})
    assert check(mara.workspace_id).fault is None

    entry(mara, place).update(subject_label="Ana Ruiz")

    fault = check(mara.workspace_id).fault
    assert fault is not None
    assert (fault.kind, fault.sequence) == ("changed", place)


def test_words_taken_out_by_hand_do_not_pass_for_an_erasure(mara: Member) -> None:
    place = written(mara)[3]
    entry(mara, place).update(subject_label="Erased", details={})
    seal_over(mara, place).update(salt="")

    fault = check(mara.workspace_id).fault

    assert fault is not None
    assert (fault.kind, fault.sequence) == ("changed", place)


def test_nothing_to_take_out_leaves_no_seal(mara: Member) -> None:
    place = written(mara)[3]
    before = head_of(mara.workspace_id)

    with transaction.atomic():
        assert redact(mara.workspace_id, entry(mara, place), lambda one: {}) == 0

    assert head_of(mara.workspace_id) == before


def test_workspaces_have_chains_of_their_own(mara: Member, otto: Member) -> None:
    written(mara)
    place = write(otto)
    entry(otto, place).update(verb="thing.kept")

    assert check(mara.workspace_id).fault is None
    assert check(otto.workspace_id).fault is not None


def refuse_after_writing(member: Member) -> None:
    write(member)
    raise Refused("No.")


def forge_all(member: Member) -> None:
    """What somebody can do who may write to the whole database and knows how we seal."""
    link = ""
    for seal in Seal.objects.of(member).order_by("number"):
        record = entry(member, seal.sequence).get()
        salt = new_salt()
        digest = digest_of(record, salt)
        link = link_of(link, member.workspace_id, seal.number, seal.kind, seal.at, digest, record)
        Seal.objects.of(member).filter(pk=seal.pk).update(salt=salt, digest=digest, link=link)
    Chain.objects.of(member).update(link=link)
