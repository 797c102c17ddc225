"""What analyses suggest as segments, and what they write down to customers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Membership, Segment, Trait
from rapport.apps.customers.operations import refresh_segments
from rapport.apps.insights import tasks
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.suggestions import create_suggested_segment
from rapport.apps.insights.operations.traits import write_down_traits
from rapport.apps.insights.queries.suggestions import Shelf, suggested_segments, suggesting, usual_asking
from rapport.apps.insights.tasks import make_suggested_later
from rapport.apps.insights.tests.analyses.buyers import open_for
from rapport.apps.insights.tests.shop import Shop, open_shop
from rapport.kernel import jobs
from rapport.kernel.errors import Conflict, Missing, NotPermitted
from rapport.kernel.jobs.models import Job


@pytest.fixture
def busy(shop: Shop) -> Shop:
    return open_for(shop, 80)


@pytest.fixture
def worked_out(busy: Shop, glow: Workspace) -> Shop:
    extract(glow.pk)
    for entry in suggesting():
        work_out_analysis(glow, usual_asking(entry))
    write_down_traits(glow)
    return busy


def shelf(member: Member, analysis: str) -> Shelf:
    return next(one for one in suggested_segments(member) if one.analysis.name == analysis)


def members(segment: Segment) -> set[int]:
    return set(Membership.objects.of(segment).filter(segment=segment, until=None).values_list("party_id", flat=True))


def test_traits_say_what_the_analyses_say(worked_out: Shop, glow: Workspace, edi: Member) -> None:
    rows = shelf(edi, "value_tiers").rows

    for row in rows:
        having = Trait.objects.of(glow).filter(name="value_tier", value=row.suggestion.key)
        assert having.count() == row.n


def test_nothing_is_worked_out_twice_of_the_same_orders(worked_out: Shop, glow: Workspace) -> None:
    assert write_down_traits(glow) == {}


def test_new_orders_move_traits(worked_out: Shop, glow: Workspace) -> None:
    worked_out.order("huge", "2026-06-14", 1_000_000, who="joao", where="Portugal")
    extract(glow.pk)

    changed = write_down_traits(glow)

    assert changed["value_tier"] > 0
    assert Trait.objects.of(glow).get(party=worked_out.people["joao"], name="value_tier").value == "top"


def test_a_tier_becomes_a_segment_that_follows_the_data(worked_out: Shop, glow: Workspace, edi: Member) -> None:
    made = create_suggested_segment(edi, "value_tiers", "top")
    before = members(made)

    worked_out.order("huge", "2026-06-14", 1_000_000, who="joao", where="Portugal")
    extract(glow.pk)
    write_down_traits(glow)
    refresh_segments(glow)

    assert (made.kind, made.name) == ("rule", "Top value tier")
    assert members(made) != before
    assert members(made) == {worked_out.people["joao"]}


def test_a_cluster_becomes_a_dated_list(worked_out: Shop, edi: Member) -> None:
    row = shelf(edi, "clusters").rows[0]

    made = create_suggested_segment(edi, "clusters", row.suggestion.key)

    assert made.kind == "fixed"
    assert str(timezone.localdate().year) in made.name
    assert len(members(made)) == row.n


def test_a_suggestion_that_was_taken_leads_to_its_segment(worked_out: Shop, edi: Member) -> None:
    made = create_suggested_segment(edi, "rfm", shelf(edi, "rfm").rows[0].suggestion.key)

    assert shelf(edi, "rfm").rows[0].segment == made
    with pytest.raises(Conflict):
        create_suggested_segment(edi, "rfm", shelf(edi, "rfm").rows[0].suggestion.key)


def test_what_is_no_suggestion_is_refused(worked_out: Shop, edi: Member) -> None:
    for analysis, refusal in (("rfm", Conflict), ("baskets", Missing), ("none", Missing)):
        with pytest.raises(refusal):
            create_suggested_segment(edi, analysis, "nobody")


def test_a_viewer_sees_suggestions_and_makes_none(worked_out: Shop, vic: Member, client: Client) -> None:
    client.force_login(vic.user)

    text = client.get("/w/glow/segments/suggested/").content.decode()

    assert "Top value tier" in text
    assert "Make segment" not in text
    with pytest.raises(NotPermitted):
        create_suggested_segment(vic, "value_tiers", "top")


def test_one_press_makes_a_segment_and_undo_takes_it_back(worked_out: Shop, edi: Member, client: Client) -> None:
    client.force_login(edi.user)

    answer = client.post("/w/glow/segments/suggested/value_tiers/top/", follow=True)
    made = Segment.objects.of(edi).get()
    undo = f"/w/glow/segments/{made.pk}/removal"

    assert undo in answer.content.decode()
    assert client.post(undo, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/w/glow/segments"
    assert not Segment.objects.of(edi).exists()


def test_the_page_says_what_it_waits_for(glow: Workspace, edi: Member, summer: None, client: Client) -> None:
    client.force_login(edi.user)
    address = "/w/glow/segments/suggested/"

    nothing = client.get(address).content.decode()
    open_shop(edi)
    waiting = client.get(address).content.decode()
    extract(glow.pk)
    working = client.get(address).content.decode()

    assert nothing.count("There are no orders of known customers yet") == 1
    assert "The data are being prepared" in waiting
    assert "Being worked out" in working


def test_suggestions_cost_few_queries_however_many_there_are(worked_out: Shop, edi: Member, client: Client) -> None:
    client.force_login(edi.user)
    client.get("/w/glow/segments/suggested/")

    with CaptureQueriesContext(connection) as asked:
        text = client.get("/w/glow/segments/suggested/").content.decode()

    assert text.count("suggested__row") > 10
    assert len(asked) <= 22, len(asked)


def test_a_list_is_written_in_the_background_and_leads_to_its_segment(
    worked_out: Shop, edi: Member, client: Client
) -> None:
    client.force_login(edi.user)
    row = shelf(edi, "clusters").rows[0]
    address = f"/w/glow/segments/suggested/clusters/{row.suggestion.key}/"

    for _ in range(2):
        client.post(address)
    before = client.get("/w/glow/segments/suggested/").content.decode()
    jobs.run_jobs()
    after = client.get("/w/glow/segments/suggested/").content.decode()

    assert "The list is waiting for its turn" in before
    assert "every 2s" in before
    assert Segment.objects.of(edi).filter(kind="fixed").count() == 1
    made = Segment.objects.of(edi).get(kind="fixed")
    assert f"Is segment {made.name}" in after
    assert "every 2s" not in after
    assert len(members(made)) == row.n


def test_a_list_that_a_kill_left_finished_is_not_written_again(worked_out: Shop, edi: Member) -> None:
    key = shelf(edi, "clusters").rows[0].suggestion.key
    make_suggested_later(edi, "clusters", key)
    create_suggested_segment(edi, "clusters", key)

    jobs.run_jobs()

    assert Job.objects.of(edi).get(task__endswith="make_suggested_segment").status == "done"


def test_a_list_that_is_refused_says_why(worked_out: Shop, edi: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    key = shelf(edi, "clusters").rows[0].suggestion.key
    make_suggested_later(edi, "clusters", key)
    monkeypatch.setattr(tasks, "create_suggested_segment", refuse)

    with pytest.raises(Conflict):
        jobs.run_jobs()

    assert shelf(edi, "clusters").rows[0].error == "No such group."


def refuse(*_arguments: object, **_more: object) -> None:
    raise Conflict("No such group.")
