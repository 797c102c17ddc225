from typing import Any

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

MERGES = Rows("customers.Merge", ("at", "actor_label", "undone_at"), ("kept",))
FORMER = Rows("customers.FormerId", ("former_id", "external_id", "created_at"))


def _found(person: Person) -> list[Row]:
    """The merges, and every record that went into this one as it was."""
    went = [_readable(step["row"]) for merge in MERGES.of(person) for step in _dropped(merge.undo, "customers.Party")]
    return MERGES.copied(person) + FORMER.copied(person) + went


def _erase(person: Person, change: Place) -> Outcome:
    """The numbers of the merged records go on leading to the shell; nothing brings the records back."""
    done = MERGES.emptied(person, change, undo={}) + FORMER.emptied(person, change, external_id="")
    for merge in MERGES.every(person).exclude(undo={}).select_for_update():
        undo = _without(merge.undo, person)
        if undo != merge.undo:
            MERGES.every(person).filter(pk=merge.pk).update(undo=undo)
            done.emptied += 1
    return done


def _without(undo: dict[str, Any], person: Person) -> dict[str, Any]:
    """The trace of somebody else's merge without rows that were between them and this person."""
    return undo | {"steps": [step for step in undo["steps"] if not _leads_to(step.get("row", {}), person)]}


def _leads_to(row: dict[str, Any], person: Person) -> bool:
    return any(row.get(key) in person.ids for key in ("party_id", "other_id", "first_id", "second_id"))


def _dropped(undo: dict[str, Any], label: str) -> list[dict[str, Any]]:
    return [step for step in undo.get("steps", []) if step["do"] == "dropped" and step["model"] == label]


def _readable(row: dict[str, Any]) -> Row:
    return {name: value for name, value in row.items() if value not in ("", None, {}) and name != "search_text"}


merges = PersonalData(
    name="merges",
    title="Merged records",
    help="Records that became this one, as they were, for as long as the merge can be undone.",
    where="duplicates",
    keys=(*MERGES.named, *FORMER.named),
    found=_found,
    erase=_erase,
    order=21,
)
