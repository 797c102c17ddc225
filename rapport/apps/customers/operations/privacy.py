"""What a person may ask: a copy of their data, their erasure, no further use."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, PrivacyRequest, reached_by
from rapport.apps.customers.operations.copying import write_copy
from rapport.apps.customers.operations.erasing import erase
from rapport.apps.customers.queries.privacy import open_request, request_of
from rapport.apps.customers.rights import fields_of
from rapport.kernel import jobs
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.text import text_error

LONGEST_REASON = 200
Kind = PrivacyRequest.Kind


def ask_for_copy(member: Member, party_id: int, *, reason: str = "") -> PrivacyRequest:
    """Have a copy of all that is kept about a person made in the background; the member fetches it when it is done."""
    with recorded(member.actor, "privacy.copy_asked", topics=["parties", "privacy"]) as change:
        party = _locked(member, change, party_id)
        if not fields_of(member).unlimited:
            raise NotPermitted(_("A copy holds every field, and your role hides some."), code="fields")
        request = _asked(member, party, Kind.EXPORT, reason)
        _work_later(member, request, write_copy, _("Copy of one person's data"))
    return request


def ask_for_erasure(member: Member, party_id: int, *, typed: str, reason: str = "") -> PrivacyRequest:
    """Have everything about a person erased, for good. `typed` is the name, so that nobody does it in passing."""
    with recorded(member.actor, "privacy.erasure_asked", topics=["parties", "privacy"]) as change:
        party = _locked(member, change, party_id)
        if " ".join(typed.split()).casefold() != " ".join(party.name.split()).casefold():
            raise Refused(_("Type the name exactly as it stands on the record."), place="typed", code="name")
        if open_request(member, party, Kind.ERASE):
            raise Conflict(_("This person is being erased already."), code="erasing")
        request = _asked(member, party, Kind.ERASE, reason)
        _work_later(member, request, erase, _("Erase one person's data"))
    return request


def restrict(member: Member, party_id: int, *, reason: str = "") -> PrivacyRequest:
    """Use a person's data no further: nothing is sent to them until this is lifted; the record stays and counts."""
    return _set_restricted(member, party_id, reason, restricted=True)


def lift_restriction(member: Member, party_id: int, *, reason: str = "") -> PrivacyRequest:
    """Let a person's data be used again."""
    return _set_restricted(member, party_id, reason, restricted=False)


def try_again(member: Member, request_id: int) -> PrivacyRequest:
    """Take up again what failed, from where it stopped."""
    with recorded(member.actor, "privacy.tried_again", topics=["privacy"]) as change:
        member.require("privacy.manage")
        request_of(member, request_id)
        rows = PrivacyRequest.objects.of(member).select_for_update(of=("self",))
        request: PrivacyRequest = rows.get(pk=request_id)
        if request.state != PrivacyRequest.State.FAILED:
            raise Conflict(_("This request did not fail."), code="state")
        change.about("privacy", request.pk)
        request.state, request.error = PrivacyRequest.State.WAITING, ""
        request.save(update_fields=["state", "error"])
        task, title = (
            (erase, _("Erase one person's data"))
            if request.kind == Kind.ERASE
            else (
                write_copy,
                _("Copy of one person's data"),
            )
        )
        _work_later(member, request, task, title)
    return request


def _set_restricted(member: Member, party_id: int, reason: str, *, restricted: bool) -> PrivacyRequest:
    verb = "party.restricted" if restricted else "party.unrestricted"
    with recorded(member.actor, verb, topics=["parties", "privacy"]) as change:
        party = _locked(member, change, party_id)
        if (party.restricted_at is not None) == restricted:
            raise Conflict(_("This is so already."), code="restricted")
        request = _asked(member, party, Kind.RESTRICT if restricted else Kind.UNRESTRICT, reason)
        party.restricted_at, party.change = (now() if restricted else None), change.sequence
        party.save(update_fields=["restricted_at", "change"])
        request.state, request.finished_at = PrivacyRequest.State.DONE, now()
        request.save(update_fields=["state", "finished_at"])
    return request


def _locked(member: Member, change: Change, party_id: int) -> Party:
    member.require("privacy.manage")
    within = Party.objects.within(member, "privacy.manage").filter(reached_by(member, "customers.view"))
    rows = within.select_for_update(of=("self",))
    party: Party | None = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing(_("There is no such person or company."))
    if party.erased_at is not None:
        raise Conflict(_("This person was erased. Nothing is kept that could be used."), code="erased")
    change.about("party", party.pk, party.name)
    return party


def _asked(member: Member, party: Party, kind: str, reason: str) -> PrivacyRequest:
    reason = reason.strip()
    if error := text_error(reason, longest=LONGEST_REASON):
        raise Refused(error, place="reason", code="privacy")
    made: PrivacyRequest = PrivacyRequest.objects.create(
        workspace_id=member.workspace_id,
        kind=kind,
        party=party,
        reason=reason,
        requested_at=now(),
        requested_by=member,
        requested_label=str(member)[:200],
    )
    return made


def _work_later(member: Member, request: PrivacyRequest, task: Any, title: str) -> None:
    jobs.enqueue(
        task,
        workspace=member,
        actor=member.actor,
        title=title,
        unique_key=f"privacy:{request.pk}",
        member_id=member.pk,
        request_id=request.pk,
    )
