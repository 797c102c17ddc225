"""The verbs of this room; the only writers of its tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import Recorded
from rapport.apps.feedback.models import SCALES, Response
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

TEXTS = {"text": 20_000, "survey": 120, "question": 300, "touchpoint": 80, "channel": 60, "external_id": 80}
COLUMNS = ("kind", "at", "score", "customer_id", "region_id", *TEXTS)
Values = dict[str, Any]
PLACES = Decimal("0.01")


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


def record_responses(member: Member, responses: Sequence[ResponseFacts], *, actor: Actor | None = None) -> Recorded:
    """Create or update answers: one transaction and one record in the log for all of them.

    An answer is recognised by its own number, else by customer, kind, survey, question and moment. Anonymous answers
    without a number are always new. Raises Refused, naming the place, for the first thing that is wrong.
    """
    member.require("responses.edit")
    for facts in responses:
        for name, message in _errors(facts):
            raise Refused(message, place=f"{facts.place} › {name}" if facts.place else name, code="response")
    _check_keys(member, responses)
    with recorded(actor or member.actor, "responses.imported", topics=["responses"]) as change:
        done = _write(change, responses)
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
    """Customers and regions must be of the workspace."""
    models: list[tuple[str, Any]] = [("customer_id", Party), ("region_id", Region)]
    for name, model in models:
        named = {getattr(facts, name) for facts in responses} - {None}
        found: set[int] = set()
        for part in chunks(sorted(named)):
            found |= set(model.objects.of(member).filter(pk__in=part).values_list("pk", flat=True))
        for facts in responses:
            if getattr(facts, name) in named - found:
                word = name.removesuffix("_id")
                place = f"{facts.place} › {word}" if facts.place else word
                raise Refused(f"There is no such {word}.", place=place, code="response")


def _write(change: Change, responses: Sequence[ResponseFacts]) -> Recorded:
    before = _known(change.workspace_id, responses)
    ids = {key: values["id"] for key, values in before.items()}
    after: dict[Any, Values] = {}
    keys = []
    for position, facts in enumerate(responses):
        values = _values(facts)
        key = _key(values) or ("new", position)
        after[key] = values
        keys.append(key)
    new = [key for key in after if key not in before]
    changed = [key for key, values in after.items() if key in before and {**values, "id": ids[key]} != before[key]]
    ids |= zip(new, reserve_ids(Response, len(new)), strict=True)
    at, sequence, workspace_id = now(), change.sequence, change.workspace_id
    insert_rows(
        Response,
        ("id", "workspace_id", "created_at", "change", *COLUMNS),
        [(ids[key], workspace_id, at, sequence, *after[key].values()) for key in new],
    )
    rows = [(ids[key], sequence, *after[key].values()) for key in changed]
    update_rows(Response, workspace_id, ("change", *COLUMNS), rows)
    change.details["created_ids"] = [ids[key] for key in new]
    unchanged = len(after) - len(new) - len(changed)
    return Recorded(len(new), len(changed), unchanged, [ids[key] for key in keys])


def _values(facts: ResponseFacts) -> Values:
    values: Values = {name: getattr(facts, name) for name in COLUMNS}
    values |= {name: values[name].strip() for name in TEXTS}
    return values | {"score": None if facts.score is None else facts.score.quantize(PLACES)}


def _key(values: Values) -> Any:
    if values["external_id"]:
        return values["external_id"]
    if values["customer_id"] is None:
        return None
    return tuple(values[name] for name in ("customer_id", "kind", "survey", "question", "at"))


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
