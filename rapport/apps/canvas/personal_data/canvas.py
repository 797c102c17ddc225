from rapport.apps.canvas.personal_data._written import BEHIND, THINGS, naming
from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

CANVASES = Rows("canvas.Canvas", ("title", "changed_at", "archived_at"))


def _found(person: Person) -> list[Row]:
    """The canvases about this person, and all that stands on them."""
    found = CANVASES.copied(person)
    for rows in THINGS:
        shown = tuple(name for name in rows.shown if name != "search_text")
        found += Rows(rows.label, shown, rows.keys).copied(person)
    return found


def _erase(person: Person, change: Place) -> Outcome:
    """Names and addresses go from what was written, from its log and from undo; the thoughts of the team stay."""
    done = Outcome()
    for rows in (*THINGS, *BEHIND):
        for pk, after in naming(person, rows.of(person), rows.shown):
            done.emptied += rows.every(person).filter(pk=pk).update(**after)
    done.places = {f"canvases/{pk}": 1 for pk in CANVASES.of(person).values_list("pk", flat=True)}
    return done


canvas = PersonalData(
    name="canvas",
    title="Canvases about the person",
    help="The person's names and addresses are taken out of notes, comments, evidence and their history. "
    "What else was written there is for you to read.",
    where="canvases",
    keys=CANVASES.named,
    life=(("canvas.Canvas.party", ""),),
    found=_found,
    erase=_erase,
    order=50,
)
