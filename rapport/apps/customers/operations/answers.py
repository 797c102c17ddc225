"""Answers that come in with a file or from another system, many at once; and taking back those of one import."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Consent, LegalBasis, Party, Purpose
from rapport.apps.customers.operations.consents import ANSWERS, Answer, check_channels, new_answer, open_purpose
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.remembering import Remembered
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import TakenBack, Undoing

# A plain no, as in a column "accepts marketing": it ends a consent, and is no withdrawal where there never was one.
NO = "no"
PORTION = 900


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What one person answered, as a file tells it: `said` is given, withdrawn or no.

    Without a moment a yes never replaces a withdrawal, because the file does not tell which of them came later.
    """

    party_id: int
    channel: str
    said: str
    source: str
    at: datetime | None = None
    wording: str | None = None


@dataclass(slots=True)
class AnswersRecorded:
    """How many answers were recorded, were known already, or gave way to a withdrawal."""

    recorded: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(slots=True)
class Known:
    """What is known of one person on one channel: the answer that holds, and all there were."""

    state: str = Consent.State.UNASKED
    at: datetime | None = None
    answers: set[tuple[str, datetime]] = field(default_factory=set)

    def add(self, state: str, at: datetime) -> None:
        """A further answer, which may be older than the one that holds."""
        self.answers.add((state, at))
        if self.at is None or at >= self.at:
            self.state, self.at = state, at

    @property
    def plain(self) -> list[tuple[str, str]]:
        """All answers, the one that holds last, as JSON can hold them."""
        holds_last = sorted(self.answers, key=lambda one: (one[1], one[0] == self.state))
        return [(state, at.isoformat()) for state, at in holds_last]


def record_answers(
    member: Member, purpose: str, answers: Sequence[AnswerFacts], *, actor: Actor | None = None
) -> AnswersRecorded:
    """Record answers for one purpose, in one transaction. The same twice changes nothing."""
    member.require("consent.edit")
    wanted = open_purpose(member, purpose)
    _check(answers)
    done = AnswersRecorded()
    with recorded(actor or member.actor, "consents.imported", topics=["consents", "parties"]) as change:
        reached = _reached(member, {one.party_id for one in answers})
        known = _known(member, wanted.key, reached, {one.channel for one in answers})
        moment = now()
        told = _told(answers, wanted, reached, known, moment, done)
        rows = [_row(change, member, wanted, one, state, moment) for one, state in told]
        Consent.objects.bulk_create(rows, batch_size=500)
        change.details |= {"purpose": wanted.key, "created_ids": [row.pk for row in rows]}
        if not rows:
            change.leave_no_record()
    return done


class AnswerTrial:
    """Tells batch after batch what recording answers would do, as if each batch before had been recorded.

    Who is not made yet has an id below zero. `again` are those of whom later batches may tell more: only what these
    have answered is remembered, on disk.
    """

    def __init__(self, member: Member, purpose: str) -> None:
        member.require("consent.edit")
        self._member = member
        self._purpose = open_purpose(member, purpose)
        self._earlier = Remembered()
        # Whoever may change only their own looks after whom they add.
        self._reaches_new = member.scope("consent.edit") == "all" or member.scope("customers.edit") != "all"

    def judge(self, answers: Sequence[AnswerFacts], *, again: Collection[int] = ()) -> AnswersRecorded:
        """What recording these answers would do now."""
        done = AnswersRecorded()
        named = {one.party_id for one in answers}
        reached = _reached(self._member, {one for one in named if one > 0})
        known = _known(self._member, self._purpose.key, reached, {one.channel for one in answers})
        known |= self._left({f"{one.party_id} {one.channel}" for one in answers})
        reached |= {one for one in named if one < 0 and self._reaches_new}
        told = list(_told(answers, self._purpose, reached, known, now(), done))
        changed = {(one.party_id, one.channel) for one, _ in told if one.party_id in again}
        self._earlier.put({f"{party_id} {channel}": known[party_id, channel].plain for party_id, channel in changed})
        return done

    def _left(self, keys: Collection[str]) -> dict[tuple[int, str], "Known"]:
        found: dict[tuple[int, str], Known] = {}
        for key, answers in self._earlier.by_id(keys).items():
            party_id, channel = key.split()
            standing = found[int(party_id), channel] = Known()
            for state, at in answers:
                standing.add(state, datetime.fromisoformat(at))
        return found


def take_back_answers(change: Change, details: dict[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the answers an import recorded: nobody gave them, a file did. The one place where answers are removed."""
    rows = Consent.objects.of(change.workspace_id)
    removed = 0
    for part in chunks(details.get("created_ids", []), PORTION):
        found = sorted(rows.filter(pk__in=part).values_list("pk", flat=True))
        leave_tombstones(Consent, found, workspace_id=change.workspace_id, change=change.sequence)
        removed += delete_rows(rows.filter(pk__in=found))
    return TakenBack(removed=removed)


def _told(
    answers: Sequence[AnswerFacts],
    purpose: Purpose,
    reached: Collection[int],
    known: dict[tuple[int, str], Known],
    moment: datetime,
    done: AnswersRecorded,
) -> Iterator[tuple[AnswerFacts, str]]:
    """The answers that are to be recorded, each with the state it brings; `known` and `done` follow them."""
    for one in _in_order(answers):
        if one.party_id in reached:
            standing = known.setdefault((one.party_id, one.channel), Known())
            state = _new_state(one, purpose, standing, done)
            if state:
                standing.add(state, one.at or moment)
                done.recorded += 1
                yield one, state


def _in_order(answers: Sequence[AnswerFacts]) -> list[AnswerFacts]:
    """Those with a time by their time, then the others: where these contradict one another, the refusal counts."""
    strength = (Consent.State.GIVEN, NO, Consent.State.WITHDRAWN)
    by_time = sorted((one.at, strength.index(one.said), place) for place, one in enumerate(answers) if one.at)
    timeless: dict[tuple[int, str], AnswerFacts] = {}
    for one in answers:
        said = timeless.get((one.party_id, one.channel))
        if one.at is None and (said is None or strength.index(one.said) > strength.index(said.said)):
            timeless[one.party_id, one.channel] = one
    return [*(answers[place] for _at, _strength, place in by_time), *timeless.values()]


def _check(answers: Sequence[AnswerFacts]) -> None:
    latest = now()
    for one in answers:
        check_channels([one.channel])
        if one.said not in (*ANSWERS, NO):
            raise Refused(_("Say whether it was given or withdrawn."), place="state", code="state")
        if one.at is not None and one.at > latest:
            raise Refused(_("This is in the future. Say when the answer was given."), place="at", code="future")


def _new_state(one: AnswerFacts, purpose: Purpose, standing: Known, done: AnswersRecorded) -> str:
    """What is to be recorded; empty where nothing is."""
    if one.said == NO:
        needs_consent = purpose.basis == LegalBasis.CONSENT
        ends = standing.state == Consent.State.GIVEN if needs_consent else standing.state != Consent.State.WITHDRAWN
        is_old = one.at is not None and standing.at is not None and one.at < standing.at
        state = Consent.State.WITHDRAWN if ends and not is_old else ""
    elif one.at is not None:
        state = "" if (one.said, one.at) in standing.answers else one.said
    elif one.said == Consent.State.GIVEN and standing.state == Consent.State.WITHDRAWN:
        done.kept += 1
        return ""
    else:
        state = "" if one.said == standing.state else one.said
    done.unchanged += not state
    return str(state)


def _known(member: Member, purpose: str, party_ids: set[int], channels: set[str]) -> dict[tuple[int, str], Known]:
    found: dict[tuple[int, str], Known] = {}
    for channel in channels:
        for part in chunks(sorted(party_ids), PORTION):
            rows = Consent.objects.of(member).about(purpose, channel).filter(party__in=part).order_by("at", "pk")
            for party_id, state, at in rows.values_list("party", "state", "at"):
                found.setdefault((party_id, channel), Known()).add(state, at)
    return found


def _reached(member: Member, party_ids: set[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(party_ids), PORTION):
        rows = Party.objects.within(member, "consent.edit").filter(pk__in=part, erased_at=None)
        found |= set(rows.values_list("pk", flat=True))
    return found


def _row(change: Change, member: Member, purpose: Purpose, one: AnswerFacts, state: str, moment: datetime) -> Consent:
    said = Answer(purpose.key, [one.channel], state, one.source[:120], wording=one.wording)
    return new_answer(
        change, member, one.party_id, purpose, one.channel, state, at=one.at or moment, said=said, proof={}
    )
