"""Targets are judged by what is over and by enough data; who may see metrics is told of a clear miss, once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member, Notification, Workspace
from rapport.apps.accounts.queries import notices_of
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.models import Target, TargetAlert
from rapport.apps.insights.operations.alerts import raise_alerts
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.targets import remove_target, set_target
from rapport.apps.insights.queries.changes import changes_since
from rapport.apps.insights.queries.standing import Standing, standing_targets
from rapport.apps.insights.tasks import bring_lake_up_to_date, watch_targets
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.jobs.models import Job

MAY = "2026-05-10"


@pytest.fixture
def later() -> Iterator[None]:
    """The tests of one month after the other: it is the middle of July."""
    with time_machine.travel(datetime(2026, 7, 15, 12, tzinfo=UTC), tick=True):
        yield


def answered(shop: Shop, on: str, *, satisfied: int, not_satisfied: int) -> None:
    shop.answers("csat", [5] * satisfied + [1] * not_satisfied, on=on)


def standing(member: Member) -> Standing:
    [one] = standing_targets(member)
    return one


def test_a_target_is_missed_only_where_the_interval_leaves_it_out(shop: Shop, glow: Workspace, edi: Member) -> None:
    answered(shop, MAY, satisfied=10, not_satisfied=30)
    answered(shop, "2026-06-02", satisfied=2, not_satisfied=2)
    extract(glow.pk)

    wanted = {0.9: "missed", 0.3: "undecided", 0.05: "reached"}
    for value, state in wanted.items():
        set_target(edi, metric="csat", value=value)
        assert standing(edi).state == state, value


def test_a_month_after_which_nothing_is_recorded_waits(shop: Shop, glow: Workspace, edi: Member) -> None:
    answered(shop, "2026-05-20", satisfied=10, not_satisfied=30)
    set_target(edi, metric="csat", value=0.9)
    extract(glow.pk)

    assert standing(edi).state == "waiting"


def test_too_few_and_nothing_are_no_misses(shop: Shop, glow: Workspace, edi: Member) -> None:
    answered(shop, MAY, satisfied=0, not_satisfied=3)
    answered(shop, "2026-06-02", satisfied=0, not_satisfied=1)
    set_target(edi, metric="csat", value=0.9)
    set_target(edi, metric="tickets", value=10, direction="at_most")
    extract(glow.pk)

    states = {one.entry.name: (one.state, one.words) for one in standing_targets(edi)}
    assert states["csat"][0] in ("too_few", "no_data", "waiting")
    assert states["tickets"] == ("no_data", "No data: no tickets are recorded yet.")


def test_a_total_is_held_against_twelve_months(shop: Shop, glow: Workspace, edi: Member) -> None:
    set_target(edi, metric="revenue", value=1000)
    extract(glow.pk)

    one = standing(edi)
    assert (one.state, one.monthly, one.latest and one.latest.value) == ("missed", False, 180.25)
    assert len(one.months) == 12


def missed_in_june(shop: Shop, edi: Member, glow: Workspace) -> Target:
    with time_machine.travel(datetime(2026, 6, 20, tzinfo=UTC), tick=True):
        target = set_target(edi, metric="csat", value=0.9)
    answered(shop, "2026-06-21", satisfied=10, not_satisfied=30)
    answered(shop, "2026-07-02", satisfied=4, not_satisfied=0)
    extract(glow.pk)
    return target


def test_a_clear_miss_is_told_once_to_those_who_may_see_metrics(
    shop: Shop, later: None, glow: Workspace, edi: Member, mara: Member, otto: Member
) -> None:
    target = missed_in_june(shop, edi, glow)

    [alert] = raise_alerts(glow)
    again = raise_alerts(glow)

    assert (alert.target, alert.n, alert.period_end) == (target, 40, datetime(2026, 7, 1, tzinfo=glow.zone))
    assert again == []
    for member in (edi, mara):
        [notice] = notices_of(member)
        assert notice.notification.url == reverse("insights:alerts", kwargs={"workspace": "glow"})
        assert "Satisfaction of Everybody, Jun 2026: 25%" in notice.notification.text
        assert "wanted at least 90%" in notice.notification.text
    assert not Notification.objects.of(otto).exists()


def test_a_period_that_ended_before_the_target_was_set_is_not_told(shop: Shop, glow: Workspace, edi: Member) -> None:
    answered(shop, MAY, satisfied=10, not_satisfied=30)
    answered(shop, "2026-06-02", satisfied=2, not_satisfied=2)
    set_target(edi, metric="csat", value=0.9)
    extract(glow.pk)

    assert standing(edi).state == "missed"
    assert raise_alerts(glow) == []


def test_a_removed_target_is_told_no_more(shop: Shop, later: None, glow: Workspace, edi: Member) -> None:
    remove_target(edi, missed_in_june(shop, edi, glow).pk)

    assert raise_alerts(glow) == []


def test_the_worker_watches_once_the_figures_are_up_to_date(
    shop: Shop, later: None, glow: Workspace, edi: Member
) -> None:
    missed_in_june(shop, edi, glow)
    answered(shop, "2026-07-03", satisfied=1, not_satisfied=0)

    assert watch_targets.func(glow.pk) == 0
    bring_lake_up_to_date.func(glow.pk)

    assert Job.objects.filter(title="Watch targets").exists()
    assert watch_targets.func(glow.pk) == 1
    assert TargetAlert.objects.of(glow).count() == 1


def test_changes_are_named_only_when_sure_among_all(shop: Shop, later: None, glow: Workspace, edi: Member) -> None:
    create_segment(edi, name="Iberians", party_ids=list(shop.people.values()))
    shop.answers("ces", [5], on="2025-12-01")
    answered(shop, "2026-02-10", satisfied=60, not_satisfied=4)
    answered(shop, "2026-06-10", satisfied=20, not_satisfied=44)
    extract(glow.pk)

    found = changes_since(edi, "last-3-months")

    assert [(one.title, one.group, one.alert.direction) for one in found.alerts] == [
        ("Satisfaction", "Everybody", "worse")
    ]
    assert any(one.group == "Iberians" for one in found.waiting)
    assert found.looked_at == 16


def test_the_page_shows_states_in_words_and_sets_and_removes(
    client: Client, shop: Shop, later: None, glow: Workspace, edi: Member
) -> None:
    client.force_login(edi.user)
    missed_in_june(shop, edi, glow)
    raise_alerts(glow)
    here = reverse("insights:alerts", kwargs={"workspace": "glow"})
    there = reverse("insights:targets", kwargs={"workspace": "glow"})

    sent = {"metric": "nps", "subject": "everybody", "direction": "at_least", "value": "30"}
    answer = client.post(f"{there}?back=alerts", sent)
    page = client.get(here).content.decode()

    assert answer.headers["Location"] == here
    for words in ("✗</span> missed", "at least 90%", "no data", "Told before", "wait"):
        assert words in page, words
    target = Target.objects.of(glow).get(metric="nps", removed_at=None)
    gone = reverse("insights:target", kwargs={"workspace": "glow", "target_id": target.pk})
    assert client.post(f"{gone}?back=alerts", {"_method": "delete"}).headers["Location"] == here


def test_the_page_says_what_to_do_before_any_data(client: Client, glow: Workspace, edi: Member) -> None:
    client.force_login(edi.user)

    page = client.get(reverse("insights:alerts", kwargs={"workspace": "glow"})).content.decode()

    assert "No target is set yet" in page
    assert "nothing to compare yet" in page
