"""Doing one thing to many records: a portion is one operation, all portions of one doing bear its token.

What each record was before stands in the log; `take_back` reads it there, and changes only what still is what the
doing made of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.models import Membership, Party, PartyTag, Segment
from rapport.apps.customers.operations._changing import changed_rows, prepared, reverted_rows
from rapport.apps.customers.operations._consents_of_many import answer_for_many, check_answer, correct_answers
from rapport.apps.customers.operations.stamping import stamp_parties
from rapport.apps.customers.operations.tags import add_tags
from rapport.apps.customers.queries.segments import segment as segment_of
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import chunks, insert_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.text import text_error

PORTION = 1_000
LONGEST_TAG = 60
SUBJECT = "bulk"
Details = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done to every record: `do` names it, `field` and `value` say to what and with what."""

    do: str
    field: str = ""
    value: Any = ""

    def as_json(self) -> dict[str, Any]:
        """The doing as a job's argument."""
        return asdict(self)


def check_doing(member: Member, doing: Doing) -> Doing:
    """The doing as it can be carried out. Raises Refused, naming the place, where it cannot."""
    if doing.do not in DOINGS:
        raise Refused(_("Choose what is to be done."), place="do", code="bulk")
    member.require(DOINGS[doing.do].right)
    if doing.do == "edit":
        fields_of(member).require_writable([doing.field])
        prepared(member.workspace_id, doing.field, doing.value)
        return doing
    if doing.do in ("tag", "untag"):
        word = str(doing.value).strip()
        if error := (text_error(word, longest=LONGEST_TAG) or ("" if word else _("Type a tag first."))):
            raise Refused(error, place="word", code="tag")
        return Doing(doing.do, value=word)
    if doing.do in ("join", "leave"):
        found = segment_of(member, int(doing.value)) if str(doing.value).isdecimal() else None
        if found is None or found.kind != Segment.Kind.FIXED or found.archived_at is not None:
            raise Refused(_("Choose a segment that is a fixed list."), place="segment", code="segment")
        return Doing(doing.do, value=found.pk)
    if doing.do == "consent":
        return Doing(doing.do, value=check_answer(member, doing.value))
    return Doing(doing.do)


def do_to_all(member: Member, party_ids: Iterable[int], doing: Doing, *, token: str) -> Iterator[tuple[int, int]]:
    """Carry it out, a portion at a time; tells after each how many were looked at and how many changed."""
    doing = check_doing(member, doing)
    entry = DOINGS[doing.do]
    for portion in chunks(list(party_ids), PORTION):
        with recorded(member.actor, entry.verb, subject=Subject(SUBJECT, token), topics=entry.topics) as change:
            reached = _reached(member, portion, entry.reach)
            changed = entry.carry_out(member, change, reached, doing)
            change.details |= {"do": doing.as_json(), "parties": changed}
            change.mention("party", changed)
            if not changed:
                change.leave_no_record()
        yield len(portion), len(changed)


def take_back(member: Member, token: str) -> Iterator[tuple[int, int]]:
    """Undo a doing, a portion at a time; tells after each how many records it was about and how many went back.

    A record on which somebody has changed the same thing since stays as it is.
    """
    member.require("customers.edit")
    portions = portions_of(member, token)
    if not portions:
        raise Missing(_("There is nothing to undo."))
    undone = {entry.details["of"] for entry in portions_of(member, _undone(token))}
    left = [portion for portion in portions if portion.sequence not in undone]
    if not left:
        raise Refused(_("This has been undone already."), code="undone")
    for portion in left:
        entry = DOINGS[portion.details["do"]["do"]]
        member.require(entry.right)
        subject = Subject(SUBJECT, _undone(token))
        with recorded(member.actor, "parties.reverted", subject=subject, topics=entry.topics) as change:
            ids = portion.details["parties"]
            back = entry.take_back(member, change, _reached(member, ids, entry.reach), portion.details)
            change.details |= {"of": portion.sequence, "parties": back}
            change.mention("party", back)
        yield len(ids), len(back)


def portions_of(member: Member, token: str) -> list[Activity]:
    """What the log holds of a doing, the latest portion first."""
    found = Activity.objects.of(member).filter(subject_type=SUBJECT, subject_id=token)
    return list(found.order_by("-sequence"))


def _undone(token: str) -> str:
    return f"{token}-undone"


def _reached(member: Member, party_ids: Sequence[int], right: str) -> list[int]:
    rows = Party.objects.within(member, right).filter(pk__in=party_ids)
    return sorted(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def _edit(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    before = changed_rows(member, change, ids, doing.field, doing.value)
    change.details["before"] = before
    return [int(key) for key in before]


def _unedit(member: Member, change: Change, ids: Sequence[int], details: Details) -> list[int]:
    before = {party_id: details["before"][str(party_id)] for party_id in ids}
    return reverted_rows(member, change, details["do"]["field"], before, details["do"]["value"])


def _tag(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    return add_tags(change, [(party_id, doing.value) for party_id in ids])


def _untag(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    taggings = PartyTag.objects.of(member).filter(tag__name=doing.value, party__in=ids)
    taken = sorted(taggings.values_list("party", flat=True))
    taggings.delete()
    stamp_parties(change, taken)
    return taken


def _other_tag(verb: "Carry") -> "TakeBack":
    def back(member: Member, change: Change, ids: Sequence[int], details: Details) -> list[int]:
        return verb(member, change, ids, Doing("", value=details["do"]["value"]))

    return back


def _archive(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    return _set_archived(member, change, ids, archived=doing.do == "archive")


def _unarchive(member: Member, change: Change, ids: Sequence[int], details: Details) -> list[int]:
    return _set_archived(member, change, ids, archived=details["do"]["do"] != "archive")


def _set_archived(member: Member, change: Change, ids: Sequence[int], *, archived: bool) -> list[int]:
    rows = Party.objects.of(member).filter(pk__in=ids, archived_at__isnull=archived)
    changed = sorted(rows.values_list("pk", flat=True))
    rows.update(archived_at=now() if archived else None, change=change.sequence)
    return changed


def _join(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    segment_id = int(doing.value)
    inside = Membership.objects.of(member).filter(segment=segment_id, until=None, party__in=ids)
    have = set(inside.values_list("party", flat=True))
    new = [party_id for party_id in ids if party_id not in have]
    at, columns = now(), ("workspace_id", "created_at", "change", "segment_id", "party_id", "since")
    rows = [(member.workspace_id, at, change.sequence, segment_id, party_id, at) for party_id in new]
    insert_rows(Membership, columns, rows)
    _about_segment(change, segment_id, entered=new, left=[])
    return new


def _leave(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    segment_id = int(doing.value)
    inside = Membership.objects.of(member).filter(segment=segment_id, until=None, party__in=ids)
    left = sorted(inside.values_list("party", flat=True))
    inside.update(until=now(), change=change.sequence)
    _about_segment(change, segment_id, entered=[], left=left)
    return left


def _answer(member: Member, change: Change, ids: Sequence[int], doing: Doing) -> list[int]:
    return answer_for_many(member, change, ids, doing.value)


def _about_segment(change: Change, segment_id: int, *, entered: list[int], left: list[int]) -> None:
    change.topics.append(f"segment:{segment_id}")
    change.details |= {"segment": segment_id, "entered": len(entered), "left": len(left)}
    change.details |= {"entered_ids": entered, "left_ids": left}
    Segment.objects.of(change.workspace_id).filter(pk=segment_id).update(refreshed_at=now(), change=change.sequence)


Carry = Callable[[Member, Change, Sequence[int], Doing], list[int]]
TakeBack = Callable[[Member, Change, Sequence[int], Details], list[int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of doing: how it is carried out and taken back, the right it needs, its verb in the log.

    `reach` is the right that says whose records it may touch.
    """

    carry_out: Carry
    take_back: TakeBack
    verb: str
    right: str = "customers.edit"
    topics: tuple[str, ...] = ("parties",)
    reach: str = "customers.edit"


DOINGS = {
    "edit": Kind(_edit, _unedit, "parties.edited"),
    "tag": Kind(_tag, _other_tag(_untag), "parties.tagged"),
    "untag": Kind(_untag, _other_tag(_tag), "parties.untagged"),
    "archive": Kind(_archive, _unarchive, "parties.archived"),
    "restore": Kind(_archive, _unarchive, "parties.restored"),
    "join": Kind(_join, _other_tag(_leave), "segment.joined", "segments.edit", ("segments", "parties")),
    "consent": Kind(_answer, correct_answers, "parties.answered", "consent.edit", reach="consent.edit"),
    "leave": Kind(_leave, _other_tag(_join), "segment.left", "segments.edit", ("segments", "parties")),
}
