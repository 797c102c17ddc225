from typing import Any

from rapport.apps.tracking.record_kinds import RecordKind, catalogue
from rapport.kernel.personal_data import Logged, Outcome, Person, PersonalData, Place, Row, Rows


def _rows(kind: RecordKind) -> Rows:
    shown = [one.name for one in kind.fields if kind.kind_of(one) not in ("customer", "region")]
    keys = tuple(kind.attribute(name).removesuffix("_id") for name in kind.people)
    return Rows(kind.label, ("external_id", *shown, "region__name"), keys)


def _found(person: Person) -> list[Row]:
    return [{"record": kind.name, **row} for kind in catalogue for row in _rows(kind).copied(person)]


def _erase(person: Person, change: Place) -> Outcome:
    """Records stay countable; words that somebody typed go, and whatever names the person."""
    return sum((_erase_kind(kind, person, change) for kind in catalogue), Outcome())


def _erase_kind(kind: RecordKind, person: Person, change: Place) -> Outcome:
    rows, done = _rows(kind), Outcome()
    texts = {one.name: one.free for one in kind.fields if kind.kind_of(one) == "text"}
    for record in rows.of(person).values("pk", "external_id", *texts):
        emptied = {name: "" if free else person.words.without(record[name]) for name, free in texts.items()}
        changed: dict[str, Any] = {name: text for name, text in emptied.items() if text != record[name]}
        if person.words.in_text(record["external_id"]):
            changed["external_id"] = f"~{record['pk']}"
        if changed:
            done.emptied += rows.every(person).filter(pk=record["pk"]).update(**changed, change=change.sequence)
    return done


def _ids(kind: RecordKind) -> Any:
    return lambda person: _rows(kind).ids(person)


records = PersonalData(
    name="records",
    title="Records from other tools",
    help="Tickets, contacts, subscriptions and the like stay in the figures; words and names in them are erased.",
    where="records",
    keys=tuple(key for kind in catalogue for key in _rows(kind).named),
    life=tuple((key, kind.alive) for kind in catalogue if kind.alive for key in _rows(kind).named),
    found=_found,
    erase=_erase,
    logged=tuple(Logged((f"{kind.name}.imported",), _ids(kind)) for kind in catalogue),
    order=44,
)
