import json

import pytest
from typer.testing import CliRunner, Result

from rapport.apps.accounts.models import Member
from rapport.cli import app
from rapport.kernel.ids import new_id
from rapport.kernel.models import Job

pytestmark = pytest.mark.django_db


def rapport(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["jobs", *arguments, "--workspace", "glow"])


def a_job(member: Member, **fields: object) -> Job:
    words = {
        "task": "rapport.tests.nothing",
        "title": "Import orders.csv",
        "status": "failed",
        "error": "No such column",
    }
    return Job.objects.create(key=new_id(), workspace=member.workspace_id, **{**words, **fields})


def test_the_list_says_what_failed_and_why(mara: Member, otto: Member) -> None:
    job = a_job(mara)
    a_job(otto, title="not ours")

    rows = json.loads(rapport("list", "--json").stdout)

    assert [(row["job"], row["title"], row["error"]) for row in rows] == [
        (job.pk, "Import orders.csv", "No such column")
    ]


def test_a_failed_job_is_tried_again_as_a_new_one(mara: Member) -> None:
    job = a_job(mara)

    result = rapport("retry", str(job.pk))

    again = Job.objects.of(mara).get(pk=int(result.stdout))
    assert (again.status, again.title, again.attempts) == ("waiting", job.title, 0)


def test_a_waiting_job_is_cancelled(mara: Member) -> None:
    job = a_job(mara, status="waiting", error="")

    rapport("cancel", str(job.pk))

    assert Job.objects.of(mara).get(pk=job.pk).status == "cancelled"


def test_a_job_that_ended_cannot_be_cancelled(mara: Member) -> None:
    job = a_job(mara, status="done", error="")

    result = rapport("cancel", str(job.pk))

    assert result.exit_code == 1
    assert "is done already" in result.stderr


def test_another_workspaces_job_does_not_exist(mara: Member, otto: Member) -> None:
    theirs = a_job(otto)

    result = rapport("retry", str(theirs.pk))

    assert result.exit_code == 1
    assert f"There is no job {theirs.pk} in Glow" in result.stderr
    assert Job.objects.of(otto).count() == 1
