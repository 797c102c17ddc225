"""What members write down while they learn. It is their own business, so the log keeps no record of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.canvas.lessons import Lesson, lessons
from rapport.apps.canvas.models import Canvas, LessonDone, QuizAnswer, Reflection, TipMark
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.learning import hidden_path
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused

LONGEST_COMMENT = 1_000


def finish_lesson(member: Member, lesson: str) -> None:
    """Mark a lesson as done."""
    _lesson(lesson)
    with _unrecorded(member):
        LessonDone.objects.get_or_create(
            workspace_id=member.workspace_id, member=member, lesson=lesson, defaults={"at": now()}
        )


def answer_question(member: Member, lesson: str, question: str, choice: int) -> QuizAnswer:
    """Answer a question of a lesson's quiz; the last answer counts."""
    found = _lesson(lesson).question(question)
    if found is None:
        raise Missing("There is no such question.")
    if not 0 <= choice < len(found.choices):
        raise Refused("Choose one of the answers.", place="choice", code="choice")
    with _unrecorded(member):
        answer: QuizAnswer
        answer, _new = QuizAnswer.objects.update_or_create(
            workspace_id=member.workspace_id,
            member=member,
            question=f"{lesson}/{question}",
            defaults={"choice": choice, "is_right": found.choices[choice].is_right, "at": now()},
        )
    return answer


def mark_tip(member: Member, lesson: str, *, is_useful: bool | None, comment: str = "") -> TipMark:
    """Say whether the tip of a lesson helped, and what else there is to say; colleagues see both."""
    _lesson(lesson)
    kept = clean_text(comment, place="comment", longest=LONGEST_COMMENT, required=False)
    with _unrecorded(member):
        mark: TipMark
        mark, _new = TipMark.objects.update_or_create(
            workspace_id=member.workspace_id,
            member=member,
            tip=lesson,
            defaults={"is_useful": is_useful, "comment": kept, "at": now()},
        )
    return mark


def reflect(member: Member, lesson: str, *, kind: str, text: str) -> Reflection:
    """Write down a thought of one's own; nobody else reads it."""
    _lesson(lesson)
    if kind not in Reflection.Kind.values:
        raise Refused("Choose whom the thought is for.", place="kind", code="choice")
    kept = clean_text(text, place="text")
    with _unrecorded(member):
        thought: Reflection = Reflection.objects.create(
            workspace_id=member.workspace_id, member=member, lesson=lesson, kind=kind, text=kept, at=now()
        )
    return thought


def remove_reflection(member: Member, lesson: str, reflection_id: int) -> bool:
    """Remove a thought of one's own; was there one?"""
    _lesson(lesson)
    with _unrecorded(member):
        own = Reflection.objects.of(member).filter(pk=reflection_id, member=member, lesson=lesson)
        removed, _by_model = own.delete()
    return bool(removed)


def hide_path(member: Member, canvas_id: int) -> None:
    """Take the guided path off a board, for this member."""
    if not Canvas.objects.of(member).filter(pk=canvas_id).exists():
        raise Missing("There is no such canvas.")
    with _unrecorded(member):
        LessonDone.objects.get_or_create(
            workspace_id=member.workspace_id, member=member, lesson=hidden_path(canvas_id), defaults={"at": now()}
        )


def show_path(member: Member, canvas_id: int) -> None:
    """Put the guided path back on a board."""
    with _unrecorded(member):
        LessonDone.objects.of(member).filter(member=member, lesson=hidden_path(canvas_id)).delete()


@contextmanager
def _unrecorded(member: Member) -> Iterator[None]:
    member.require("canvas.view")
    with recorded(member.actor, "lesson.worked_on") as change:
        yield
        change.leave_no_record()


def _lesson(name: str) -> Lesson:
    if name not in lessons:
        raise Missing("There is no such lesson.")
    return lessons.get(name)
