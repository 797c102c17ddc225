"""What people can learn about relationships with customers: one file each, defining one `Lesson` of the file's name."""

from rapport.apps.canvas.lessons._lesson import Choice, Lesson, Question
from rapport.catalogue import Catalogue

__all__ = ["Choice", "Lesson", "Question", "lesson_about", "lessons"]

lessons: Catalogue[Lesson] = Catalogue("rapport.apps.canvas.lessons", Lesson)


def lesson_about(section: str) -> Lesson | None:
    """The lesson about a section of the nine-section model, or nothing."""
    return next((lesson for lesson in lessons.all() if section in lesson.sections), None)
