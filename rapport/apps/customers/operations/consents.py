"""What people allowed and what they withdrew: every answer is a record of its own; none is changed or deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import CHANNELS, Consent, Party, PartyFile, Purpose
from rapport.apps.customers.operations.files import file_path
from rapport.apps.customers.rights import fields_of
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_token
from rapport.kernel.incoming_files import Incoming, looked_at, put
from rapport.kernel.text import text_error

ANSWERS = (Consent.State.GIVEN, Consent.State.WITHDRAWN)
LONGEST_SOURCE = 120
LONGEST_WORDING = 5_000
LONGEST_PROOF = 2_000
TOPICS = ["consents", "parties"]
File = tuple[str, Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: for which purpose (its key), on which channels, when and where.

    Without a `wording`, a yes has that of the purpose as it stands; without a moment it was given now. `proof` is
    whatever shows that it was so, in words; `details` the same from a machine, such as the page of a form.
    """

    purpose: str
    channels: Sequence[str]
    state: str
    source: str
    at: datetime | None = None
    wording: str | None = None
    proof: str = ""
    details: dict[str, Any] | None = None


def record_consent(
    member: Member, party_id: int, answer: Answer, *, file: File | None = None, actor: Actor | None = None
) -> list[Consent]:
    """Record what one person answered, a record a channel. A file that proves it is kept with the person."""
    member.require("consent.edit")
    purpose, at = _checked(member, answer)
    incoming = _looked_at(member, file)
    with recorded(actor or member.actor, "consent.recorded", topics=TOPICS) as change:
        party = reached_for_consent(member, party_id)
        proof = _proof(answer.proof, answer.details) | _kept(change, member, party, incoming)
        rows = [
            new_answer(change, member, party.pk, purpose, channel, answer.state, at=at, said=answer, proof=proof)
            for channel in dict.fromkeys(answer.channels)
        ]
        Consent.objects.bulk_create(rows)
        _tell(change, party, answer.state, [purpose.key], answer.channels)
    return rows


def withdraw_everything(
    member: Member,
    party_id: int,
    *,
    source: str,
    at: datetime | None = None,
    proof: str = "",
    actor: Actor | None = None,
) -> list[Consent]:
    """ "No more at all": withdrawn for every purpose on every channel, for purposes that come later too."""
    member.require("consent.edit")
    moment = _moment(at)
    _check_words(source, "", proof)
    with recorded(actor or member.actor, "consent.recorded", topics=TOPICS) as change:
        party = reached_for_consent(member, party_id)
        purposes = list(Purpose.objects.of(member).order_by("position", "title"))
        if not purposes:
            raise Refused(_("There are no purposes yet: nothing is sent to anybody."), code="no-purpose")
        channels = [channel for channel, _title in CHANNELS]
        said = Answer("", channels, Consent.State.WITHDRAWN, source)
        rows = [
            new_answer(
                change, member, party.pk, purpose, channel, said.state, at=moment, said=said, proof=_proof(proof)
            )
            for purpose in purposes
            for channel in channels
        ]
        for row in rows:
            row.everything = True
        Consent.objects.bulk_create(rows)
        _tell(change, party, said.state, [purpose.key for purpose in purposes], channels)
        change.details["everything"] = True
    return rows


def new_answer(
    change: Change,
    member: Member,
    party_id: int,
    purpose: Purpose,
    channel: str,
    state: str,
    *,
    at: datetime,
    said: Answer,
    proof: dict[str, Any],
) -> Consent:
    """Inside an operation: the record of an answer, with basis and wording of the purpose as they stand."""
    shown = purpose.wording if state == Consent.State.GIVEN else ""
    return Consent(
        workspace_id=member.workspace_id,
        change=change.sequence,
        party_id=party_id,
        purpose=purpose,
        channel=channel,
        state=state,
        basis=purpose.basis,
        wording=shown if said.wording is None else said.wording.strip(),
        source=said.source.strip(),
        proof=proof,
        at=at,
        recorded_by=member,
        recorded_label=str(member)[:200],
    )


def open_purpose(member: Member, key: str) -> Purpose:
    """The purpose of that key, where it is not archived. Raises Refused."""
    purpose: Purpose | None = Purpose.objects.of(member).filter(key=key, archived_at=None).first()
    if purpose is None:
        raise Refused(_("Choose what it is for."), place="purpose", code="purpose")
    return purpose


def check_channels(channels: Sequence[str]) -> list[str]:
    """The channels, each once. Raises Refused where there is none, or one that nobody knows."""
    known = dict(CHANNELS)
    if not channels or any(channel not in known for channel in channels):
        raise Refused(_("Choose at least one channel."), place="channels", code="channel")
    return list(dict.fromkeys(channels))


def reached_for_consent(member: Member, party_id: int) -> Party:
    """Inside an operation: the record, locked, where the member may say what it allows. Raises Missing or Refused."""
    rows = Party.objects.within(member, "consent.edit").select_for_update(of=("self",))
    party: Party | None = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing(_("There is no such person or company."))
    if party.erased_at is not None:
        raise Refused(_("This person was erased; nothing more is kept about them."), code="erased")
    return party


def _checked(member: Member, answer: Answer) -> tuple[Purpose, datetime]:
    if answer.state not in ANSWERS:
        raise Refused(_("Say whether it was given or withdrawn."), place="state", code="state")
    check_channels(answer.channels)
    _check_words(answer.source, answer.wording or "", answer.proof)
    return open_purpose(member, answer.purpose), _moment(answer.at)


def _check_words(source: str, wording: str, proof: str) -> None:
    if not source.strip():
        raise Refused(_("Say where the answer came from: a form, a call, a letter."), place="source", code="source")
    texts = (("source", source, LONGEST_SOURCE), ("wording", wording, LONGEST_WORDING), ("proof", proof, LONGEST_PROOF))
    for place, text, longest in texts:
        if error := text_error(text.strip(), longest=longest):
            raise Refused(error, place=place, code="text")


def _moment(at: datetime | None) -> datetime:
    if at is not None and at > now():
        raise Refused(_("This is in the future. Say when the answer was given."), place="at", code="future")
    return at or now()


def _looked_at(member: Member, file: File | None) -> Incoming | None:
    if file is None:
        return None
    fields_of(member).require_writable(["files"])
    return looked_at(*file)


def _proof(words: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    return {**(details or {}), **({"text": words.strip()} if words.strip() else {})}


def _kept(change: Change, member: Member, party: Party, incoming: Incoming | None) -> dict[str, Any]:
    """The file beside the others of the person, named in the proof."""
    if incoming is None:
        return {}
    kept = PartyFile(
        workspace_id=member.workspace_id,
        party=party,
        name=incoming.title,
        file=new_token(),
        size=len(incoming.whole),
        content_type=incoming.media_type,
        at=now(),
        author_label=str(member)[:200],
    )
    put(file_path(kept), incoming.whole)
    kept.save()
    return {"file": kept.pk, "name": kept.name}


def _tell(change: Change, party: Party, state: str, purposes: Sequence[str], channels: Sequence[str]) -> None:
    change.about("party", party.pk, party.name)
    change.details |= {"state": str(state), "purposes": list(purposes), "channels": list(channels)}
    change.topics.append(f"party:{party.pk}")
