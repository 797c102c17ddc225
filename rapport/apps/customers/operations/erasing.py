"""Erasing a person in every room.

First what may be large is looked through, portion by portion, with nothing locked; a kill costs nothing, because
looking again finds less. Then one transaction, under the lock of the log, takes everything that is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import ErasedAddress, Party, PrivacyRequest
from rapport.apps.customers.queries.persons import addresses_of, digest_of, head_of_log, person_of
from rapport.apps.customers.queries.privacy import person_asked_about
from rapport.kernel import jobs
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.forgetting import forget_deleted_bytes
from rapport.kernel.personal_data import ERASED_NAME, Outcome, Person, Tell, registered

Outcomes = dict[str, Outcome]
# Beside the tables that lead to a person.
ALSO = (
    "customers.Party",
    "activity.Activity",
    "accounts.Notification",
    "kernel.Job",
    "kernel.KeptAnswer",
    "kernel.Seal",
)


@task(queue_name=jobs.LONG)
def erase(member_id: int, request_id: int) -> None:
    """The job of an erasure; begun again after a kill, it goes on with what is left."""
    member = Member.objects.select_related("workspace", "user").get(pk=member_id)
    request: PrivacyRequest = PrivacyRequest.objects.of(member).select_related("party").get(pk=request_id)
    try:
        carry_out(member.actor, request, tell=jobs.progress)
    except Exception as error:
        PrivacyRequest.objects.of(member).filter(pk=request.pk).exclude(state=PrivacyRequest.State.DONE).update(
            state=PrivacyRequest.State.FAILED, error=type(error).__name__
        )
        raise


def carry_out(actor: Actor, request: PrivacyRequest, *, tell: Tell) -> PrivacyRequest:
    """Erase the person a request is about, and tidy up. Done already, it changes nothing."""
    for _request in take_out(actor, [request], tell=tell):
        tell(0, None, _("Erasing"))
    tell(0, None, _("Tidying the files of the database"))
    forget_deleted_bytes(tables_with_people())
    return request


def take_out(actor: Actor, requests: Sequence[PrivacyRequest], *, tell: Tell) -> Iterator[PrivacyRequest]:
    """Erase the people some requests of one workspace are about, naming each before it is done.

    What may be large is looked through once for all of them; whoever calls tidies the files of the database.
    """
    open_ones = [request for request in requests if request.state != PrivacyRequest.State.DONE]
    if not open_ones:
        return
    for request in open_ones:
        _begin(request)
    parties = [person_asked_about(request) for request in open_ones]
    head = head_of_log(parties[0])
    people = [person_of(party) for party in parties]
    for request, person, swept in zip(open_ones, people, _swept(open_ones, people, tell), strict=True):
        yield request
        _finish(actor, request, person, head, swept)


def tables_with_people() -> set[str]:
    """The models whose tables hold something of people."""
    return {*ALSO, *(key.rpartition(".")[0] for entry in registered() for key in entry.keys)}


def note_in_report(owner: Any, request_id: int, kind: str, outcome: Outcome) -> None:
    """Write into the report of an erasure what a room above did afterwards."""
    with transaction.atomic():
        rows = PrivacyRequest.objects.of(owner).select_for_update(of=("self",)).filter(pk=request_id)
        for request in rows:
            request.report = {**request.report, "kinds": {**request.report.get("kinds", {}), kind: asdict(outcome)}}
            request.save(update_fields=["report"])


def erase_within(change: Change, party: Party, swept: Outcomes, person: Person) -> Outcomes:
    """Inside an operation: take everything that every room still has of the person."""
    _remember_addresses(party, change)
    # The log and other places are looked through while the rows that they speak of are still there.
    kinds = sorted(registered(), key=lambda entry: entry.sweep is None)
    found = {entry.name: entry.erase(person, change) for entry in kinds}
    return {entry.name: swept.get(entry.name, Outcome()) + found[entry.name] for entry in registered()}


def _begin(request: PrivacyRequest) -> None:
    request.state, request.error = PrivacyRequest.State.RUNNING, ""
    request.save(update_fields=["state", "error"])


def _swept(requests: Sequence[PrivacyRequest], people: Sequence[Person], tell: Tell) -> list[Outcomes]:
    """Look through what may be large; what was found is kept with the requests, also over a kill."""
    every = [_kept(request) for request in requests]
    for entry in registered():
        if entry.sweep is not None:
            for request, kept, found in zip(requests, every, entry.sweep(people, tell), strict=True):
                kept[entry.name] = kept.get(entry.name, Outcome()) + found
                request.report = {"swept": {name: asdict(one) for name, one in kept.items()}}
                request.save(update_fields=["report"])
    return every


def _kept(request: PrivacyRequest) -> Outcomes:
    return {name: Outcome(**one) for name, one in request.report.get("swept", {}).items()}


def _finish(actor: Actor, request: PrivacyRequest, person: Person, head: int, swept: Outcomes) -> None:
    with recorded(actor, "party.erased", topics=["parties", "segments", "privacy"]) as change:
        party: Party = Party.objects.of(request).select_for_update(of=("self",)).get(pk=person.party_id)
        again = person_of(party)
        # Whatever was merged in or renamed meanwhile has to be looked for in all of the log.
        since = head if (again.ids, again.words) == (person.ids, person.words) else 0
        report = erase_within(change, party, swept, replace(again, since=since))
        request.report = {"kinds": {name: asdict(outcome) for name, outcome in report.items()}}
        request.state, request.finished_at, request.reason = PrivacyRequest.State.DONE, now(), ""
        request.save(update_fields=["report", "state", "finished_at", "reason"])
        change.about("party", party.pk, ERASED_NAME)
        change.details["request"] = request.pk


def _remember_addresses(party: Party, change: Change) -> None:
    """Keep of each address a digest, so that somebody is warned who brings it in again."""
    rows: list[Any] = [
        ErasedAddress(workspace_id=change.workspace_id, digest=digest_of(change, normal), erased_at=now())
        for normal in sorted(addresses_of(party))
    ]
    ErasedAddress.objects.bulk_create(rows, ignore_conflicts=True)
