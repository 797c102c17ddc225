"""One thing for many records, in portions, and its undo (C15)."""

from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Membership, Party, PartyTag
from rapport.apps.customers.operations import (
    PartyFacts,
    create_party,
    create_segment,
    record_parties,
    record_regions,
    tag_parties,
    update_party,
)
from rapport.apps.customers.operations import bulk as portions
from rapport.apps.customers.operations.bulk import Doing
from rapport.apps.customers.operations.bulk_jobs import do_later, do_now, undo_later, undo_now
from rapport.apps.customers.operations.fields import create_field
from rapport.apps.customers.queries import PartyFilter
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.jobs import cancel, run_jobs
from rapport.kernel.jobs.models import Job

EVERYBODY = PartyFilter()


def three(member: Member) -> list[int]:
    """Ana in Lugo, Bo in Lyon with a tag, Cid nowhere."""
    facts = [PartyFacts(name="Ana", city="Lugo"), PartyFacts(name="Bo", city="Lyon"), PartyFacts(name="Cid")]
    ids = record_parties(member, facts).ids
    tag_parties(member, [ids[1]], "vip")
    return ids


def state(member: Member) -> list[Any]:
    """All that a doing may change, of every record."""
    rows = Party.objects.of(member).order_by("pk")
    tags = list(PartyTag.objects.of(member).order_by("party", "tag").values_list("party", "tag"))
    columns = ("city", "region", "attributes", "account_manager", "birth_date", "search_text", "phone_normal")
    kept = [(*values, bool(archived)) for *values, archived in rows.values_list(*columns, "archived_at")]
    inside = Membership.objects.of(member).filter(until=None).order_by("party").values_list("party", flat=True)
    return [tags, kept, list(inside)]


def doings(member: Member) -> list[Doing]:
    """One of every kind, and edits of every kind of field."""
    region = record_regions(member, ["Spain"])["Spain"]
    panel = create_segment(member, name="Panel", party_ids=[Party.objects.of(member).order_by("pk")[0].pk])
    yes_no, choices = (
        create_field(member, title=kind, kind=kind, choices=["A", "B"] if kind == "choices" else [])
        for kind in ("yes_no", "choices")
    )
    return [
        Doing("edit", "city", "Lugo"),
        Doing("edit", "city", ""),
        Doing("edit", "region_id", str(region)),
        Doing("edit", "account_manager_id", str(member.pk)),
        Doing("edit", "birth_date", "1990-05-01"),
        Doing("edit", f"attributes.{yes_no.key}", "no"),
        Doing("edit", f"attributes.{choices.key}", "A"),
        Doing("tag", value="vip"),
        Doing("untag", value="vip"),
        Doing("archive"),
        Doing("join", value=str(panel.pk)),
        Doing("leave", value=str(panel.pk)),
    ]


def test_every_doing_changes_something_and_its_undo_brings_all_of_it_back(edi: Member) -> None:
    three(edi)
    for doing in doings(edi):
        before = state(edi)

        token, changed = do_now(edi, EVERYBODY, doing)
        during = state(edi)
        undone = undo_now(edi, token)

        assert changed > 0, doing
        assert during != before, doing
        assert undone == (changed, 0), doing
        assert state(edi) == before, doing


def test_the_same_doing_twice_changes_nothing_the_second_time(edi: Member) -> None:
    three(edi)

    first = do_now(edi, EVERYBODY, Doing("edit", "city", "Lugo"))
    count = Activity.objects.of(edi).count()
    second = do_now(edi, EVERYBODY, Doing("edit", "city", "Lugo"))

    assert (first[1], second[1]) == (2, 0)
    assert Activity.objects.of(edi).count() == count


def test_an_undo_leaves_what_somebody_changed_since(edi: Member, ada: Member) -> None:
    ids = three(edi)
    token, _changed = do_now(edi, EVERYBODY, Doing("edit", "city", "Porto"))
    update_party(ada, ids[0], city="Faro")

    assert undo_now(edi, token) == (2, 1)
    assert [party.city for party in Party.objects.of(edi).order_by("pk")] == ["Faro", "Lyon", ""]
    with pytest.raises(Refused, match="already"):
        undo_now(edi, token)


def test_all_that_match_are_changed_in_the_background_a_portion_an_operation(
    edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "PORTION", 10)
    record_parties(edi, [PartyFacts(name=f"P {n}", city="Lugo" if n % 2 else "Lyon") for n in range(50)])
    rule = {"condition": "city", "operator": "is", "value": "Lugo"}

    job = do_later(edi, PartyFilter(rule=rule), Doing("edit", "city", "Porto"), title="Move them")
    run_jobs()
    job.refresh_from_db()
    logged = Activity.objects.of(edi).filter(verb="parties.edited")

    assert job.result["changed"] == job.result["seen"] == job.progress_done == 25
    assert logged.count() == 3
    assert Party.objects.of(edi).filter(city="Porto").count() == 25
    undoing = undo_later(edi, job.result["token"])
    run_jobs()
    undoing.refresh_from_db()
    assert undoing.result == {"undone": 25, "kept": 0, "brought": 25}
    assert not Party.objects.of(edi).filter(city="Porto").exists()


def test_a_job_killed_half_way_goes_on_and_is_undone_whole(edi: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 10)
    record_parties(edi, [PartyFacts(name=f"P {n}") for n in range(30)])
    job = do_later(edi, EVERYBODY, Doing("tag", value="seen"), title="Tag them")
    half = portions.do_to_all(
        edi,
        Party.objects.of(edi).values_list("pk", flat=True),
        Doing("tag", value="seen"),
        token=job.arguments["token"],
    )
    next(half)

    run_jobs()

    assert PartyTag.objects.of(edi).filter(tag__name="seen").count() == 30
    assert undo_now(edi, job.arguments["token"]) == (30, 0)


def test_a_cancelled_job_says_how_far_it_came(edi: Member) -> None:
    three(edi)
    job = do_later(edi, EVERYBODY, Doing("archive"), title="Archive")
    cancel(job, by="Edi")
    run_jobs()

    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED
    assert not Party.objects.of(edi).filter(archived_at__isnull=False).exists()


@pytest.mark.parametrize(
    "doing",
    [
        Doing("explode"),
        Doing("edit", "name", "X"),
        Doing("edit", "email", "x@example.com"),
        Doing("edit", "workspace_id", "1"),
        Doing("edit", "attributes.nothing", "1"),
        Doing("edit", "region_id", "987654"),
        Doing("edit", "region_id", "x"),
        Doing("edit", "account_manager_id", "987654"),
        Doing("edit", "birth_date", "soon"),
        Doing("edit", "preferred_channel", "smoke"),
        Doing("tag", value=" "),
        Doing("tag", value="x" * 61),
        Doing("join", value="x"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(edi: Member, doing: Doing) -> None:
    three(edi)
    before = state(edi)

    with pytest.raises(Refused):
        do_later(edi, EVERYBODY, doing, title="No")
    with pytest.raises(Refused):
        do_now(edi, EVERYBODY, doing)
    assert state(edi) == before


def test_viewers_and_other_workspaces_change_nothing(edi: Member, vic: Member, otto: Member) -> None:
    three(edi)
    token, _changed = do_now(edi, EVERYBODY, Doing("tag", value="ours"))

    with pytest.raises(NotPermitted):
        do_now(vic, EVERYBODY, Doing("tag", value="x"))
    with pytest.raises(Missing):
        undo_now(otto, token)
    assert do_now(otto, EVERYBODY, Doing("tag", value="x"))[1] == 0


def test_the_page_changes_the_selection_at_once_and_all_that_match_in_the_background(
    client: Client, edi: Member
) -> None:
    ids = three(edi)
    client.force_login(edi.user)
    address = "/w/glow/customers/selection"

    few = client.post(address, {"do": "edit", "field": "city", "value": "Porto", "party": ids[:2]}, follow=True)
    many = client.post(address, {"do": "tag", "word": "seen", "matching": "1", "list": "q=ana"})
    waiting = client.get(many["Location"]).content.decode()
    run_jobs()
    done = client.get(many["Location"]).content.decode()

    assert "2 records changed." in few.content.decode()
    assert "/w/glow/customers/undoing/" in few.content.decode()
    assert "Waiting for its turn" in waiting
    assert "1 record changed." in done
    assert PartyTag.objects.of(edi).get(tag__name="seen").party_id == ids[0]


def test_the_selection_can_be_empty_only_by_mistake(client: Client, edi: Member) -> None:
    create_party(edi, name="Ana")
    client.force_login(edi.user)

    assert client.post("/w/glow/customers/selection", {"do": "archive"}).status_code == 422
