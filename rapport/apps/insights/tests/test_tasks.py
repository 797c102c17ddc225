"""From a recorded order to figures on open pages: the follower, its job, the announcement."""

from datetime import timedelta

import time_machine

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.activity.followers import follow
from rapport.apps.activity.models import Pulse
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.queries.progress import is_behind
from rapport.apps.insights.schedules import catch_up
from rapport.apps.insights.tasks import extract_later, prepare_later
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.kernel.jobs import run_jobs
from rapport.kernel.jobs.models import Job


def later(seconds: int = 60) -> None:
    """Do all jobs as if it were a minute later."""
    with time_machine.travel(NOW + timedelta(seconds=seconds), tick=True):
        run_jobs()


def test_a_recorded_order_reaches_the_figures_and_wakes_the_pages(shop: Shop, glow: Workspace, edi: Member) -> None:
    follow()
    later()

    assert figures_for(edi, Subject.everybody(), metrics=["revenue"]).tiles[0].value == 250.25
    assert Pulse.objects.of(glow).filter(topic="figures").exists()


def test_many_changes_are_one_job(shop: Shop, glow: Workspace) -> None:
    for number in range(3):
        shop.order(f"many {number}", "2026-06-14", 1)
        follow()

    assert Job.objects.of(glow).filter(task__endswith="bring_lake_up_to_date").count() == 1


def test_what_does_not_touch_facts_asks_for_no_extraction(glow: Workspace) -> None:
    follow()

    assert not is_behind(glow.pk)
    assert not Job.objects.of(glow).filter(task__endswith="bring_lake_up_to_date").exists()


def test_the_schedule_finds_what_the_follower_missed(shop: Shop, glow: Workspace) -> None:
    catch_up()

    assert Job.objects.of(glow).filter(task__endswith="bring_lake_up_to_date").count() == 1


def test_prepared_figures_are_there_before_anybody_asks(shop: Shop, glow: Workspace, edi: Member) -> None:
    extract_later(glow)
    later()
    assert not MetricResult.objects.of(glow).exists()

    prepare_later(glow, Subject.everybody())
    later(120)

    tile = figures_for(edi, Subject.everybody(), metrics=["revenue"], patient=False).tiles[0]
    assert tile.value == 250.25


def test_an_extraction_keeps_ready_what_was_looked_at(shop: Shop, glow: Workspace, edi: Member) -> None:
    follow()
    later()
    figures_for(edi, Subject.everybody(), metrics=["revenue"])

    shop.order("new", "2026-06-15", 7)
    follow()
    later(120)

    assert figures_for(edi, Subject.everybody(), metrics=["revenue"], patient=False).tiles[0].value == 257.25
