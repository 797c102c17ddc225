"""What a lesson is made of: a few words, a tip, an example, a task, a short quiz and two questions to think about."""

from __future__ import annotations

from dataclasses import dataclass


class LessonError(ValueError):
    """A lesson that cannot be taught as it is; the message names it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible answer, and why it is right or not."""

    text: str
    why: str
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the quiz with one right answer; every answer is explained."""

    key: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> int:
        """The place of the right answer."""
        return next(place for place, choice in enumerate(self.choices) if choice.is_right)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of about five minutes.

    `sections` are the sections of the nine-section canvas that it is about; `step` its place on the
    guided path, 0 for those that are not on it. `reflect` is a question to ask oneself, `coach` one to ask others.
    """

    name: str
    title: str
    help: str
    words: tuple[str, ...]
    tip: str
    example: str
    task: str
    questions: tuple[Question, ...]
    reflect: str
    coach: str
    sections: tuple[str, ...] = ()
    step: int = 0
    order: int = 100

    def __post_init__(self) -> None:
        keys = [question.key for question in self.questions]
        if len(set(keys)) != len(keys) or not keys:
            raise LessonError(f"{self.name}: questions need keys of their own, and there must be one")
        for question in self.questions:
            if sum(choice.is_right for choice in question.choices) != 1 or len(question.choices) < 2:
                raise LessonError(f"{self.name}, {question.key}: one of at least two answers is right")

    def question(self, key: str) -> Question | None:
        """The question of that key, or nothing."""
        return next((question for question in self.questions if question.key == key), None)
