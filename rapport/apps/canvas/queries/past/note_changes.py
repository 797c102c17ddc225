"""What became of every note between two moments of a canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.canvas.queries.past.stills import StillEvidence, StillNote
from rapport.apps.canvas.queries.past.word_pieces import Piece, word_pieces

MINUS = "−"


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that is not as it was: `before` is None where it was added, `after` where it was removed."""

    before: StillNote | None
    after: StillNote | None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def note(self) -> StillNote:
        """The note as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def says(self) -> str:
        """added, removed or changed."""
        if self.before is None:
            return "added"
        return "changed" if self.after else "removed"

    @property
    def says_word(self) -> str:
        """What became of it, in a word."""
        return {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed")}[self.says]

    @property
    def moved_from(self) -> str:
        """The section it was moved out of; "" where it stands where it stood."""
        if self.before is None or self.after is None or self.before.section == self.after.section:
            return ""
        return self.before.section

    @property
    def moved_from_title(self) -> str:
        """The title of the section it was moved out of."""
        return self.titles.get(self.moved_from, self.moved_from)

    @property
    def has_new_text(self) -> bool:
        return bool(self.before and self.after and self.before.text != self.after.text)

    @property
    def pieces(self) -> list[Piece]:
        """The text word by word."""
        if self.before and self.after:
            return word_pieces(self.before.text, self.after.text)
        return [Piece("new" if self.after else "gone", self.note.text)]

    @property
    def evidence_added(self) -> list[StillEvidence]:
        return _missing_from(self.before, self.after) if self.before else []

    @property
    def evidence_removed(self) -> list[StillEvidence]:
        return _missing_from(self.after, self.before) if self.after else []

    @property
    def has_other_look(self) -> bool:
        """Have kind, colour, importance or tags changed?"""
        return bool(self.before and self.after and _look(self.before) != _look(self.after))

    @property
    def remarks(self) -> list[str]:
        """What changed besides the text and the place, in words."""
        said = []
        if self.evidence_added:
            count = len(self.evidence_added)
            said.append(ngettext("%d piece of evidence added", "%d pieces of evidence added", count) % count)
        if self.evidence_removed:
            count = len(self.evidence_removed)
            said.append(ngettext("%d piece of evidence removed", "%d pieces of evidence removed", count) % count)
        if self.before and self.after:
            said += _look_words(self.before, self.after)
        return said


def note_changes(
    before: Mapping[str, StillNote], after: Mapping[str, StillNote], titles: Mapping[str, str] | None = None
) -> list[NoteChange]:
    """Every note that was added, removed, moved, rewritten or looks otherwise; place within a section is no change."""
    ids = dict.fromkeys([*after, *before])
    pairs = (NoteChange(before.get(note_id), after.get(note_id), titles or {}) for note_id in ids)
    return [pair for pair in pairs if _differs(pair)]


def summary_words(changes: Iterable[NoteChange], titles: Mapping[str, str]) -> str:
    """The changes of one section in words: "+2, −1, 1 moved from Needs, 1 reworded"."""
    here = list(changes)
    added = sum(change.says == "added" for change in here)
    removed = sum(change.says == "removed" for change in here)
    moved = Counter(change.moved_from for change in here if change.moved_from)
    reworded = sum(change.has_new_text for change in here)
    other = sum(_only_looks(change) for change in here)
    words = [f"+{added}"] if added else []
    words += [f"{MINUS}{removed}"] if removed else []
    words += [_("%(count)s moved from %(section)s") % {"count": n, "section": titles.get(key, key)} for key, n in
              moved.items()]  # fmt: skip
    words += [_("%s reworded") % reworded] if reworded else []
    words += [_("%s changed otherwise") % other] if other else []
    return ", ".join(words)


def _differs(pair: NoteChange) -> bool:
    if pair.before is None or pair.after is None:
        return True
    return bool(
        pair.has_new_text or pair.moved_from or pair.has_other_look or pair.evidence_added or pair.evidence_removed
    )


def _only_looks(change: NoteChange) -> bool:
    return change.says == "changed" and not change.has_new_text and not change.moved_from


def _missing_from(one: StillNote | None, other: StillNote | None) -> list[StillEvidence]:
    known = [_said(piece) for piece in one.evidence] if one else []
    return [piece for piece in other.evidence if _said(piece) not in known] if other else []


def _said(piece: StillEvidence) -> tuple[object, ...]:
    settings = tuple(sorted((name, str(value)) for name, value in piece.settings.items()))
    return (piece.kind, settings, piece.direction, piece.strength, piece.quote)


def _look(note: StillNote) -> tuple[object, ...]:
    return (note.kind, note.hue, note.importance, sorted(note.tags))


def _look_words(before: StillNote, after: StillNote) -> list[str]:
    said = []
    if before.kind != after.kind:
        said.append(_("%(before)s became %(after)s") % {"before": before.kind, "after": after.kind})
    if before.importance != after.importance:
        weights = {"before": before.importance or _("none"), "after": after.importance or _("none")}
        said.append(_("weight from %(before)s to %(after)s") % weights)
    if before.hue != after.hue:
        said.append(_("another colour"))
    if sorted(before.tags) != sorted(after.tags):
        said.append(_("tags: %s") % (", ".join(after.tags) or _("none")))
    return said
