"""The page of background work tells what came to nothing, what is late, and what is stuck."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import Follower, Reader
from rapport.apps.activity.operations import Subject, announce, recorded
from rapport.apps.activity.queries import followers_of, kinds_of_work
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.jobs import enqueue, progress, run_jobs
from rapport.kernel.jobs.models import Schedule
from rapport.kernel.jobs.schedules import act_on_schedules, declared
from rapport.web.activity.repeated import repeated_work

pytestmark = pytest.mark.django_db


@task()
def succeed() -> None:
    progress(1, 1)


@task()
def refuse() -> None:
    raise Refused("The column “email” is missing.", place="row 1")


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@task()
def find_nothing() -> dict[str, int]:
    return {"brought": 0}


@task()
def be_refused() -> dict[str, Any]:
    return {"brought": 0, "refusal": "The file is empty."}


def test_work_that_found_nothing_new_is_not_called_done(mara: Member) -> None:
    enqueue(find_nothing, workspace=mara, title="Update figures")
    run_jobs()

    page = signed_in(mara).get("/w/glow/jobs").content.decode()

    assert "Nothing new" in page
    assert ">Done</span>" not in page
    assert kinds_of_work(mara)[0].for_nothing == 1


def test_work_that_was_refused_says_why(mara: Member) -> None:
    enqueue(be_refused, workspace=mara, title="Import empty.csv")
    run_jobs()

    page = signed_in(mara).get("/w/glow/jobs").content.decode()

    assert "The file is empty." in page
    assert ">Done</span>" not in page


def test_work_that_waits_too_long_is_called_late(mara: Member) -> None:
    with time_machine.travel(now() - timedelta(minutes=10)):
        enqueue(succeed, workspace=mara, title="Tidy up")
    enqueue(refuse, workspace=mara, title="Import later", run_after=now() + timedelta(hours=1))

    late = {kind.title: kind.late_since for kind in kinds_of_work(mara)}

    assert late["Tidy up"] is not None
    assert late["Import later"] is None


def test_what_is_done_again_and_again_is_shown_with_its_error(mara: Member) -> None:
    name = "rapport.apps.customers.schedules.days_go_by"
    failed = now() - timedelta(minutes=3)
    words: dict[str, Any] = {"last_error": "ValueError: Secret plan of another workspace", "last_error_at": failed}
    Schedule.objects.create(
        name=name, next_at=now() - timedelta(minutes=5), last_at=failed - timedelta(hours=1), **words
    )

    page = signed_in(mara).get("/w/glow/jobs").content.decode()
    found = next(one for one in repeated_work() if one.name == "Days go by")

    assert (found.room, found.is_late, found.is_stuck, found.last_error) == ("customers", True, True, "ValueError")
    assert "Days go by" in page
    assert "Secret plan" not in page


def test_a_success_after_an_error_unsticks_and_keeps_the_error(mara: Member) -> None:
    name = "rapport.apps.customers.schedules.days_go_by"
    words = {"last_error": "ValueError: no", "last_error_at": now() - timedelta(days=1)}
    Schedule.objects.create(name=name, next_at=now() - timedelta(seconds=1), **words)
    act_on_schedules([one for one in declared() if one.name == name])

    found = next(one for one in repeated_work() if one.name == "Days go by")

    assert (found.is_stuck, found.last_error) == (False, "ValueError")


def test_a_follower_is_behind_by_records_alone(mara: Member) -> None:
    with recorded(mara.actor, "orders.imported", subject=Subject("thing", 1, "orders.csv")):
        pass
    Reader([Follower("test.reader", handles=["nothing"], act=lambda workspace, records: None)]).catch_up()
    announce(mara.workspace_id, "figures")

    before = followers_of(mara).get(name="test.reader").lag
    with recorded(mara.actor, "orders.imported", subject=Subject("thing", 2, "more.csv")):
        pass

    assert (before, followers_of(mara).get(name="test.reader").lag) == (0, 1)
