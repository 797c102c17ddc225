"""What people may ask: a copy, no further use; and the warning when an erased address comes in again."""

import json
import os
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party, PrivacyRequest
from rapport.apps.customers.operations import (
    ask_for_copy,
    ask_for_erasure,
    create_party,
    keep_file,
    lift_restriction,
    restrict,
    try_again,
    update_party,
    write_note,
)
from rapport.apps.customers.operations.copying import copy_folder, forget_old_copies
from rapport.apps.exchange.operations import choose_mapping
from rapport.apps.exchange.operations.running import try_file
from rapport.apps.exchange.queries.report import facts_of
from rapport.apps.exchange.tests.made import import_text, receive
from rapport.kernel import personal_data
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, NotPermitted
from rapport.kernel.jobs import run_jobs
from rapport.kernel.jobs.models import Job
from tests.canary import NAME, let_loose
from tests.test_canary import erase

AGAIN = "name,email,phone\nAna Ruiz,ANA@x.example,\nEva,eva@x.example,+34600000001\nLeo,leo@x.example,\n"


@pytest.fixture
def ana(mara: Member) -> Party:
    made = create_party(mara, name="Ana Ruiz", email="ana@x.example", phone="+34600000001")
    return Party.objects.of(mara).get(pk=made.pk)


def signed_in(client: Client, member: Member) -> Client:
    client.force_login(member.user)
    return client


def address(name: str, member: Member, *parts: int) -> str:
    return reverse(f"customers:{name}", args=[member.workspace.slug, *parts])


@pytest.mark.django_db(transaction=True)
def test_a_copy_holds_everything(mara: Member, client: Client) -> None:
    party, _source = let_loose(mara)
    request = ask_for_copy(mara, party.pk)
    run_jobs()

    answer = signed_in(client, mara).get(address("privacy-copy", mara, request.pk))
    content = b"".join(answer.streaming_content)

    with zipfile.ZipFile(BytesIO(content)) as archive:
        told = json.loads(archive.read("data.json"))
        page = archive.read("read-me-first.html").decode()
        files = [archive.read(name) for name in archive.namelist() if name.startswith("files/")]
    rows = {kind["name"]: len(kind["rows"]) for kind in told["kinds"]}
    empty = {"searches", "mentions", "exports", "notifications", "told", "jobs", "duplicates"}
    assert {name for name, count in rows.items() if not count} <= empty
    assert told["name"] in page
    assert "qzxcanary said so" in page
    assert sorted(files) == [b"signed by qzxcanary", b"words of qzxcanary"]
    assert any("before" in row["details"] for kind in told["kinds"] if kind["name"] == "log" for row in kind["rows"])


def test_only_who_asked_fetches_the_copy(mara: Member, ada: Member, ana: Party, client: Client) -> None:
    request = ask_for_copy(mara, ana.pk)
    run_jobs()

    assert signed_in(client, ada).get(address("privacy-copy", mara, request.pk)).status_code == 302
    assert signed_in(client, mara).get(address("privacy-copy", mara, request.pk)).status_code == 200


def test_a_copy_is_gone_after_a_week(mara: Member, ana: Party) -> None:
    request = ask_for_copy(mara, ana.pk)
    run_jobs()
    request.refresh_from_db()
    path = copy_folder(mara.workspace_id) / request.file
    assert forget_old_copies() == 0
    eight_days_ago = (now() - timedelta(days=8)).timestamp()
    os.utime(path, (eight_days_ago, eight_days_ago))

    assert forget_old_copies() == 1
    assert not path.exists()


def test_a_restricted_record_stays_and_can_be_corrected(mara: Member, ana: Party, client: Client) -> None:
    restrict(mara, ana.pk, reason="Asked on the phone")
    update_party(mara, ana.pk, city="Lugo")

    page = signed_in(client, mara).get(reverse("customers:party", args=[mara.workspace.slug, ana.pk]))
    assert "No further use" in page.content.decode()
    with pytest.raises(Conflict):
        restrict(mara, ana.pk)
    lift_restriction(mara, ana.pk)
    assert Party.objects.of(mara).get(pk=ana.pk).restricted_at is None
    kinds = PrivacyRequest.objects.of(mara).order_by("pk").values_list("kind", "state")
    assert list(kinds) == [("restrict", "done"), ("unrestrict", "done")]


def test_an_editor_may_not_ask(edi: Member, ana: Party) -> None:
    for ask in (ask_for_copy, restrict, lift_restriction):
        with pytest.raises(NotPermitted):
            ask(edi, ana.pk)


def test_an_erasure_that_failed_is_taken_up_again(mara: Member, ana: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    write_note(mara, ana.pk, "Sings.")
    paper = keep_file(mara, ana.pk, name="letter.txt", content=[b"Dear all"])
    request = ask_for_erasure(mara, ana.pk, typed="ana ruiz")
    with monkeypatch.context() as broken:
        broken.setattr(personal_data, "delete_rows", lambda rows: 1 / 0)
        run_jobs(limit=1, raising=False)
    request.refresh_from_db()
    assert (request.state, request.error) == ("failed", "ZeroDivisionError")
    Job.objects.filter(status="waiting").update(status="cancelled", finished_at=now())

    try_again(mara, request.pk)
    run_jobs()

    request.refresh_from_db()
    assert request.state == "done"
    assert not paper.path.exists()
    assert Activity.objects.of(mara).filter(verb="party.erased", subject_label="Erased person").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_report_names_what_was_found(mara: Member, client: Client) -> None:
    party, _source = let_loose(mara)

    request = erase(mara, party)

    page = signed_in(client, mara).get(address("privacy-request", mara, request.pk)).content.decode()
    for title in ("The record itself", "Notes", "Orders", "What happened, in the log", "Canvases about the person"):
        assert title in page
    assert NAME not in page
    assert "For you to decide" in page
    assert "lake" in request.report["kinds"]


@pytest.mark.django_db(transaction=True)
def test_an_erased_address_in_a_file_is_told_of_and_taken_in(mara: Member, ana: Party) -> None:
    request = ask_for_erasure(mara, ana.pk, typed="Ana Ruiz")
    run_jobs()
    request.refresh_from_db()
    assert request.state == "done"
    source = receive(mara, AGAIN, kind="people")
    source = choose_mapping(mara, source.pk, mapping=source.mapping, options={})

    trial = try_file(mara, source, tell=lambda *_said: None, stop=lambda: False)
    done = import_text(mara, AGAIN, "people")

    assert trial["extra"]["erased_again"] == 2
    assert done.created == 3
    assert [fact.value for fact in facts_of(mara, done) if "erased" in fact.title] == [2]


def test_an_erased_address_in_a_form_asks_first(mara: Member, ana: Party, client: Client) -> None:
    ask_for_erasure(mara, ana.pk, typed="Ana Ruiz")
    run_jobs()
    posted = {"name": "Ana", "email": "Ana@X.example"}
    new = address("new-party", mara)

    first = signed_in(client, mara).post(new, posted)
    second = client.post(new, {**posted, "known_is_fine": "on"})

    assert first.status_code == 409
    assert "belonged to somebody who was erased" in first.content.decode()
    assert second.status_code == 302
