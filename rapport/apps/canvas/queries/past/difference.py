"""The difference between two moments of a canvas, in words by section and note by note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.past.moments import Moment
from rapport.apps.canvas.queries.past.note_changes import NoteChange, note_changes, summary_words
from rapport.apps.canvas.queries.past.stills import Still, still_at

STAMPS = {"author_id", "added_at", "deleted_at", "changed_at", "changed_sequence", "order_key"}


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What changed in one section."""

    section: Section
    words: str
    changes: list[NoteChange]


@dataclass(frozen=True, slots=True)
class OtherChange:
    """Something besides notes that is not as it was: a proposition, an action, the relationship."""

    kind: str
    says: str
    text: str

    @property
    def kind_title(self) -> str:
        return _other_title(self.kind)

    @property
    def says_word(self) -> str:
        """What became of it, in a word."""
        return {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed")}[self.says]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one moment to another."""

    sections: list[SectionChange]
    others: list[OtherChange]
    titles: dict[str, str]

    @property
    def is_empty(self) -> bool:
        return not self.sections and not self.others

    @property
    def words(self) -> list[str]:
        """A line for each section, and one for what is no note."""
        lines = [f"{one.section.name}: {one.words}" for one in self.sections]
        return [*lines, *(f"{_other_title(kind)}: {said}" for kind, said in _counted(self.others).items())]


def difference_between(member: Member, canvas: Canvas, before: Moment, after: Moment) -> Difference:
    """What changed on a canvas between two moments."""
    return difference_of(still_at(member, canvas, before), still_at(member, canvas, after))


def difference_of(before: Still, after: Still) -> Difference:
    """What changed between two stills. A change stands in the section where the note is, or last was."""
    titles = {section.key: section.name for still in (before, after) for section in still.blueprint.sections}
    changes = note_changes(before.notes, after.notes, titles)
    found = []
    for section in _sections(before, after):
        here = [change for change in changes if change.note.section == section.key]
        if here:
            found.append(SectionChange(section, summary_words(here, titles), here))
    return Difference(found, _other_changes(before, after), titles)


def _sections(before: Still, after: Still) -> list[Section]:
    known = {section.key for section in after.blueprint.sections}
    gone = [section for section in before.blueprint.sections if section.key not in known]
    return [*after.blueprint.sections, *gone]


def _other_changes(before: Still, after: Still) -> list[OtherChange]:
    found = [OtherChange("canvas", "changed", after.title)] if before.title != after.title else []
    for kind in {**before.others, **after.others}:
        then, now = before.others.get(kind, {}), after.others.get(kind, {})
        for key in dict.fromkeys([*now, *then]):
            says = _says(then.get(key), now.get(key))
            if says:
                found.append(OtherChange(kind, says, _text_of(now.get(key) or then[key])))
    return found


def _says(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    if then is None:
        return "added"
    if now is None:
        return "removed"
    return "changed" if any(then.get(name) != now.get(name) for name in {*then, *now} - STAMPS) else ""


def _text_of(fields: Mapping[str, Any]) -> str:
    return str(fields.get("statement") or fields.get("text") or fields.get("type_name") or "").replace("_", " ")


def _other_title(kind: str) -> str:
    return {
        "proposition": _("Propositions"),
        "element": _("Relationship types"),
        "design": _("Relationship design"),
        "action": _("Actions planned"),
        "canvas": _("Title"),
    }.get(kind, kind)


def _counted(others: list[OtherChange]) -> dict[str, str]:
    kinds = dict.fromkeys(other.kind for other in others)
    return {kind: _signs([other.says for other in others if other.kind == kind]) for kind in kinds}


def _signs(said: list[str]) -> str:
    added, removed, changed = (said.count(word) for word in ("added", "removed", "changed"))
    words = [f"+{added}"] if added else []
    words += [f"−{removed}"] if removed else []
    words += [_("%s changed") % changed] if changed else []
    return ", ".join(words)
