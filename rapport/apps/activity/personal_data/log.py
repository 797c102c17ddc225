from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.apps.activity.personal_data._crowd import Crowd
from rapport.kernel.bulk import delete_rows
from rapport.kernel.personal_data import ERASED_NAME, Logged, Outcome, Person, PersonalData, Place, Row, Rows, Tell
from rapport.kernel.personal_data import registered as kinds
from rapport.kernel.redacting import bones
from rapport.kernel.sealing import redact

LOG = Rows("activity.Activity", ("at", "actor_label", "verb", "subject_label", "details"), ("subject_id",))
MENTIONS = Rows("activity.Mention", ("at",), ("subject_id",))
WRITTEN = ("subject_label", "actor_label", "details")
AT_ONCE = 200
Families = list[tuple[tuple[str, ...], frozenset[str], Logged]]


def _about(person: Person) -> Q:
    return Q(subject_type="party", subject_id__in=[str(number) for number in person.ids])


def _found(person: Person) -> list[Row]:
    rows = LOG.every(person).filter(_about(person)).order_by("sequence").values(*LOG.shown)
    return [{**row, "at": row["at"].isoformat()} for row in rows]


def _sweep(people: Sequence[Person], tell: Tell) -> list[Outcome]:
    """The log is read once for all of them, as they are all of one workspace."""
    done, looked_at, total = [Outcome() for _ in people], 0, LOG.every(people[0]).count()
    families = [_families(person) for person in people]
    crowd = Crowd(people, [{number for _verbs, ids, _one in theirs for number in ids} for theirs in families])
    for part in _portions(people[0]):
        for place, records in _by_person(crowd, part).items():
            theirs = _naming(people[place], records, families[place])
            if theirs:
                with transaction.atomic():
                    done[place].emptied += _redact(theirs, people[place], families[place])
        looked_at += len(part)
        tell(looked_at, total, "Log")
    return done


def _by_person(crowd: Crowd, part: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in part:
        for place in crowd.named_in(record):
            found[place].append(record)
    return found


def _erase(person: Person, change: Place) -> Outcome:
    """What came into the log since it was looked through; the caller's transaction holds the log still."""
    families = _families(person)
    # Which changes of many were of this person tells what their values were.
    delete_rows(MENTIONS.every(person).filter(subject_type="party", subject_id__in=list(person.ids)))
    parts = (_naming(person, part, families) for part in _portions(person))
    return Outcome(emptied=sum(_redact(theirs, person, families) for theirs in parts if theirs))


def _portions(person: Person) -> Iterator[list[Any]]:
    place = person.since
    while True:
        rows = LOG.every(person).filter(sequence__gt=place).order_by("sequence")
        part = list(rows[:AT_ONCE])
        if not part:
            return
        yield part
        place = part[-1].sequence


def _families(person: Person) -> Families:
    """The rows of the person that the log holds by their id, by the verbs under which it does."""
    logged = [one for entry in kinds() for one in entry.logged]
    return [(one.verbs, frozenset(str(number) for number in one.ids(person)), one) for one in logged]


def _naming(person: Person, part: list[Any], families: Families) -> list[int]:
    """Those records of a portion that the person has to be taken out of."""
    return [record.pk for record in part if _without(record, person, families)]


def _redact(record_ids: list[int], person: Person, families: Families) -> int:
    """Take the person out of records, which are read again now that nobody else may change them."""
    rows = LOG.every(person).filter(pk__in=record_ids)
    return redact(person.workspace_id, rows, lambda record: _without(record, person, families))


def _without(record: Any, person: Person, families: Families) -> dict[str, Any]:
    """What the record is to say without the person; empty where they are not in it."""
    before = {name: getattr(record, name) for name in WRITTEN}
    after = dict(before)
    if record.subject_type == "party" and record.subject_id in {str(number) for number in person.ids}:
        after |= {"subject_label": ERASED_NAME, "details": bones(record.details) | {"erased": True}}
    else:
        details = _without_listed(_without_rows(record.verb, record.details, families), person, families)
        after["details"] = _without_names(details, person, deep=record.subject_type != "party")
        if record.subject_type != "party":
            after["subject_label"] = person.words.without(record.subject_label)
    after["actor_label"] = person.words.without(record.actor_label)
    return {} if after == before else after


def _without_rows(verb: str, details: Any, families: Families) -> Any:
    """The details without what they hold under the ids of the person's rows."""
    for verbs, ids, one in families:
        if verb.startswith(verbs):
            held = {name: details[name] for name in one.under if isinstance(details.get(name), dict)}
            details = details | {name: _forgotten(rows, ids, one) for name, rows in held.items()}
    return details


def _without_listed(details: Any, person: Person, families: Families) -> Any:
    """The details without the values of the person's rows where rows are listed one by one."""
    listed = details.get("rows")
    if not isinstance(listed, list):
        return details
    theirs = {(one.model, number) for _verbs, ids, one in families if one.model for number in ids}
    return details | {"rows": [_emptied(row) if _is_theirs(row, person, theirs) else row for row in listed]}


def _is_theirs(row: Any, person: Person, theirs: set[tuple[str, str]]) -> bool:
    if not isinstance(row, dict):
        return False
    sides = [side for side in (row.get("before"), row.get("after")) if isinstance(side, dict)]
    named = any(side.get("party_id") in person.ids for side in sides)
    return named or (str(row.get("model")), str(row.get("id"))) in theirs


def _emptied(row: dict[str, Any]) -> dict[str, Any]:
    return row | {side: {} for side in ("before", "after") if row.get(side) is not None}


def _forgotten(rows: dict[str, Any], ids: frozenset[str], one: Logged) -> dict[str, Any]:
    return {key: one.forget(row) if key in ids else row for key, row in rows.items()}


def _without_names(value: Any, person: Person, *, deep: bool) -> Any:
    """The value without names beside the person's id; and, where it is not about somebody else, without their words.

    What stands under a number is somebody else's row: somebody of the same name keeps theirs.
    """
    if isinstance(value, list):
        return [_without_names(one, person, deep=deep) for one in value]
    if isinstance(value, dict):
        theirs = any(value.get(key) in person.ids for key in ("id", "other"))
        return {
            key: ERASED_NAME
            if theirs and key in ("name", "other_name")
            else (held if key.isdecimal() else _without_names(held, person, deep=deep))
            for key, held in value.items()
        }
    return person.words.without(value) if deep and isinstance(value, str) else value


log = PersonalData(
    name="log",
    title="What happened, in the log",
    help="Who did what and when stays; names and values of the person go, also from what undo would read.",
    where="the log",
    keys=(),
    found=_found,
    erase=_erase,
    sweep=_sweep,
    order=80,
)
