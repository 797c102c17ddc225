"""Reading the log for pages and streams."""

from datetime import timedelta

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Pulse
from rapport.apps.activity.operations import announce, announce_job, forget_old_pulses, recorded
from rapport.apps.activity.queries import (
    CATCH_UP,
    Filters,
    actors_of,
    job_of,
    kinds_of_work,
    log_of,
    position_of,
    topics_since,
    verbs_of,
)
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.run import Run

pytestmark = pytest.mark.django_db


def write(member: Member, verb: str = "note.created", *topics: str, actor: Actor | None = None) -> int:
    with recorded(actor or member.actor, verb, topics=topics) as change:
        return change.sequence


def test_topics_come_with_their_newest_place(mara: Member) -> None:
    before = position_of(mara)
    write(mara, "note.created", "canvas:1", "parties")
    write(mara, "note.created", "canvas:2")
    write(mara, "note.created", "canvas:1")
    announce(mara.workspace_id, "figures")

    topics = topics_since(mara.workspace_id, before)

    assert topics == {"parties": before + 1, "canvas:2": before + 2, "canvas:1": before + 3, "figures": before + 4}


def test_too_much_to_tell_is_none(mara: Member) -> None:
    for _ in range(CATCH_UP):
        write(mara, "note.moved", "canvas:1")

    assert topics_since(mara.workspace_id, 0) is None


def test_a_topic_that_is_announced_often_counts_once(mara: Member) -> None:
    before = position_of(mara)
    for _ in range(5):
        announce(mara.workspace_id, "figures", "jobs")

    assert topics_since(mara.workspace_id, before) == {"figures": before + 5, "jobs": before + 5}
    assert Pulse.objects.of(mara).count() == 2


def test_pulses_and_records_share_one_order(mara: Member) -> None:
    first = write(mara)
    announce(mara.workspace_id, "figures")
    third = write(mara)

    assert (first + 2, position_of(mara)) == (third, third)


def test_a_job_is_announced_in_its_workspace_only(mara: Member, otto: Member) -> None:
    job = Job(pk=5, workspace=mara.workspace_id)

    announce_job(job)
    announce_job(Run(Job(pk=6)).job)

    assert set(Pulse.objects.of(mara).values_list("topic", flat=True)) == {"job:5", "jobs"}
    assert not Pulse.objects.of(otto).exists()


def test_old_pulses_are_forgotten(mara: Member) -> None:
    announce(mara.workspace_id, "figures")
    with time_machine.travel(now() + timedelta(days=8)):
        announce(mara.workspace_id, "orders")
        forget_old_pulses()

    assert list(Pulse.objects.of(mara).values_list("topic", flat=True)) == ["orders"]


def test_the_log_is_read_newest_first_and_by_pages(mara: Member) -> None:
    written = [write(mara) for _ in range(5)]
    first = log_of(mara, Filters(verb="note.created"), size=3)
    second = log_of(mara, Filters(verb="note.created"), cursor=first.next, size=3)

    assert [record.sequence for record in first.rows + second.rows] == written[::-1]


def test_the_log_is_filtered_by_verb_actor_and_time(mara: Member, edi: Member) -> None:
    write(mara, "note.moved")
    with time_machine.travel(now() + timedelta(days=2)):
        wanted = write(edi, "note.moved")
        write(edi, "note.deleted")
        write(mara, "note.moved")
    filters = Filters(verb="note.moved", actor=f"member:{edi.pk}", since=now() + timedelta(days=1))

    found = log_of(mara, filters)

    assert [record.sequence for record in found.rows] == [wanted]


def test_the_choices_of_the_filters_are_those_of_the_workspace(mara: Member, otto: Member) -> None:
    write(mara, "note.moved", actor=Actor(mara.workspace_id, "import", None, "orders.csv"))
    write(otto, "secret.kept")

    assert "secret.kept" not in verbs_of(mara)
    assert set(actors_of(mara)) == {(f"member:{mara.pk}", "Mara"), ("import:", "orders.csv")}


def test_work_is_counted_by_kind_with_last_success_and_error(mara: Member) -> None:
    moment = now()
    for status, error in (("done", ""), ("done", ""), ("failed", "Refused: no"), ("waiting", "")):
        finished = None if status == "waiting" else moment
        Job.objects.create(
            key=f"00000000-0000-0000-0000-{Job.objects.count():012}",
            workspace=mara.workspace_id,
            task="rapport.apps.exchange.tasks.perform_import",
            title="Import orders.csv",
            status=status,
            error=error,
            finished_at=finished,
        )

    kinds = kinds_of_work(mara)

    assert [(kind.title, kind.done, kind.failed, kind.waiting, kind.running) for kind in kinds] == [
        ("Import orders.csv", 2, 1, 1, 0)
    ]
    assert (kinds[0].last_success, kinds[0].last_error) == (moment, "Refused: no")


def test_a_job_of_another_workspace_is_missing(mara: Member, otto: Member) -> None:
    job = Job.objects.create(key="00000000-0000-0000-0000-000000000001", workspace=otto.workspace_id, task="x")

    with pytest.raises(Missing):
        job_of(mara, job.pk)
