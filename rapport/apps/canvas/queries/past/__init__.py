"""Looking back: versions, a canvas as of a day, and what changed between two moments."""

from rapport.apps.canvas.queries.past.difference import Difference, OtherChange, difference_between
from rapport.apps.canvas.queries.past.listing import VersionLine, versions_of
from rapport.apps.canvas.queries.past.moments import NOW, Moment, moment_of, moments_of
from rapport.apps.canvas.queries.past.note_changes import NoteChange, note_changes
from rapport.apps.canvas.queries.past.pages import Past, past_of
from rapport.apps.canvas.queries.past.stills import Still, StillNote, still_at, still_of

__all__ = [
    "NOW",
    "Difference",
    "Moment",
    "NoteChange",
    "OtherChange",
    "Past",
    "Still",
    "StillNote",
    "VersionLine",
    "difference_between",
    "moment_of",
    "moments_of",
    "note_changes",
    "past_of",
    "still_at",
    "still_of",
    "versions_of",
]
