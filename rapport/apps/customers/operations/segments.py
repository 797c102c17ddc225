"""Segments: made, changed, put away."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.models import HUES, Membership, Segment, segment_hue
from rapport.apps.customers.operations._use import refuse_in_use
from rapport.apps.customers.operations.refreshing import fill, listed
from rapport.apps.customers.queries.rules import meant_by, segments_used
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.conditions import parse
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import text_error
from rapport.kernel.tombstones import leave_tombstones

LONGEST_NAME = 120
LONGEST_DESCRIPTION = 2_000
UPDATABLE = {"name", "description", "hue", "rule", "party_ids"}


def create_segment(
    member: Member,
    *,
    name: str,
    rule: dict[str, Any] | None = None,
    party_ids: Sequence[int] | None = None,
    hue: str = "",
    description: str = "",
) -> Segment:
    """A segment by rule, or of the parties given; its members are in it at once."""
    member.require("segments.edit")
    if (rule is None) == (party_ids is None):
        raise Refused("Give a rule or a list of people, one of the two.", place="rule", code="segment")
    words = _checked_words(name, description, hue)
    tree = _checked_rule(member, rule, None) if rule is not None else {}
    kind = Segment.Kind.RULE if party_ids is None else Segment.Kind.FIXED
    with recorded(member.actor, "segment.created", topics=["segments"]) as change:
        _refuse_taken_name(member, words["name"])
        words["hue"] = words["hue"] or segment_hue(Segment.objects.of(member).count())
        segment: Segment = Segment.objects.create(
            workspace_id=member.workspace_id, change=change.sequence, kind=kind, rule=tree, **words
        )
        _fill(member, change, segment, party_ids)
        _name(change, segment)
    return segment


def update_segment(member: Member, segment_id: int, **fields: Any) -> Segment:
    """Change name, description, hue, rule or (of a fixed one) party_ids; what is not named stays."""
    member.require("segments.edit")
    if unknown := set(fields) - UPDATABLE:
        raise Refused(f"A segment has no “{min(unknown)}”.", place=min(unknown), code="segment")
    topics = ["segments", f"segment:{segment_id}"]
    with recorded(member.actor, "segment.updated", topics=topics) as change:
        segment = _locked(member, segment_id)
        words = {name: fields.get(name, getattr(segment, name)) for name in ("name", "description", "hue")}
        words = _checked_words(**words)
        if words["name"] != segment.name:
            _refuse_taken_name(member, words["name"])
        change.details["before"] = {"name": segment.name, "hue": segment.hue, "rule": segment.rule}
        for name, value in words.items():
            setattr(segment, name, value)
        if "rule" in fields and segment.kind == Segment.Kind.RULE:
            segment.rule = _checked_rule(member, fields["rule"], segment)
        segment.change = change.sequence
        segment.save(update_fields=["name", "description", "hue", "rule", "change"])
        if "rule" in fields or "party_ids" in fields:
            _fill(member, change, segment, fields.get("party_ids"))
        _name(change, segment)
    return segment


def archive_segment(member: Member, segment_id: int) -> Segment:
    """Put a segment away: it is no longer kept up to date; its history stays."""
    member.require("segments.edit")
    with recorded(member.actor, "segment.archived", topics=["segments", f"segment:{segment_id}"]) as change:
        segment = _locked(member, segment_id)
        _refuse_used(member, segment)
        if segment.archived_at is not None:
            change.leave_no_record()
        segment.archived_at = segment.archived_at or now()
        segment.change = change.sequence
        segment.save(update_fields=["archived_at", "change"])
        _name(change, segment)
    return segment


def restore_segment(member: Member, segment_id: int) -> Segment:
    """Take a segment up again; its members are brought up to date at once."""
    member.require("segments.edit")
    with recorded(member.actor, "segment.restored", topics=["segments", f"segment:{segment_id}"]) as change:
        segment = _locked(member, segment_id)
        _refuse_taken_name(member, segment.name, but=segment)
        segment.archived_at = None
        segment.change = change.sequence
        segment.save(update_fields=["archived_at", "change"])
        if segment.kind == Segment.Kind.RULE:
            _fill(member, change, segment, None)
        _name(change, segment)
    return segment


def delete_segment(member: Member, segment_id: int) -> None:
    """Remove a segment and its history for good. One that a canvas or another segment is built on stays."""
    member.require("segments.edit")
    with recorded(member.actor, "segment.deleted", topics=["segments", f"segment:{segment_id}"]) as change:
        segment = _locked(member, segment_id)
        _name(change, segment)
        _refuse_used(member, segment)
        refuse_in_use(segment, Membership)
        marks = {"workspace_id": member.workspace_id, "change": change.sequence}
        memberships = Membership.objects.of(member).filter(segment=segment)
        leave_tombstones(Membership, memberships.values_list("pk", flat=True), **marks)
        leave_tombstones(Segment, [segment.pk], **marks)
        delete_rows(memberships)
        delete_rows(Segment.objects.of(member).filter(pk=segment.pk))


def _fill(member: Member, change: Change, segment: Segment, party_ids: Sequence[int] | None) -> None:
    if segment.kind == Segment.Kind.RULE:
        fill(change, segment, meant_by(member.workspace, segment.rule))
    elif party_ids is not None:
        fill(change, segment, listed(member.workspace_id, party_ids))


def _locked(member: Member, segment_id: int) -> Segment:
    segment: Segment | None = Segment.objects.of(member).select_for_update(of=("self",)).filter(pk=segment_id).first()
    if segment is None:
        raise Missing("There is no such segment.")
    return segment


def _name(change: Change, segment: Segment) -> None:
    change.subject = Subject("segment", segment.pk, segment.name)
    topic = f"segment:{segment.pk}"
    if topic not in change.topics:
        change.topics.append(topic)


def _checked_words(name: str, description: str, hue: str) -> dict[str, str]:
    words = {"name": name.strip(), "description": description.strip(), "hue": hue}
    error = text_error(words["name"], longest=LONGEST_NAME) or ("" if words["name"] else "A segment needs a name.")
    if error:
        raise Refused(error, place="name", code="segment")
    if error := text_error(words["description"], longest=LONGEST_DESCRIPTION):
        raise Refused(error, place="description", code="segment")
    if hue and hue not in HUES:
        raise Refused(f"“{hue[:20]}” is none of the colours.", place="hue", code="segment")
    return words


def _checked_rule(member: Member, rule: dict[str, Any], segment: Segment | None) -> dict[str, Any]:
    """The rule in its canonical form. Segments it names must exist and must not be built on this one."""
    node = parse(rule)
    rules = dict(Segment.objects.of(member).values_list("pk", "rule"))
    waiting, seen = list(segments_used(node.tree())), set[int]()
    while waiting:
        used = waiting.pop()
        if used not in rules:
            raise Refused("There is no such segment.", place="rule › segment", code="segment")
        if segment is not None and used == segment.pk:
            raise Refused("A segment cannot be built on itself.", place="rule › segment", code="segment")
        if used not in seen:
            seen.add(used)
            waiting += segments_used(rules[used])
    return node.tree()


def _refuse_taken_name(member: Member, name: str, *, but: Segment | None = None) -> None:
    others = Segment.objects.of(member).filter(name=name, archived_at=None)
    if others.exclude(pk=but.pk if but else None).exists():
        raise Conflict(f"There already is a segment “{name}”. Choose another name.", place="name", code="taken")


def _refuse_used(member: Member, segment: Segment) -> None:
    others = Segment.objects.of(member).filter(archived_at=None).exclude(pk=segment.pk).values_list("name", "rule")
    users = [name for name, rule in others if segment.pk in segments_used(rule)]
    if users:
        raise Conflict(f"The segment “{users[0]}” is built on this one. Change that first.", code="in_use")
