"""The verbs of this room; the only writers of its tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import Recorded, RefusedFacts
from rapport.apps.feedback.models import SCALES, Response
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.remembering import Remembered
from rapport.kernel.text import text_error
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import Left, TakenBack, Undoing, plain, revived, rows_by_id, set_back

TEXTS = {"text": 20_000, "survey": 120, "question": 300, "touchpoint": 80, "channel": 60, "external_id": 80}
COLUMNS = ("kind", "at", "score", "customer_id", "region_id", *TEXTS)
Values = dict[str, Any]
PLACES = Decimal("0.01")
CHANGED = "It has been changed since."


@dataclass(slots=True)
class ResponseFacts:
    """One answer. `place` names the source in errors ("row 17")."""

    kind: str
    at: datetime
    score: Decimal | None = None
    text: str = ""
    customer_id: int | None = None
    survey: str = ""
    question: str = ""
    touchpoint: str = ""
    channel: str = ""
    region_id: int | None = None
    external_id: str = ""
    place: str = ""


def response_errors(facts: ResponseFacts) -> list[tuple[str, str]]:
    """Everything that is wrong, as pairs of field and sentence; empty when the answer can be recorded."""
    return list(_errors(facts))


def record_responses(
    member: Member, responses: Sequence[ResponseFacts], *, mode: str = "both", actor: Actor | None = None
) -> Recorded:
    """Create or update answers: one transaction and one record in the log for all of them.

    An answer is recognised by its own number, else by customer, kind, survey, question and moment. Anonymous answers
    without a number are always new. With mode "create" known answers stay as they are, with mode "update" unknown
    ones are left out and named. Raises Refused, naming the place, for the first thing that is wrong.
    """
    member.require("responses.edit")
    for facts in responses:
        for name, message in _errors(facts):
            raise Refused(message, place=f"{facts.place} › {name}" if facts.place else name, code="response")
    _check_keys(member, responses)
    if member.scope("responses.edit") != "all":
        _refuse_out_of_reach(member, responses)
    with recorded(actor or member.actor, "responses.imported", topics=["responses"]) as change:
        done = _write(change, responses, mode)
        change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        if not (done.created or done.updated):
            change.leave_no_record()
    return done


def _errors(facts: ResponseFacts) -> Iterator[tuple[str, str]]:
    if facts.kind not in Response.Kind.values:
        yield "kind", f"“{facts.kind[:20]}” is none of nps, csat, ces, free."
    elif error := _score_error(facts):
        yield "score", error
    if facts.at.tzinfo is None:
        yield "at", "This moment has no time zone."
    for name, longest in TEXTS.items():
        if error := text_error(getattr(facts, name), longest=longest):
            yield name, error


def _score_error(facts: ResponseFacts) -> str:
    title, score = Response.Kind(facts.kind).label, facts.score
    if facts.kind not in SCALES:
        return "" if score is None else "A free answer has no score."
    low, high = SCALES[facts.kind]
    if score is None:
        return "" if facts.text.strip() else "An answer needs a score or a text."
    if not score.is_finite() or not low <= score <= high:
        return f"{score} is not on the scale of {title}, {low} to {high}."
    if facts.kind == Response.Kind.NPS and score != score.to_integral_value():
        return f"{score} is not a whole number, as {title} asks for."
    return ""


def _check_keys(member: Member, responses: Sequence[ResponseFacts]) -> None:
    """Customers and regions must be of the workspace, customers within the member's reach."""
    models: list[tuple[str, Any]] = [("customer_id", Party), ("region_id", Region)]
    for name, model in models:
        named = {getattr(facts, name) for facts in responses} - {None}
        found: set[int] = set()
        for part in chunks(sorted(named)):
            rows = Party.objects.within(member, "responses.edit") if model is Party else model.objects.of(member)
            found |= set(rows.filter(pk__in=part).values_list("pk", flat=True))
        for facts in responses:
            if getattr(facts, name) in named - found:
                word = name.removesuffix("_id")
                place = f"{facts.place} › {word}" if facts.place else word
                raise Refused(f"There is no such {word}.", place=place, code="response")


def _refuse_out_of_reach(member: Member, responses: Sequence[ResponseFacts]) -> None:
    """Raise Refused for an anonymous answer, and for one that is there already with a customer of others."""
    numbers = {facts.external_id for facts in responses} - {""}
    taken: set[str] = set()
    for part in chunks(sorted(numbers)):
        rows = Response.objects.of(member).filter(external_id__in=part)
        reached = Response.objects.within(member, "responses.edit").filter(external_id__in=part)
        taken |= set(rows.exclude(pk__in=reached.values("pk")).values_list("external_id", flat=True))
    for facts in responses:
        if facts.customer_id is None or facts.external_id in taken:
            place = f"{facts.place} › customer" if facts.place else "customer"
            raise Refused("You may record answers of the customers you look after only.", place=place, code="reach")


class ResponseTrial:
    """Tells batch after batch what recording answers would do, as if each batch before had been recorded."""

    def __init__(self, member: Member, mode: str) -> None:
        self._workspace_id = member.workspace_id
        self._mode = mode
        self._earlier = Remembered()

    def judge(self, responses: Sequence[ResponseFacts]) -> Recorded:
        """What recording these answers would do now."""
        names = {_name(key): key for facts in responses if (key := _key(_values(facts)))}
        known = {names[name]: _revived(values) for name, values in self._earlier.by_id(names).items()}
        plan = _planned(self._workspace_id, responses, self._mode, known)
        after = {key: values for key, values in plan.after.items() if not _is_new(key)}
        changed = {key for key in after if {**plan.before.get(key, {}), "id": 0} != {**after[key], "id": 0}}
        self._earlier.put({_name(key): {name: plain(v) for name, v in after[key].items()} for key in changed})
        return plan.done


def _name(key: Any) -> str:
    """What an answer is recognised by, as words."""
    return repr(key) if isinstance(key, str) else repr((*key[:-1], key[-1].timestamp()))


def _revived(values: Values) -> Values:
    """The columns of an answer that is not made yet."""
    return {"id": 0, **{name: revived(Response, name, value) for name, value in values.items()}}


@dataclass(slots=True)
class Plan:
    """Answers by what they are recognised by, as they are and as they will be."""

    before: dict[Any, Values]
    after: dict[Any, Values] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=list)
    done: Recorded = field(default_factory=Recorded)

    def changed(self) -> list[Any]:
        """The answers that become something else."""
        ids = {key: values["id"] for key, values in self.before.items()}
        there = [key for key in self.after if key in ids]
        return [key for key in there if {**self.after[key], "id": ids[key]} != self.before[key]]


def _planned(workspace_id: int, responses: Sequence[ResponseFacts], mode: str, known: dict[Any, Values]) -> Plan:
    plan = Plan(_known(workspace_id, responses) | known)
    for position, facts in enumerate(responses):
        values = _values(facts)
        key = _key(values) or ("new", position)
        plan.keys.append(key)
        if mode == "update" and key not in plan.before:
            words = "There is no such answer, and this import only updates."
            plan.done.refused.append(RefusedFacts(position, "external_id", words))
        elif mode == "create" and key in plan.before:
            plan.after[key] = {name: value for name, value in plan.before[key].items() if name != "id"}
        else:
            plan.after[key] = values
    plan.done.created = sum(key not in plan.before for key in plan.after)
    plan.done.updated = len(plan.changed())
    plan.done.unchanged = len(plan.after) - plan.done.created - plan.done.updated
    return plan


def _is_new(key: Any) -> bool:
    return isinstance(key, tuple) and key[0] == "new"


def _write(change: Change, responses: Sequence[ResponseFacts], mode: str) -> Recorded:
    plan = _planned(change.workspace_id, responses, mode, {})
    before, after, changed = plan.before, plan.after, plan.changed()
    ids = {key: values["id"] for key, values in before.items()}
    new = [key for key in after if key not in before]
    ids |= zip(new, reserve_ids(Response, len(new)), strict=True)
    at, sequence, workspace_id = now(), change.sequence, change.workspace_id
    insert_rows(
        Response,
        ("id", "workspace_id", "created_at", "change", *COLUMNS),
        [(ids[key], workspace_id, at, sequence, *(after[key][name] for name in COLUMNS)) for key in new],
    )
    rows = [(ids[key], sequence, *(after[key][name] for name in COLUMNS)) for key in changed]
    update_rows(Response, workspace_id, ("change", *COLUMNS), rows)
    change.details["created_ids"] = [ids[key] for key in new]
    for name, side in (("before", before), ("after", after)):
        change.details[name] = {
            str(ids[key]): {c: plain(side[key][c]) for c in COLUMNS if before[key][c] != after[key][c]}
            for key in changed
        }
    plan.done.ids = [ids.get(key, 0) for key in plan.keys]
    return plan.done


def take_back_responses(change: Change, details: dict[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the answers a batch made and set back those it changed, inside an operation of the room above."""
    done = TakenBack()
    before, after = details.get("before", {}), details.get("after", {})
    rows = Response.objects.of(change.workspace_id)
    written = []
    for row_id, values in rows_by_id(rows, [int(row_id) for row_id in before], COLUMNS).items():
        back, differ = set_back(values, before[str(row_id)], after[str(row_id)])
        done.left += [Left("response", row_id, f"#{row_id}", name, CHANGED) for name in differ]
        if back:
            merged = values | {name: revived(Response, name, value) for name, value in back.items()}
            written.append((row_id, change.sequence, *(merged[name] for name in COLUMNS)))
    update_rows(Response, change.workspace_id, ("change", *COLUMNS), written)
    made = rows_by_id(rows, details.get("created_ids", []), ("change",))
    own = undoing.own({values["change"] for values in made.values()})
    free = [row_id for row_id, values in made.items() if values["change"] in own]
    done.left += [Left("response", row_id, f"#{row_id}", "", CHANGED) for row_id in made if row_id not in free]
    leave_tombstones(Response, free, workspace_id=change.workspace_id, change=change.sequence)
    for part in chunks(free):
        delete_rows(rows.filter(pk__in=part))
    done.removed, done.restored = len(free), len(written)
    return done


def _values(facts: ResponseFacts) -> Values:
    values: Values = {name: getattr(facts, name) for name in COLUMNS}
    values |= {name: values[name].strip() for name in TEXTS}
    return values | {"score": None if facts.score is None else facts.score.quantize(PLACES)}


def _key(values: Values) -> Any:
    if values["external_id"]:
        return values["external_id"]
    if values["customer_id"] is None:
        return None
    return tuple(values[name] for name in ("customer_id", "kind", "survey", "question", "touchpoint", "at"))


def _known(workspace_id: int, responses: Sequence[ResponseFacts]) -> dict[Any, Values]:
    """The answers that are there already, by what they are recognised by."""
    numbers = sorted({facts.external_id.strip() for facts in responses} - {""})
    customers = sorted(
        {facts.customer_id for facts in responses if facts.customer_id and not facts.external_id.strip()}
    )
    found: dict[Any, Values] = {}
    for column, wanted in (("external_id", numbers), ("customer", customers)):
        for part in chunks(wanted):
            rows = Response.objects.of(workspace_id).filter(**{f"{column}__in": part})
            found |= {_key(values): values for values in rows.values("id", *COLUMNS)}
    return found
