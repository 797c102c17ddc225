"""Recording what other tools know: one operation for all kinds of records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import Recorded, RefusedFacts, stamp_parties
from rapport.apps.customers.queries.duplicates import moved_to
from rapport.apps.tracking.operations._judging import RecordFacts, broken_rules, numbered, record_errors, stored
from rapport.apps.tracking.record_kinds import RecordKind, catalogue
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.remembering import Remembered
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import Left, TakenBack, Undoing, plain, revived, rows_by_id, set_back

MOST_AT_ONCE = 10_000
CHANGED = "It has been changed since."
UNKNOWN = "There is no such record, and this import only updates."
Values = dict[str, Any]


def record_records(
    member: Member, kind: RecordKind, rows: Sequence[RecordFacts], *, mode: str = "both", actor: Actor | None = None
) -> Recorded:
    """Create or update records of a kind: one transaction and one entry in the log for all of them.

    A record is recognised by its number, or by one that follows from what is said of it. What is not said stays as
    it is. With mode "create" known records stay as they are, with mode "update" unknown ones are left out and named.
    Raises Refused, naming the place, for the first thing that is wrong; what is wrong only together with what is
    known already is left out and named.
    """
    member.require(kind.right)
    if len(rows) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} records at once.", place="records", code="record")
    for facts in rows:
        for name, message in record_errors(kind, facts):
            raise _refused(facts, name, message)
    given = _resolved(member, kind, numbered(kind, rows))
    if member.scope(kind.right) != "all":
        _refuse_out_of_reach(member, kind, given)
    with recorded(actor or member.actor, f"{kind.name}.imported", topics=["records", kind.name]) as change:
        done = _write(change, kind, _planned(change.workspace_id, kind, given, mode, _defaults(member, kind)))
        change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        if not (done.created or done.updated):
            change.leave_no_record()
    return done


class RecordTrial:
    """Tells batch after batch what recording records would do, as if each batch before had been recorded.

    Customers and regions that are not made yet have ids below zero.
    """

    def __init__(self, member: Member, kind: RecordKind, mode: str = "both") -> None:
        self._member, self._kind, self._mode = member, kind, mode
        self._earlier = Remembered()

    def judge(self, rows: Sequence[RecordFacts]) -> Recorded:
        """What recording these would do now."""
        kind, given = self._kind, numbered(self._kind, rows)
        known = self._earlier.by_id(facts.external_id for facts in given)
        if kind.together:
            known |= self._earlier.by_name({_history(kind, facts.values) for facts in given})
        found = {number: _revived(kind, values) for number, values in known.items()}
        owner = self._member.workspace_id
        plan = _planned(owner, kind, given, self._mode, _defaults(self._member, kind), found)
        self._remember({number: plan.after[number] for number in plan.changed() | plan.new()})
        return plan.done

    def _remember(self, after: dict[str, Values]) -> None:
        kind = self._kind
        names = {number: [_history(kind, values)] for number, values in after.items()} if kind.together else None
        kept = {number: {name: plain(v) for name, v in values.items()} for number, values in after.items()}
        self._earlier.put(kept, names=names)


def take_back_records(change: Change, details: dict[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the records a batch made and set back those it changed, inside an operation of the room above."""
    kind, done = catalogue.get(details["kind"]), TakenBack()
    columns, noun = _columns(kind), kind.model._meta.verbose_name
    before, after = details.get("before", {}), details.get("after", {})
    rows = kind.model.objects.of(change.workspace_id)
    written = []
    for row_id, values in rows_by_id(rows, [int(row_id) for row_id in before], columns).items():
        back, differ = set_back(values, before[str(row_id)], after[str(row_id)])
        done.left += [Left(noun, row_id, values["external_id"], name, CHANGED) for name in differ]
        if back:
            merged = values | {name: revived(kind.model, name, value) for name, value in back.items()}
            written.append((row_id, change.sequence, *(merged[name] for name in columns)))
    update_rows(kind.model, change.workspace_id, ("change", *columns), written)
    made = rows_by_id(rows, details.get("created_ids", []), ("change", "external_id"))
    own = undoing.own({values["change"] for values in made.values()})
    free = [row_id for row_id, values in made.items() if values["change"] in own]
    done.left += [
        Left(noun, row_id, values["external_id"], "", CHANGED) for row_id, values in made.items() if row_id not in free
    ]
    leave_tombstones(kind.model, free, workspace_id=change.workspace_id, change=change.sequence)
    for part in chunks(free):
        delete_rows(rows.filter(pk__in=part))
    done.removed, done.restored = len(free), len(written)
    return done


def _refused(facts: RecordFacts, name: str, message: str, code: str = "record") -> Refused:
    return Refused(message, place=f"{facts.place} › {name}" if facts.place else name, code=code)


def _columns(kind: RecordKind) -> tuple[str, ...]:
    """All that a record holds, as the model's attributes."""
    return ("external_id", *(kind.attribute(one.name) for one in kind.fields), *kind.settled)


def _defaults(member: Member, kind: RecordKind) -> Values:
    """What a new record holds of which nothing is said."""
    empty = {"text": "", "choice": "", "currency": member.workspace.currency}
    return {kind.attribute(one.name): empty.get(kind.kind_of(one)) for one in kind.fields} | dict.fromkeys(kind.settled)


def _resolved(member: Member, kind: RecordKind, rows: Sequence[RecordFacts]) -> list[RecordFacts]:
    """The records with the people who are meant, merged ones by the id they have now; all of the workspace."""
    people = kind.people
    ids = _found(Party.objects.of(member), rows, people)
    regions = _found(Region.objects.of(member), rows, ["region"])
    resolved = []
    for facts in rows:
        values = dict(facts.values)
        for name in people:
            if values.get(name) is not None and values[name] not in ids:
                values[name] = moved_to(member, values[name])
                if values[name] is None:
                    raise _refused(facts, name, "There is no such person or company.")
        if values.get("region") is not None and values["region"] not in regions:
            raise _refused(facts, "region", "There is no such region.")
        resolved.append(RecordFacts(values, facts.external_id, facts.place))
    return resolved


def _found(rows: Any, facts: Sequence[RecordFacts], names: Sequence[str]) -> set[int]:
    wanted = {one.values[name] for one in facts for name in names if one.values.get(name) is not None}
    found: set[int] = set()
    for part in chunks(sorted(wanted)):
        found |= set(rows.filter(pk__in=part).values_list("pk", flat=True))
    return found


def _refuse_out_of_reach(member: Member, kind: RecordKind, rows: Sequence[RecordFacts]) -> None:
    """Raise Refused for a record of nobody known, of a customer of others, and for one that is there already so."""
    name, model = kind.fact.customer, kind.model
    reached = _found(Party.objects.within(member, kind.right), rows, kind.people)
    taken: set[str] = set()
    for part in chunks(sorted({facts.external_id for facts in rows})):
        there = model.objects.of(member).filter(external_id__in=part)
        own = model.objects.within(member, kind.right).filter(external_id__in=part)
        taken |= set(there.exclude(pk__in=own.values("pk")).values_list("external_id", flat=True))
    for facts in rows:
        outside = {facts.values[one] for one in kind.people if facts.values.get(one) is not None} - reached
        if facts.values.get(name) is None or outside or facts.external_id in taken:
            raise _refused(facts, name, "You may record what is about the customers you look after only.", "reach")


@dataclass(slots=True)
class Plan:
    """Records by their numbers, as they are and as they will be, with the others of their histories."""

    before: dict[str, Values]
    after: dict[str, Values] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    done: Recorded = field(default_factory=Recorded)

    def new(self) -> set[str]:
        """Those that are not there yet."""
        return {number for number in self.after if number not in self.before}

    def changed(self) -> set[str]:
        """Those that become something else."""
        return {n for n in self.after if n in self.before and {**self.before[n], "id": 0} != {**self.after[n], "id": 0}}


def _planned(
    workspace_id: int,
    kind: RecordKind,
    rows: Sequence[RecordFacts],
    mode: str,
    defaults: Values,
    earlier: dict[str, Values] | None = None,
) -> Plan:
    plan = Plan(_known(workspace_id, kind, rows) | (earlier or {}))
    states: list[str] = []
    for position, facts in enumerate(rows):
        number = facts.external_id
        plan.numbers.append(number)
        there = plan.after.get(number) or plan.before.get(number)
        if (there is None and mode == "update") or (number in plan.before and mode == "create"):
            states.append("unchanged" if there else "refused")
            if there is None:
                plan.done.refused.append(RefusedFacts(position, "external_id", UNKNOWN))
            continue
        values = {**defaults, **(there or {}), **stored(kind, facts)}
        if wrong := _broken(kind, values):
            plan.done.refused.append(RefusedFacts(position, *wrong[0]))
            states.append("refused")
            continue
        plan.after[number] = values
        states.append("")
    if kind.settle:
        _settle(kind, plan)
    _count(plan, states)
    return plan


def _broken(kind: RecordKind, values: Values) -> list[tuple[str, str]]:
    """What is wrong with a record together with what was known; histories are put right as a whole."""
    named = {one.name: values[kind.attribute(one.name)] for one in kind.fields}
    return [] if kind.settle else broken_rules(kind, named)


def _settle(kind: RecordKind, plan: Plan) -> None:
    """Put whole histories right: those a record belongs to now, and those that one has left."""
    name = kind.together
    touched = {values[name] for values in plan.after.values()}
    touched |= {plan.before[number][name] for number in plan.after if number in plan.before}
    histories: dict[str, list[Values]] = {}
    for number, values in {**plan.before, **plan.after}.items():
        if values[name] in touched:
            plan.after[number] = copy = dict(values)
            histories.setdefault(values[name], []).append(copy)
    for history in histories.values():
        kind.settle(history)  # type: ignore[misc]


def _count(plan: Plan, states: list[str]) -> None:
    changed, new, done = plan.changed(), plan.new(), plan.done
    for number, state in zip(plan.numbers, states, strict=True):
        done.states.append(state or ("created" if number in new else "updated" if number in changed else "unchanged"))
    given = {number for number, state in zip(plan.numbers, states, strict=True) if state != "refused"}
    done.created, done.updated = len(given & new), len(given & changed)
    done.unchanged = len(given) - done.created - done.updated


def _write(change: Change, kind: RecordKind, plan: Plan) -> Recorded:
    columns, workspace_id = _columns(kind), change.workspace_id
    before, after, changed, new = plan.before, plan.after, sorted(plan.changed()), sorted(plan.new())
    ids = {number: values["id"] for number, values in before.items()}
    ids |= zip(new, reserve_ids(kind.model, len(new)), strict=True)
    at = now()
    insert_rows(
        kind.model,
        ("id", "workspace_id", "created_at", "change", *columns),
        [(ids[n], workspace_id, at, change.sequence, *(after[n][name] for name in columns)) for n in new],
    )
    rows = [(ids[n], change.sequence, *(after[n][name] for name in columns)) for n in changed]
    update_rows(kind.model, workspace_id, ("change", *columns), rows)
    _stamp_left(change, kind, [(before[n], after[n]) for n in changed])
    change.details |= {"kind": kind.name, "created_ids": [ids[n] for n in new]}
    for name, side in (("before", before), ("after", after)):
        change.details[name] = {
            str(ids[n]): {c: plain(side[n][c]) for c in columns if before[n][c] != after[n][c]} for n in changed
        }
    plan.done.ids = [ids.get(n, 0) for n in plan.numbers]
    return plan.done


def _stamp_left(change: Change, kind: RecordKind, pairs: Sequence[tuple[Values, Values]]) -> None:
    """People whom a record has left have changed too."""
    keys = [kind.attribute(name) for name in kind.people]
    left = {was[key] for was, becomes in pairs for key in keys if was[key] != becomes[key]} - {None}
    stamp_parties(change, left)


def _known(workspace_id: int, kind: RecordKind, rows: Sequence[RecordFacts]) -> dict[str, Values]:
    """The records that are there already, by number, and the others of their histories."""
    numbers = {facts.external_id for facts in rows}
    columns = ("id", *_columns(kind))
    found = _by_number(kind, workspace_id, columns, external_id=numbers)
    if kind.together:
        histories = {facts.values[kind.together] for facts in rows}
        histories |= {values[kind.together] for values in found.values()}
        found |= _by_number(kind, workspace_id, columns, **{kind.together: histories})
    return found


def _by_number(kind: RecordKind, workspace_id: int, columns: Sequence[str], **wanted: set[str]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name, values in wanted.items():
        for part in chunks(sorted(values)):
            rows = kind.model.objects.of(workspace_id).filter(**{f"{name}__in": part})
            found |= {row["external_id"]: row for row in rows.values(*columns)}
    return found


def _history(kind: RecordKind, values: Values) -> str:
    """What the records of one history are remembered by."""
    return repr(values[kind.together])


def _revived(kind: RecordKind, values: Values) -> Values:
    """The columns of a record that is not made yet."""
    return {"id": 0, **{name: revived(kind.model, name, value) for name, value in values.items() if name != "id"}}
