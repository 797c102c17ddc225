"""The log's page and the page of background work."""

from typing import Any

import pytest
from django.test import Client
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import Follower, Reader
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel.errors import Refused
from rapport.kernel.jobs import enqueue, progress, run_jobs
from rapport.kernel.jobs.leasing import claim
from rapport.kernel.jobs.models import Job
from rapport.web.activity.topics import right_for, sees

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


def write(member: Member, verb: str, label: str, **details: Any) -> None:
    with recorded(member.actor, verb, subject=Subject("thing", 1, label)) as change:
        change.details.update(details)


def test_the_log_says_who_did_what_to_what(mara: Member, edi: Member) -> None:
    write(edi, "orders.imported", "orders.csv", created=12, problems=["a", "b"], pages=[{"a": 1}])

    page = signed_in(mara).get("/w/glow/log").content.decode()

    assert "Edi" in page
    assert "Imported orders" in page
    assert "orders.csv" in page
    assert "Created: 12" in page
    assert "Problems: a, b" in page
    assert "Pages: 1 entry" in page


def test_the_particulars_are_for_readers(mara: Member) -> None:
    write(mara, "target.set", "NPS", sequence=18, created_ids=[4, 5], value="10.0000", direction="at_least", goal="100")

    page = signed_in(mara).get("/w/glow/log").content.decode()

    assert "Direction: at least · Goal: 100 · Value: 10<" in page
    assert "Sequence" not in page
    assert "Created ids" not in page


def test_markup_in_a_name_is_shown_and_not_obeyed(mara: Member) -> None:
    write(mara, "canvas.created", "<script>alert(1)</script>", note="<b>bold</b>")

    page = signed_in(mara).get("/w/glow/log").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;bold" in page


def test_the_log_is_filtered_by_its_form(mara: Member, edi: Member) -> None:
    write(edi, "orders.imported", "orders.csv")
    write(mara, "canvas.created", "Students")

    page = signed_in(mara).get("/w/glow/log", {"verb": "orders.imported", "actor": f"member:{edi.pk}"}).content.decode()

    assert "orders.csv" in page
    assert "Students" not in page


def test_a_day_without_records_is_said_to_be_empty(mara: Member) -> None:
    page = signed_in(mara).get("/w/glow/log", {"until": "2001-01-01"}).content.decode()

    assert "Nothing of that kind happened" in page


def test_a_filter_that_cannot_be_read_is_answered_at_its_field(mara: Member) -> None:
    answer = signed_in(mara).get("/w/glow/log", {"since": "yesterday-ish", "verb": "no.such", "at": "%%%"})

    assert answer.status_code == 200
    assert "Enter a valid date" in answer.content.decode()


def test_another_workspaces_log_is_not_shown(mara: Member, otto: Member) -> None:
    write(otto, "canvas.created", "Secret plan")

    page = signed_in(mara).get("/w/glow/log").content.decode()

    assert "Secret plan" not in page


def test_background_work_shows_what_runs_what_ended_and_why(mara: Member) -> None:
    enqueue(succeed, workspace=mara, actor=mara.actor, title="Tidy up")
    enqueue(refuse, workspace=mara, actor=mara.actor, title="Import people.csv")
    run_jobs(raising=False)
    enqueue(succeed, workspace=mara, actor=mara.actor, title="Import orders.csv")
    running = claim("worker")
    assert running is not None
    Job.objects.filter(pk=running.pk).update(progress_done=30, progress_total=120, progress_note="orders")

    page = signed_in(mara).get("/w/glow/jobs").content.decode()

    assert "row 1: The column “email” is missing." in page
    assert 'value="30" max="120"' in page
    assert "Tidy up" in page
    assert "No worker is running" in page


def test_background_work_shows_how_followers_fare(mara: Member) -> None:
    def fail(workspace: Any, activities: Any) -> None:
        raise ConnectionError("the lake is dry")

    write(mara, "orders.imported", "orders.csv")
    Reader([Follower(name, handles=["*"], act=fail) for name in ("test.stuck", "customers.segments")]).catch_up()

    page = signed_in(mara).get("/w/glow/jobs").content.decode()

    assert "test.stuck" in page
    assert "Bring segments up to date" in page
    assert "the lake is dry" in page
    assert "stuck" in page


def test_a_job_is_stopped_from_the_page(mara: Member) -> None:
    job = enqueue(succeed, workspace=mara, title="Import orders.csv")

    signed_in(mara).post(f"/w/glow/jobs/{job.pk}/cancellation")

    job.refresh_from_db()
    assert (job.status, job.cancel_asked_by) == ("cancelled", "Mara")


def test_a_failed_job_is_tried_again_from_the_page(mara: Member) -> None:
    job = enqueue(refuse, workspace=mara, title="Import people.csv")
    run_jobs(raising=False)

    signed_in(mara).post(f"/w/glow/jobs/{job.pk}/repetition")

    assert list(Job.objects.order_by("pk").values_list("status", flat=True)) == ["failed", "waiting"]


def test_a_job_that_is_done_is_not_done_again(mara: Member) -> None:
    job = enqueue(succeed, workspace=mara)
    run_jobs()

    signed_in(mara).post(f"/w/glow/jobs/{job.pk}/repetition")

    assert Job.objects.count() == 1


def test_a_job_of_another_workspace_cannot_be_touched(mara: Member, otto: Member) -> None:
    job = enqueue(succeed, workspace=otto, title="Secret work")

    answer = signed_in(mara).post(f"/w/glow/jobs/{job.pk}/cancellation")

    job.refresh_from_db()
    assert (answer.status_code, job.status) == (404, "waiting")
    assert "Secret work" not in signed_in(mara).get("/w/glow/jobs").content.decode()


def test_who_may_not_see_jobs_is_refused(vic: Member) -> None:
    assert signed_in(vic).get("/w/glow/jobs").status_code == 403


def test_without_a_stream_the_live_address_tells_the_logs_position(mara: Member) -> None:
    write(mara, "canvas.created", "Students")

    answer = signed_in(mara).get("/w/glow/live")

    assert answer.json() == {"sequence": 2}


@pytest.mark.parametrize(
    ("topic", "right"),
    [
        ("canvas:7", "canvas.view"),
        ("canvases", "canvas.view"),
        ("figures", "metrics.view"),
        ("import:3", "imports.run"),
        ("job:4", "jobs.view"),
        ("members", "members.view"),
        ("orders", "orders.view"),
        ("parties", "customers.view"),
        ("responses", "responses.view"),
        ("segment:1", "segments.view"),
        ("no such thing", None),
    ],
)
def test_a_topic_is_heard_by_who_may_view_what_it_is_about(topic: str, right: str | None) -> None:
    assert right_for(topic) == right


def test_a_topic_of_no_known_right_is_heard_by_nobody(mara: Member) -> None:
    assert not sees(mara, "mystery")


def test_what_is_somebody_s_own_is_heard_by_them_alone(mara: Member, edi: Member) -> None:
    assert sees(edi, f"notifications:{edi.pk}")
    assert not sees(mara, f"notifications:{edi.pk}")


def test_stopping_and_repeating_are_for_administrators_and_stand_in_the_log(mara: Member, edi: Member) -> None:
    job = enqueue(succeed, workspace=mara, title="Import orders.csv")

    assert signed_in(edi).post(f"/w/glow/jobs/{job.pk}/cancellation").status_code == 403
    signed_in(mara).post(f"/w/glow/jobs/{job.pk}/cancellation")
    signed_in(mara).post(f"/w/glow/jobs/{job.pk}/repetition")

    verbs = Activity.objects.of(mara).filter(subject_type="job").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["job.stopped", "job.repeated"]
