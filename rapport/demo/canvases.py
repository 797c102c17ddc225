"""A filled canvas for each segment of the demo, with claims that the figures support or contradict."""

from decimal import Decimal

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import add_evidence, add_notes, change_note, create_canvas
from rapport.apps.customers.models import Segment
from rapport.apps.insights.operations.targets import set_target
from rapport.demo.notes import CANVASES, TARGETS, Claim, Notes


def draw_canvases(owner: Member, segments: dict[str, Segment]) -> dict[str, Canvas]:
    """Create the canvases, their notes, claims with evidence, and the targets."""
    canvases = {}
    for key, (title, notes) in CANVASES.items():
        canvas = create_canvas(owner, title=title, segment_id=segments[key].pk)
        _fill(owner, canvas, notes)
        _aim(owner, segments[key], key)
        canvases[key] = canvas
    return canvases


def _fill(owner: Member, canvas: Canvas, notes: Notes) -> None:
    for section, entries in notes.items():
        plain = [entry for entry in entries if isinstance(entry, str)]
        add_notes(owner, canvas.pk, section=section, texts=plain)
        for claim in (entry for entry in entries if isinstance(entry, Claim)):
            _claim(owner, canvas, section, claim)


def _claim(owner: Member, canvas: Canvas, section: str, claim: Claim) -> None:
    note = add_notes(owner, canvas.pk, section=section, texts=[claim.text], kind="claim")[0]
    change_note(owner, canvas.pk, note.pk, kind="claim", hue="", importance=claim.importance)
    add_evidence(
        owner,
        canvas.pk,
        note.pk,
        kind="metric_threshold",
        settings={"metric": claim.metric, "comparison": claim.comparison, "threshold": claim.threshold},
        direction="supports",
    )


def _aim(owner: Member, segment: Segment, key: str) -> None:
    for metric, value, direction in TARGETS[key]:
        set_target(owner, metric=metric, value=Decimal(value), subject=f"segment:{segment.pk}", direction=direction)
