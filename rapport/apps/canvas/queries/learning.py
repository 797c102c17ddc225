"""What a member has learned, and how far a canvas has come on the guided path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.lessons import Choice, Lesson, Question, lessons
from rapport.apps.canvas.models import (
    Action,
    Canvas,
    Evidence,
    LessonDone,
    Note,
    Proposition,
    QuizAnswer,
    Reflection,
    RelationshipDesign,
    RelationshipElement,
    TipMark,
)
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries import Subject
from rapport.apps.insights.queries.targets import place_of
from rapport.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the member's answer, if there is one."""

    question: Question
    choice: int | None

    @property
    def given(self) -> Choice | None:
        """The answer given."""
        return None if self.choice is None else self.question.choices[self.choice]

    @property
    def is_right(self) -> bool:
        return self.given is not None and self.given.is_right


@dataclass(frozen=True, slots=True)
class Course:
    """A lesson as a member has it."""

    lesson: Lesson
    done: bool
    answers: list[Answered]

    @property
    def right(self) -> int:
        """How many questions the member answered rightly."""
        return sum(answer.is_right for answer in self.answers)


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson from near: with marks of the tip and the member's own thoughts."""

    course: Course
    own_mark: TipMark | None
    useful: int
    marked: int
    comments: list[TipMark]
    thoughts: list[Reflection]
    following: Lesson | None


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of the guided path on one canvas: is it done, and what shows it."""

    lesson: Lesson
    done: bool
    shown_by: str


@dataclass(frozen=True, slots=True)
class Path:
    """The guided path of one canvas."""

    steps: list[PathStep]
    hidden: bool

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def next(self) -> PathStep | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.done), None)


def courses_of(member: Member) -> list[Course]:
    """Every lesson with what the member has done of it."""
    member.require("canvas.view")
    done = set(LessonDone.objects.of(member).filter(member=member).values_list("lesson", flat=True))
    answers = _answers(member)
    return [_course(lesson, done, answers) for lesson in lessons.all()]


def lesson_page(member: Member, name: str) -> LessonPage:
    """One lesson. Raises Missing."""
    member.require("canvas.view")
    if name not in lessons:
        raise Missing("There is no such lesson.")
    every = lessons.all()
    lesson = lessons.get(name)
    place = every.index(lesson)
    done = set(LessonDone.objects.of(member).filter(member=member, lesson=name).values_list("lesson", flat=True))
    marks = list(TipMark.objects.of(member).filter(tip=name).select_related("member__user").order_by("-at"))
    thoughts = Reflection.objects.of(member).filter(member=member, lesson=name).order_by("-at")
    return LessonPage(
        course=_course(lesson, done, _answers(member)),
        own_mark=next((mark for mark in marks if mark.member_id == member.pk), None),
        useful=sum(1 for mark in marks if mark.is_useful),
        marked=sum(1 for mark in marks if mark.is_useful is not None),
        comments=[mark for mark in marks if mark.comment],
        thoughts=list(thoughts),
        following=every[place + 1] if place + 1 < len(every) else None,
    )


def path_of(member: Member, canvas: Canvas) -> Path:
    """The guided path of a canvas, judged by what is on it."""
    member.require("canvas.view")
    found = _found_on(member, canvas)
    ordered = sorted((lesson for lesson in lessons.all() if lesson.step), key=lambda lesson: lesson.step)
    steps = [PathStep(lesson, *_judged(lesson.name, found)) for lesson in ordered]
    hidden = LessonDone.objects.of(member).filter(member=member, lesson=hidden_path(canvas.pk)).exists()
    return Path(steps, hidden)


def hidden_path(canvas_id: int) -> str:
    """The word under which a member's wish to hide the guided path of a canvas is kept."""
    return f"path hidden on {canvas_id}"


def _course(lesson: Lesson, done: set[str], answers: dict[str, int]) -> Course:
    answered = [
        Answered(question, _choice(question, answers.get(f"{lesson.name}/{question.key}")))
        for question in lesson.questions
    ]
    return Course(lesson, lesson.name in done, answered)


def _choice(question: Question, choice: int | None) -> int | None:
    return choice if choice is not None and choice < len(question.choices) else None


def _answers(member: Member) -> dict[str, int]:
    return dict(QuizAnswer.objects.of(member).filter(member=member).values_list("question", "choice"))


def _found_on(member: Member, canvas: Canvas) -> Counter[str]:
    """How much of what there is on the canvas, by section of the nine-section model and by kind."""
    found: Counter[str] = Counter()
    nine = {section.key: section.nine for section in canvas.blueprint.sections}
    notes = Note.objects.of(member).living().visible_to(member).filter(canvas=canvas).values_list("section", flat=True)
    for section in notes:
        found[nine.get(section, "")] += 1
    found["subject"] = int(canvas.subject_kind != Canvas.Subject.EVERYBODY)
    kinds = {"types": RelationshipElement, "propositions": Proposition, "actions made": Action}
    for word, model in kinds.items():
        found[word] = model.objects.of(member).living().filter(canvas=canvas).count()
    designs = RelationshipDesign.objects.of(member).living().filter(canvas=canvas).exclude(statement="")
    found["statement"] = designs.count()
    seen = Note.objects.of(member).living().visible_to(member).filter(canvas=canvas)
    thresholds = Evidence.objects.of(member).living().filter(note__in=seen, kind="metric_threshold")
    found["thresholds"] = thresholds.count()
    place = place_of(Subject.parse(canvas.figures_subject), canvas.region_id)
    found["targets"] = Target.objects.of(member).filter(removed_at=None, place=place).count()
    return found


def _judged(name: str, found: Counter[str]) -> tuple[bool, str]:
    rule, words = RULES[name]
    return rule(found), words


Rule = Callable[[Counter[str]], bool]
RULES: dict[str, tuple[Rule, str]] = {
    "choosing": (lambda found: found["subject"] > 0, "The canvas is about a segment or a customer."),
    "understanding": (
        lambda found: found["needs"] >= 2 and found["pains"] >= 1,
        "At least two needs and one pain point.",
    ),
    "relating": (
        lambda found: found["statement"] > 0 or found["types"] > 0 or found["relationships"] > 0,
        "A relationship statement, a relationship type or a note on it.",
    ),
    "meeting": (lambda found: found["touchpoints"] + found["journey"] >= 2, "Two touchpoints or steps of the journey."),
    "offering": (lambda found: found["value"] + found["propositions"] > 0, "A value proposition."),
    "measuring": (
        lambda found: found["targets"] + found["thresholds"] > 0,
        "A target, or evidence with a threshold.",
    ),
    "acting": (lambda found: found["actions"] + found["actions made"] > 0, "An action."),
}
