"""What somebody allows, since when and from where; how many allow what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CHANNELS, Consent, LegalBasis, Party, PartyFile, Purpose, reached_by
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing

# Shown of everybody; the other channels only where somebody has answered on them.
USUAL_CHANNELS = ("email", "phone", "sms", "post")
SHOWN_ANSWERS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a purpose on a channel: `answer` is the record that holds."""

    purpose: Purpose
    channel: str
    channel_title: str
    answer: Consent | None

    @property
    def state(self) -> str:
        """given, withdrawn, unasked, or free: not asked, and no need to."""
        if self.answer is not None and self.answer.state != Consent.State.UNASKED:
            return str(self.answer.state)
        return "unasked" if self.purpose.basis == LegalBasis.CONSENT else "free"


@dataclass(frozen=True, slots=True)
class PurposeStanding:
    """One purpose with its channels."""

    purpose: Purpose
    cells: list[Standing]


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered at once, on one channel or several; the file that proves it, where the member may see it.

    `holds` says that it still is the newest answer somewhere.
    """

    rows: list[Consent]
    file: PartyFile | None
    holds: bool

    @property
    def consent(self) -> Consent:
        """The first of the records, which all say the same but for the channel."""
        return self.rows[0]

    @property
    def channels(self) -> list[str]:
        return [row.get_channel_display() for row in self.rows]


@dataclass(frozen=True, slots=True)
class PartyConsents:
    """All that is known of what one person allows."""

    rows: list[PurposeStanding]
    channels: list[str]
    history: list[Answered]
    count: int
    may_record: bool

    @property
    def more(self) -> int:
        """How many answers are not shown."""
        return self.count - len(self.history)


@dataclass(slots=True)
class Counts:
    """How many have given, withdrawn or never answered, of how many."""

    channel: str
    n: int
    given: int = 0
    withdrawn: int = 0

    @property
    def unasked(self) -> int:
        return self.n - self.given - self.withdrawn


@dataclass(frozen=True, slots=True)
class PurposeCounts:
    """The counts of one purpose, by channel."""

    purpose: Purpose
    channels: list[Counts] = field(default_factory=list)


def purposes(member: Member) -> list[Purpose]:
    """The purposes in use, in their order."""
    return list(Purpose.objects.of(member).filter(archived_at=None).order_by("position", "title"))


def archived_purposes(member: Member) -> list[Purpose]:
    """Those put away, the latest first."""
    return list(Purpose.objects.of(member).exclude(archived_at=None).order_by("-archived_at"))


def purpose(member: Member, purpose_id: int) -> Purpose:
    """One purpose. Raises Missing."""
    found: Purpose | None = Purpose.objects.of(member).filter(pk=purpose_id).first()
    if found is None:
        raise Missing(_("There is no such purpose."))
    return found


def consents_of(member: Member, party: Party, *, whole: bool = False) -> PartyConsents:
    """How a person stands to every purpose, and what they answered, the newest first; all of it where `whole`."""
    answers = list(Consent.objects.of(member).filter(party=party.pk).newest_first().select_related("purpose"))
    in_use = purposes(member)
    channels = _channels(answers)
    rows = [
        PurposeStanding(one, [_standing(one, channel, title, answers) for channel, title in channels]) for one in in_use
    ]
    holding = {cell.answer.pk for row in rows for cell in row.cells if cell.answer}
    may_record = Party.objects.within(member, "consent.edit").filter(pk=party.pk, erased_at=None).exists()
    history = _history(member, party, answers, holding)
    shown = history if whole else history[:SHOWN_ANSWERS]
    return PartyConsents(rows, [title for _channel, title in channels], shown, len(history), may_record)


def purpose_counts(member: Member) -> list[PurposeCounts]:
    """How many of those the member sees allow what; archived and erased records do not count."""
    n = Party.objects.within(member).filter(archived_at=None, erased_at=None).count()
    in_use = purposes(member)
    found = _counted(member, in_use)
    return [PurposeCounts(one, _counts(n, found[one.pk])) for one in in_use]


def _counts(n: int, found: dict[tuple[str, str], int]) -> list[Counts]:
    given, withdrawn = Consent.State.GIVEN, Consent.State.WITHDRAWN
    used = {channel for channel, state in found if state != Consent.State.UNASKED}
    return [
        Counts(title, n, found.get((channel, given), 0), found.get((channel, withdrawn), 0))
        for channel, title in CHANNELS
        if channel in USUAL_CHANNELS or channel in used
    ]


def _counted(member: Member, of: Sequence[Purpose]) -> dict[int, dict[tuple[str, str], int]]:
    """How many parties stand how to each purpose, by channel and state; asked all at once."""
    found: dict[int, dict[tuple[str, str], int]] = {one.pk: {} for one in of}
    first, *others = [_standing_to(member, one) for one in of] or [Consent.objects.none()]
    for purpose_id, channel, state, count in first.union(*others, all=True):
        found[purpose_id][channel, state] = count
    return found


def _standing_to(member: Member, of: Purpose) -> QuerySet[Any, Any]:
    """The number of parties by how they stand to a purpose: its id, channel, state, count."""
    speaks = Q(purpose=of) | Q(everything=True)
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    answers = Consent.objects.of(member).filter(speaks)
    newer = answers.filter(later, party=OuterRef("party"), channel=OuterRef("channel")).order_by()
    reached = reached_by(member, "customers.view", party="party")
    holding = answers.filter(~Exists(newer)).filter(reached, party__archived_at=None, party__erased_at=None)
    rows = holding.order_by().annotate(asked=Value(of.pk)).values_list("asked", "channel", "state")
    return rows.annotate(count=Count("pk"))  # type: ignore[no-any-return]


def _channels(answers: Sequence[Consent]) -> list[tuple[str, str]]:
    used = {answer.channel for answer in answers if not answer.everything}
    return [(channel, str(title)) for channel, title in CHANNELS if channel in USUAL_CHANNELS or channel in used]


def _standing(of: Purpose, channel: str, title: str, answers: Sequence[Consent]) -> Standing:
    speaks = (one for one in answers if one.channel == channel and (one.everything or one.purpose_id == of.pk))
    return Standing(of, channel, title, next(speaks, None))


def _history(member: Member, party: Party, answers: Sequence[Consent], holding: set[int]) -> list[Answered]:
    files = _files(member, party, answers)
    together: dict[tuple[object, ...], list[Consent]] = defaultdict(list)
    for one in answers:
        about = "everything" if one.everything else one.purpose_id
        together[one.change, one.at, one.state, one.source, about].append(one)
    return [
        Answered(rows[::-1], files.get(rows[0].proof.get("file", 0)), any(row.pk in holding for row in rows))
        for rows in together.values()
    ]


def _files(member: Member, party: Party, answers: Sequence[Consent]) -> dict[int, PartyFile]:
    named = {answer.proof.get("file") for answer in answers} - {None}
    if not named or not fields_of(member).shows("files"):
        return {}
    found: dict[int, PartyFile] = PartyFile.objects.of(member).filter(party=party.pk).in_bulk(named)
    return found
