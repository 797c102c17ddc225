"""What a bulk change does to the consent of many, and how it is corrected: by further records, never by deletion."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import Consent, Party
from rapport.apps.customers.operations.consents import (
    ANSWERS,
    LONGEST_SOURCE,
    Answer,
    check_channels,
    new_answer,
    open_purpose,
)
from rapport.kernel.bulk import chunks
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

Holding = dict[tuple[int, str], Consent]


def check_answer(member: Member, said: Any) -> dict[str, Any]:
    """What is to be recorded for many, as it can be. Raises Refused, naming the place, where it cannot."""
    given = said if isinstance(said, dict) else {}
    purpose = open_purpose(member, str(given.get("purpose", "")))
    channels = check_channels([str(channel) for channel in given.get("channels") or []])
    if given.get("state") not in ANSWERS:
        raise Refused(_("Say whether it was given or withdrawn."), place="state", code="state")
    source = str(given.get("source", "")).strip()
    if error := (text_error(source, longest=LONGEST_SOURCE) or ("" if source else _("Say where it came from."))):
        raise Refused(error, place="source", code="source")
    return {"purpose": purpose.key, "channels": channels, "state": str(given["state"]), "source": source}


def answer_for_many(member: Member, change: Change, ids: Sequence[int], said: dict[str, Any]) -> list[int]:
    """Record it for those of whom it does not hold already; returns whom it was recorded for."""
    purpose, at = open_purpose(member, said["purpose"]), now()
    answer = Answer(said["purpose"], said["channels"], said["state"], said["source"])
    open_ids = _not_erased(member, ids)
    holding = holding_answers(member.workspace_id, open_ids, said["purpose"], said["channels"])
    rows = []
    for party_id in open_ids:
        for channel in said["channels"]:
            held = holding.get((party_id, channel))
            if held is None or held.state != said["state"]:
                rows.append(
                    new_answer(change, member, party_id, purpose, channel, said["state"], at=at, said=answer, proof={})
                )
    Consent.objects.bulk_create(rows, batch_size=500)
    change.topics.append("consents")
    change.details["answers"] = [row.pk for row in rows]
    return sorted({row.party_id for row in rows})


def correct_answers(member: Member, change: Change, ids: Sequence[int], details: dict[str, Any]) -> list[int]:
    """For those answers of a bulk change that still hold, record what held before them, or that nobody had asked."""
    rows = Consent.objects.of(member).filter(pk__in=details["answers"], party__in=ids).select_related("purpose")
    made = list(rows.order_by("pk"))
    at, corrections = now(), []
    for purpose in {row.purpose_id: row.purpose for row in made}.values():
        mine = [row for row in made if row.purpose_id == purpose.pk]
        channels = sorted({row.channel for row in mine})
        parties = sorted({row.party_id for row in mine})
        holding = holding_answers(member.workspace_id, parties, purpose.key, channels)
        left = [row for row in mine if holding[row.party_id, row.channel].pk == row.pk]
        before = holding_answers(member.workspace_id, parties, purpose.key, channels, but=[row.pk for row in left])
        for row in left:
            stood = before.get((row.party_id, row.channel))
            corrections.append(_correction(change, member, row, stood, at))
    Consent.objects.bulk_create(corrections, batch_size=500)
    change.topics.append("consents")
    return sorted({row.party_id for row in corrections})


def holding_answers(
    workspace_id: int, party_ids: Iterable[int], purpose: str, channels: Collection[str], but: Collection[int] = ()
) -> Holding:
    """The answer that holds of each party on each channel, by both; `but` these ids, as if they were not there."""
    found: Holding = {}
    for part in chunks(sorted(party_ids), 900):
        for channel in channels:
            rows = Consent.objects.of(workspace_id).about(purpose, channel).filter(party__in=part)
            for row in rows.exclude(pk__in=but).order_by("at", "pk"):
                found[row.party_id, channel] = row
    return found


def _correction(change: Change, member: Member, made: Consent, stood: Consent | None, at: Any) -> Consent:
    state = stood.state if stood else Consent.State.UNASKED
    proof = {"corrects": made.pk, **({"restores": stood.pk, "since": stood.at.isoformat()} if stood else {})}
    source = _("Correction of a change to many records")[:LONGEST_SOURCE]
    said = Answer(made.purpose.key, [made.channel], state, source, wording=stood.wording if stood else "")
    row = new_answer(change, member, made.party_id, made.purpose, made.channel, state, at=at, said=said, proof=proof)
    row.basis = stood.basis if stood else made.basis
    return row


def _not_erased(member: Member, ids: Sequence[int]) -> list[int]:
    rows = Party.objects.of(member).filter(pk__in=ids, erased_at=None)
    return sorted(rows.values_list("pk", flat=True))
