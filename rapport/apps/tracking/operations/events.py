"""Recording events, and whose they are."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import Recorded, stamp_parties
from rapport.apps.customers.queries.duplicates import moved_to
from rapport.apps.tracking.models import Event, Visitor
from rapport.kernel.actor import Actor, system_actor
from rapport.kernel.bulk import chunks, insert_rows, reserve_ids
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.text import folded, text_error

LONGEST = {"message_id": 120, "anonymous_id": 120, "channel": 60}
LONGEST_NAME = 40
LARGEST_PROPERTIES = 20_000
MOST_AT_ONCE = 10_000
COLUMNS = (
    *("message_id", "anonymous_id", "party_id", "named_at_once"),
    *("name", "channel", "at", "received_at", "properties"),
)


@dataclass(slots=True)
class EventFacts:
    """What is said about one event. Without `party_id` it is whose the anonymous id is; `place` names the source."""

    message_id: str
    name: str
    at: datetime
    anonymous_id: str = ""
    party_id: int | None = None
    channel: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    place: str = ""


def event_name(text: str) -> str:
    """The name of an event as it is kept: however a website writes it, it is the same one.

    >>> event_name("Order Completed"), event_name("order-completed")
    ('order_completed', 'order_completed')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", folded(text)).strip("_")
    return plain if not plain[:1].isdigit() else f"n{plain}"


def event_errors(facts: EventFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the event can be recorded."""
    return list(_errors(facts))


def record_events(member: Member, events: Sequence[EventFacts], *, actor: Actor | None = None) -> Recorded:
    """Keep events: one transaction and one record in the log for all of them.

    A message that came before changes nothing, whoever sends it again and in whatever batch. Raises Refused, naming
    the place, for the first thing that is wrong.
    """
    member.require("customers.edit")
    if len(events) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} events at once.", place="events", code="event")
    for facts in events:
        for name, message in _errors(facts):
            raise Refused(message, place=f"{facts.place} › {name}" if facts.place else name, code="event")
    with recorded(actor or member.actor, "events.recorded", topics=["events"]) as change:
        people = _people(member, {facts.party_id for facts in events if facts.party_id is not None})
        done = _insert(change, events, people)
        assign(change, {facts.anonymous_id for facts in events if facts.anonymous_id})
        change.details["created"] = done.created
        if not done.created:
            change.leave_no_record()
    return done


def identify(member: Member, *, anonymous_id: str, party_id: int, at: datetime | None = None) -> int:
    """Say who comes under an anonymous id from this moment on; returns how many earlier events found their person.

    The same said twice, later, or in another order comes to the same.
    """
    member.require("customers.edit")
    if error := text_error(anonymous_id, longest=LONGEST["anonymous_id"]) or ("" if anonymous_id else "Whose id?"):
        raise Refused(error, place="anonymous_id", code="event")
    with recorded(member.actor, "visitor.identified", topics=["events", "parties"]) as change:
        party = _people(member, {party_id})[party_id]
        _, fresh = Visitor.objects.of(member).get_or_create(
            workspace_id=member.workspace_id, anonymous_id=anonymous_id, party_id=party, at=at or now()
        )
        moved = assign(change, {anonymous_id})
        change.about("party", party, Party.objects.of(member).values_list("name", flat=True).get(pk=party))
        change.details["events"] = moved
        if not (fresh or moved):
            change.leave_no_record()
    return moved


def assign_again(workspace: Any, party_ids: Iterable[int]) -> int:
    """Let the events of these people's anonymous ids go where they belong, after records came apart."""
    with recorded(system_actor(workspace.pk), "events.assigned", topics=["events"]) as change:
        known = Visitor.objects.of(workspace).filter(party__in=list(party_ids))
        moved = assign(change, set(known.values_list("anonymous_id", flat=True)))
        if not moved:
            change.leave_no_record()
    return moved


def assign(change: Change, anonymous_ids: set[str]) -> int:
    """Inside an operation: give the events of anonymous ids to whoever was known under them at their moment."""
    moved = 0
    for part in chunks(sorted(anonymous_ids), 500):
        known: dict[str, list[tuple[datetime, int]]] = {}
        rows = Visitor.objects.of(change.workspace_id).filter(anonymous_id__in=part).order_by("at", "party")
        for anonymous_id, at, party_id in rows.values_list("anonymous_id", "at", "party_id"):
            known.setdefault(anonymous_id, []).append((at, party_id))
        for anonymous_id, turns in known.items():
            moved += sum(_give(change, anonymous_id, *turn) for turn in _turns(turns))
    return moved


def _turns(known: list[tuple[datetime, int]]) -> Iterator[tuple[int, datetime | None, datetime | None]]:
    """Who it was from when until when; the first one from the very beginning."""
    for place, (at, party_id) in enumerate(known):
        until = known[place + 1][0] if place + 1 < len(known) else None
        yield party_id, at if place else None, until


def _give(change: Change, anonymous_id: str, party_id: int, start: datetime | None, end: datetime | None) -> int:
    events = Event.objects.of(change.workspace_id).filter(anonymous_id=anonymous_id, named_at_once=False)
    if start is not None:
        events = events.filter(at__gte=start)
    if end is not None:
        events = events.filter(at__lt=end)
    others = events.exclude(party=party_id)
    stamp_parties(change, set(others.exclude(party=None).order_by().values_list("party_id", flat=True).distinct()))
    return int(others.update(party=party_id, change=change.sequence))


def _errors(facts: EventFacts) -> Iterator[tuple[str, str]]:
    for name, longest in LONGEST.items():
        if error := text_error(getattr(facts, name), longest=longest):
            yield name, error
    if not facts.message_id:
        yield "message_id", "An event needs an id of its own, so that it counts once."
    if not 0 < len(event_name(facts.name)) <= LONGEST_NAME:
        yield "name", f"An event needs a name of at most {LONGEST_NAME} letters."
    if facts.at.tzinfo is None:
        yield "at", "This moment has no time zone."
    if error := _properties_error(facts.properties):
        yield "properties", error


def _properties_error(properties: Any) -> str:
    try:
        written = json.dumps(properties, allow_nan=False)
    except (TypeError, ValueError):
        return "Properties are an object of texts, numbers, lists and objects."
    if not isinstance(properties, dict):
        return "Properties are an object."
    return "" if "\\u0000" not in written and len(written) <= LARGEST_PROPERTIES else "These properties are too large."


def _people(member: Member, ids: set[int]) -> dict[int, int]:
    """The records that are meant: merged ones by the id they have now."""
    found: dict[int, int] = {}
    for part in chunks(sorted(ids)):
        found |= {one: one for one in Party.objects.of(member).filter(pk__in=part).values_list("pk", flat=True)}
    for party_id in ids - set(found):
        kept = moved_to(member, party_id)
        if kept is None:
            raise Missing("There is no such person or company.", place="party")
        found[party_id] = kept
    return found


def _insert(change: Change, events: Sequence[EventFacts], people: dict[int, int]) -> Recorded:
    fresh = {facts.message_id: facts for facts in reversed(events)}
    known: dict[str, int] = {}
    for part in chunks(sorted(fresh)):
        rows = Event.objects.of(change.workspace_id).filter(message_id__in=part)
        known |= dict(rows.values_list("message_id", "pk"))
    new = [facts for facts in fresh.values() if facts.message_id not in known]
    received = now()
    ids = dict(zip((facts.message_id for facts in new), reserve_ids(Event, len(new)), strict=True))
    insert_rows(
        Event,
        ("id", "workspace_id", "created_at", "change", *COLUMNS),
        [
            (ids[facts.message_id], change.workspace_id, received, change.sequence, *_values(facts, people, received))
            for facts in new
        ],
    )
    known |= ids
    return Recorded(created=len(new), unchanged=len(events) - len(new), ids=[known[one.message_id] for one in events])


def _values(facts: EventFacts, people: dict[int, int], received: datetime) -> tuple[Any, ...]:
    party_id = None if facts.party_id is None else people[facts.party_id]
    name, named = event_name(facts.name), party_id is not None
    return (
        *(facts.message_id, facts.anonymous_id, party_id, named),
        *(name, facts.channel, facts.at, received, facts.properties),
    )
