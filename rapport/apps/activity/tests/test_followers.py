"""Followers of the log: each record once, in order, and no error unseen."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import BATCH, Follower, Reader, declared, follow
from rapport.apps.activity.models import Activity, Cursor
from rapport.apps.activity.operations import announce, recorded
from rapport.apps.activity.queries import followers_of
from rapport.kernel.clock import now
from rapport.kernel.jobs.models import JobEffect

pytestmark = pytest.mark.django_db


class Memory:
    """A follower that remembers what it was given, and can be made to fail."""

    def __init__(self, *handles: str, name: str = "memory") -> None:
        self.given: list[tuple[str, list[int]]] = []
        self.broken_at: int | None = None
        self.follower = Follower(name, handles=list(handles or "*"), act=self.act)

    def act(self, workspace: Any, activities: Sequence[Activity]) -> None:
        JobEffect.objects.create(key=f"{self.follower.name}:{activities[-1].sequence}:{len(self.given)}")
        if self.broken_at in {one.sequence for one in activities}:
            raise ValueError(f"cannot digest {self.broken_at}")
        self.given.append((workspace.slug, [one.sequence for one in activities]))

    @property
    def sequences(self) -> list[int]:
        return [sequence for _, batch in self.given for sequence in batch]


def write(member: Member, verb: str = "note.created", times: int = 1) -> list[int]:
    sequences = []
    for _ in range(times):
        with recorded(member.actor, verb) as change:
            sequences.append(change.sequence)
    return sequences


def test_a_follower_is_given_every_record_once_and_in_order(mara: Member) -> None:
    memory = Memory("note.*")
    first = write(mara, times=3)
    follow([memory.follower])
    then = write(mara, times=2)

    follow([memory.follower])

    assert memory.sequences == first + then


def test_a_follower_is_given_only_the_verbs_it_handles(mara: Member) -> None:
    memory = Memory("orders.imported", "note.*")
    write(mara, "party.created")
    wanted = write(mara, "orders.imported") + write(mara, "note.moved")
    write(mara, "orders.exported")

    follow([memory.follower])

    assert memory.sequences == wanted
    assert followers_of(mara).get(name="memory").lag == 0


def test_each_workspace_has_a_cursor_of_its_own(mara: Member, otto: Member) -> None:
    memory = Memory("note.*")
    ours, theirs = write(mara), write(otto, times=2)

    follow([memory.follower])

    assert sorted(memory.given) == [("glow", ours), ("other", theirs)]


def test_many_records_come_in_batches(mara: Member) -> None:
    memory = Memory("note.*")
    written = write(mara, times=BATCH + 10)

    follow([memory.follower])

    assert memory.sequences == written
    assert max(len(batch) for _, batch in memory.given) <= BATCH


def test_an_error_undoes_what_the_follower_wrote_and_keeps_its_place(mara: Member) -> None:
    memory = Memory("note.*")
    memory.broken_at = write(mara)[0]

    with pytest.raises(ValueError, match="digest"):
        follow([memory.follower])

    cursor = Cursor.objects.of(mara).get()
    assert (cursor.failures, cursor.last_error) == (1, f"ValueError: cannot digest {memory.broken_at}")
    assert cursor.last_error_at is not None
    assert not JobEffect.objects.exists()


def test_an_error_is_tried_again_after_a_pause_and_nothing_is_skipped(mara: Member) -> None:
    memory = Memory("note.*")
    written = write(mara, times=3)
    memory.broken_at = written[1]
    reader = Reader([memory.follower])
    drain(reader)
    with time_machine.travel(now() + timedelta(seconds=3)):
        drain(reader)
    at_the_stone = list(memory.sequences)
    memory.broken_at = None
    with time_machine.travel(now() + timedelta(seconds=60)):
        drain(reader)

    assert at_the_stone == written[:1]
    assert memory.sequences == written
    assert Cursor.objects.of(mara).get().failures == 0


def test_a_follower_that_fails_does_not_hold_up_the_others(mara: Member) -> None:
    broken, healthy = Memory("note.*", name="broken"), Memory("note.*", name="healthy")
    written = write(mara, times=2)
    broken.broken_at = written[0]

    drain(Reader([broken.follower, healthy.follower]))

    assert healthy.sequences == written
    assert followers_of(mara).get(name="healthy").lag == 0
    assert followers_of(mara).get(name="broken").lag > 0


def test_the_pause_after_an_error_ends_though_the_clock_was_set_back(mara: Member) -> None:
    memory = Memory("note.*")
    memory.broken_at = write(mara)[0]
    reader = Reader([memory.follower])
    drain(reader)
    memory.broken_at = None

    with time_machine.travel(now() - timedelta(hours=5)):
        drain(reader)

    assert len(memory.sequences) == 1


def test_two_workers_give_a_record_once(mara: Member) -> None:
    memory = Memory("note.*")
    one, two = Reader([memory.follower]), Reader([memory.follower])
    written = write(mara, times=3)

    drain(one)
    drain(two)

    assert memory.sequences == written


def test_pulses_are_no_records(mara: Member) -> None:
    memory = Memory()
    drain(Reader([memory.follower]))
    before = list(memory.sequences)

    announce(mara.workspace_id, "figures")
    drain(Reader([memory.follower]))

    assert memory.sequences == before


def test_the_rooms_followers_are_found_and_named_once() -> None:
    names = [follower.name for follower in declared()]

    assert "insights.lake" in names
    assert len(set(names)) == len(names)


def drain(reader: Reader) -> None:
    while reader.catch_up():
        pass
