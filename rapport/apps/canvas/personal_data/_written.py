"""Where words of people stand on canvases: the columns of each table with texts."""

from collections.abc import Iterator
from typing import Any

from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Person, Rows

THINGS = (
    Rows("canvas.Note", ("text", "tags", "rivals", "search_text"), ("canvas__party",)),
    Rows("canvas.Evidence", ("settings", "quote", "search_text"), ("canvas__party",)),
    Rows("canvas.Comment", ("text", "search_text"), ("canvas__party",)),
    Rows("canvas.Action", ("text", "baseline", "outcome"), ("canvas__party",)),
    Rows("canvas.Proposition", ("statement", "message", "proof", "differences"), ("canvas__party",)),
    Rows(
        "canvas.RelationshipDesign",
        ("statement", "acquisition", "retention", "growth", "win_back", "rivals"),
        ("canvas__party",),
    ),
    Rows("canvas.Reflection", ("text",), ("canvas__party",)),
    Rows("canvas.Attachment", ("title",), ("canvas__party",)),
)
BEHIND = (
    Rows("canvas.Canvas", ("title", "colour_meanings", "kept_blocks"), ("party",)),
    Rows("canvas.CanvasVersion", ("title",), ("canvas__party",)),
    Rows("canvas.ShareLink", ("title",), ("canvas__party",)),
    Rows("canvas.CanvasOperation", ("before", "after"), ("canvas__party",)),
    Rows("canvas.Gesture", ("outcome",), ("canvas__party",)),
)


def naming(person: Person, rows: WorkspaceQuerySet, columns: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows that name the person: the key of each, and its columns with the person taken out."""
    for row in rows.order_by().values("pk", *columns).iterator(2_000):
        pk = row.pop("pk")
        after = {name: person.words.without_in(value) for name, value in row.items()}
        if after != row:
            yield pk, {name: value for name, value in after.items() if value != row[name]}
