from typing import Any

from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row, Rows

SEGMENTS = Rows("customers.Segment", ("name", "description", "rule"))
VIEWS = Rows("customers.SavedView", ("name", "rule"))


def _naming(rows: Rows, person: Person) -> list[dict[str, Any]]:
    """Those of the workspace whose words name the person."""
    found = rows.every(person).values("pk", *rows.shown)
    return [row for row in found if person.words.without_in(row) != row]


def _found(person: Person) -> list[Row]:
    return [{"name": row["name"]} for rows in (SEGMENTS, VIEWS) for row in _naming(rows, person)]


def _erase(person: Person, change: Place) -> Outcome:
    """A rule that somebody wrote is theirs to change: it is named, not touched."""
    places = {f"segments/{row['pk']}": 1 for row in _naming(SEGMENTS, person)}
    return Outcome(places=places | {f"customers/views/{row['pk']}": 1 for row in _naming(VIEWS, person)})


searches = PersonalData(
    name="searches",
    title="Segments and views that name the person",
    help="Rules and names that somebody wrote with this very name or address in them. For you to decide.",
    where="segments",
    keys=(),
    found=_found,
    erase=_erase,
    order=23,
)
