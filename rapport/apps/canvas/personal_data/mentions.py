from collections import Counter

from django.db.models import Q

from rapport.apps.canvas.personal_data._written import THINGS, naming
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows


def _elsewhere(person: Person, rows: Rows) -> WorkspaceQuerySet:
    """Rows on canvases that are not about this person."""
    return rows.every(person).filter(~Q(canvas__party__in=person.ids) | Q(canvas__party=None)).exclude(canvas=None)


def _counted(person: Person) -> Counter[int]:
    """How often the person is named on other canvases, by canvas; not in private reflections."""
    counted: Counter[int] = Counter()
    for rows in THINGS:
        if rows.label == "canvas.Reflection":
            continue
        living = _elsewhere(person, rows)
        hits = [pk for pk, _after in naming(person, living, rows.shown)]
        counted.update(living.filter(pk__in=hits).values_list("canvas", flat=True))
    return counted


def _found(person: Person) -> list[Row]:
    return [{"canvas": number, "times named": times} for number, times in sorted(_counted(person).items())]


def _erase(person: Person, change: Place) -> Outcome:
    """What others wrote about something else is theirs: the places are named, nothing is deleted."""
    return Outcome(places={f"canvases/{number}": times for number, times in sorted(_counted(person).items())})


mentions = PersonalData(
    name="mentions",
    title="Other canvases that name the person",
    help="Notes, comments and evidence about something else in which the person is named. For you to decide.",
    where="canvases",
    keys=(),
    found=_found,
    erase=_erase,
    order=51,
)
