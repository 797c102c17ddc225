"""Leading a workshop on a canvas: timer, private notes until they are revealed, votes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, announce, recorded
from rapport.apps.canvas.models import Canvas, Gesture, Workshop
from rapport.apps.canvas.operations.log import Desk, canvas_for_writing, perform
from rapport.apps.canvas.queries.workshops import VOTES_EACH, running_workshop
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused

RIGHT = "canvas.edit"
LONGEST_TIMER = 180
MOST_VOTES = 20


def start_workshop(
    member: Member, canvas_id: int, *, is_private: bool = False, votes_each: int = VOTES_EACH
) -> Workshop:
    """Begin a workshop; with `is_private` new notes are their authors' alone until they are revealed."""
    member.require(RIGHT)
    each = _between(votes_each, 1, MOST_VOTES, "votes_each")
    with recorded(member.actor, "workshop.started") as change:
        canvas = canvas_for_writing(member, canvas_id)
        if canvas.archived_at:
            raise Refused("This canvas is in the archive.", place="canvas", code="archived")
        if running_workshop(member, canvas):
            raise Conflict("There is a workshop on this canvas already.", place="workshop", code="running")
        workshop: Workshop = Workshop.objects.create(
            workspace_id=canvas.workspace_id,
            canvas=canvas,
            started_by=member,
            started_at=now(),
            is_private=is_private,
            votes_each=each,
        )
        change.about("canvas", canvas.pk, canvas.title)
        change.topics.append(_topic(canvas))
    return workshop


def end_workshop(member: Member, canvas_id: int) -> None:
    """End the workshop: what is still private is revealed, votes are shown."""
    _reveal(member, canvas_id, "workshop.ended", ends=True)


def reveal_notes(member: Member, canvas_id: int) -> None:
    """Show everybody's private notes to all; new notes are seen at once from then on."""
    _reveal(member, canvas_id, "workshop.revealed", ends=False)


def hide_new_notes(member: Member, canvas_id: int) -> None:
    """From now on new notes are their authors' alone until they are revealed."""
    with _led(member, canvas_id, "workshop.hidden") as workshop:
        workshop.is_private = True


def start_timer(member: Member, canvas_id: int, *, minutes: int) -> None:
    """Let a timer run that everybody sees."""
    wanted = timedelta(minutes=_between(minutes, 1, LONGEST_TIMER, "minutes"))
    with _led(member, canvas_id, "workshop.timed") as workshop:
        workshop.timer_ends_at = now() + wanted


def extend_timer(member: Member, canvas_id: int, *, minutes: int = 1) -> None:
    """Give some more minutes; a timer that is over starts again."""
    more = timedelta(minutes=_between(minutes, 1, LONGEST_TIMER, "minutes"))
    with _led(member, canvas_id, "workshop.timed") as workshop:
        latest = now() + timedelta(minutes=LONGEST_TIMER)
        workshop.timer_ends_at = min(max(workshop.timer_ends_at or now(), now()) + more, latest)


def stop_timer(member: Member, canvas_id: int) -> None:
    """Take the timer away."""
    with _led(member, canvas_id, "workshop.timed") as workshop:
        workshop.timer_ends_at = None


def open_voting(member: Member, canvas_id: int, *, hides_votes: bool = False) -> None:
    """Let people vote; with `hides_votes` each sees the own dots only until voting is closed."""
    with _led(member, canvas_id, "workshop.voting_opened") as workshop:
        workshop.is_voting, workshop.hides_votes = True, hides_votes


def close_voting(member: Member, canvas_id: int) -> None:
    """End voting and show everybody's votes."""
    with _led(member, canvas_id, "workshop.voting_closed") as workshop:
        workshop.is_voting, workshop.hides_votes = False, False


def _reveal(member: Member, canvas_id: int, verb: str, *, ends: bool) -> None:
    def act(desk: Desk) -> None:
        workshop = _running(member, desk.canvas)
        # What its author took back in private stays private.
        for note in [note for note in desk.notes.values() if not note.deleted_at]:
            desk.set(note, "note.revealed", "is_private", False)
        workshop.is_private = False
        if ends:
            workshop.ended_at, workshop.timer_ends_at = desk.at, None
            workshop.is_voting = workshop.hides_votes = False
        workshop.save()

    perform(member, canvas_id, verb, act, right=RIGHT, role=Gesture.Role.SET_UP)
    announce(member.workspace_id, f"canvas:{canvas_id}:workshop")


@contextmanager
def _led(member: Member, canvas_id: int, verb: str) -> Iterator[Workshop]:
    """The running workshop, to be changed inside, as one record."""
    member.require(RIGHT)
    with recorded(member.actor, verb) as change:
        canvas = canvas_for_writing(member, canvas_id)
        workshop = _running(member, canvas)
        yield workshop
        workshop.save()
        change.subject = Subject("canvas", canvas.pk, canvas.title)
        change.topics.append(_topic(canvas))


def _running(member: Member, canvas: Canvas) -> Workshop:
    workshop = running_workshop(member, canvas)
    if workshop is None:
        raise Missing("There is no workshop on this canvas at the moment.")
    return workshop


def _topic(canvas: Canvas) -> str:
    return f"{canvas.topic}:workshop"


def _between(number: int, least: int, most: int, place: str) -> int:
    if not least <= number <= most:
        raise Refused(f"Choose a number from {least} to {most}.", place=place, code="range")
    return number
