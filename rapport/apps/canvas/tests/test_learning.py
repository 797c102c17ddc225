"""B27: lessons, the quiz, thoughts of one's own, and the guided path judged by what stands on a canvas."""

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.canvas import operations
from rapport.apps.canvas.lessons import lesson_about, lessons
from rapport.apps.canvas.lessons._lesson import Choice, Lesson, LessonError, Question
from rapport.apps.canvas.models import Canvas, Reflection
from rapport.apps.canvas.operations import learning
from rapport.apps.canvas.queries.learning import courses_of, lesson_page, path_of
from rapport.apps.customers.operations import create_party, create_segment
from rapport.apps.insights.operations.targets import set_target
from rapport.kernel.errors import Missing, Refused

ON_THE_PATH = ["choosing", "understanding", "relating", "meeting", "offering", "measuring", "acting"]
FURTHER = ["evidence", "delighting", "coaching"]


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    party = create_party(mara, kind="person", name="Rosa")
    segment = create_segment(mara, name="Regulars", rule=None, party_ids=[party.pk])
    return operations.create_canvas(mara, segment_id=segment.pk)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def test_the_path_has_seven_steps_and_every_section_has_its_lesson(canvas: Canvas) -> None:
    steps = sorted((lesson for lesson in lessons.all() if lesson.step), key=lambda lesson: lesson.step)

    assert [lesson.name for lesson in steps] == ON_THE_PATH
    assert [lesson.name for lesson in lessons.all() if not lesson.step] == FURTHER
    assert all(lesson_about(section.nine) for section in canvas.blueprint.sections)


def test_every_lesson_can_be_taught() -> None:
    for lesson in lessons.all():
        assert all([lesson.title, lesson.help, lesson.words, lesson.tip, lesson.example, lesson.task])
        assert lesson.reflect.endswith("?")
        assert all(choice.why for question in lesson.questions for choice in question.choices)


def test_a_question_with_two_right_answers_is_refused() -> None:
    choices = (Choice("a", "why", is_right=True), Choice("b", "why", is_right=True))
    with pytest.raises(LessonError, match="one of"):
        Lesson("x", "X", "h", ("w",), "t", "e", "t", (Question("q", "?", choices),), "r?", "c")


def test_an_answer_is_kept_and_explained_and_may_be_given_again(vic: Member) -> None:
    wrong = learning.answer_question(vic, "choosing", "rule", 0)
    assert not wrong.is_right

    assert learning.answer_question(vic, "choosing", "rule", 1).is_right
    [answered] = lesson_page(vic, "choosing").course.answers
    assert answered.is_right
    assert answered.given is not None
    assert "counted" in answered.given.why


def test_an_answer_that_is_none_is_refused(vic: Member) -> None:
    with pytest.raises(Refused, match="Choose one"):
        learning.answer_question(vic, "choosing", "rule", 9)
    with pytest.raises(Missing):
        learning.answer_question(vic, "choosing", "nothing", 0)


def test_thoughts_are_read_by_their_author_only(mara: Member, vic: Member) -> None:
    learning.reflect(vic, "acting", kind="self", text="I should ask first")

    assert [one.text for one in lesson_page(vic, "acting").thoughts] == ["I should ask first"]
    assert lesson_page(mara, "acting").thoughts == []
    own = Reflection.objects.of(vic).get()
    assert not learning.remove_reflection(mara, "acting", own.pk)
    assert learning.remove_reflection(vic, "acting", own.pk)


def test_learning_leaves_no_record_in_the_log(vic: Member) -> None:
    learning.finish_lesson(vic, "choosing")
    learning.reflect(vic, "choosing", kind="coach", text="Ask them")

    assert not Activity.objects.of(vic).filter(verb="lesson.worked_on").exists()
    assert [course.lesson.name for course in courses_of(vic) if course.done] == ["choosing"]


def test_marks_of_a_tip_are_counted_once_a_member(mara: Member, vic: Member) -> None:
    learning.mark_tip(mara, "meeting", is_useful=True)
    learning.mark_tip(vic, "meeting", is_useful=False)
    learning.mark_tip(vic, "meeting", is_useful=True, comment="We did it twice")

    page = lesson_page(mara, "meeting")
    assert (page.useful, page.marked) == (2, 2)
    assert [mark.comment for mark in page.comments] == ["We did it twice"]


def test_b27_the_path_is_judged_by_what_stands_on_the_canvas(mara: Member, canvas: Canvas) -> None:
    assert [step.lesson.name for step in path_of(mara, canvas).steps if step.done] == ["choosing"]

    for section, texts in {
        "needs": ["Wants advice", "Wants it today"],
        "pains": ["Waits too long"],
        "relationships": ["A named adviser"],
        "touchpoints": ["Phone", "Shop"],
        "value": ["Advice within a day"],
        "actions": ["Ask ten"],
    }.items():
        operations.add_notes(mara, canvas.pk, section=section, texts=texts)
    path = path_of(mara, canvas)
    assert path.next is not None
    assert path.next.lesson.name == "measuring"

    set_target(mara, metric="nps", value=Decimal(30), subject=canvas.figures_subject)
    assert path_of(mara, canvas).next is None


def test_the_path_can_be_hidden_on_one_board_and_shown_again(mara: Member, canvas: Canvas) -> None:
    client = signed_in(mara)
    address = f"/w/{mara.workspace.slug}/canvases/{canvas.pk}"
    assert b"Next:" in client.get(address).content

    client.post(f"{address}/path")
    assert path_of(mara, canvas).hidden
    client.delete(f"{address}/path")
    assert not path_of(mara, canvas).hidden


def test_pages_of_lessons_work_by_plain_forms(vic: Member) -> None:
    client = signed_in(vic)
    base = f"/w/{vic.workspace.slug}/learn"
    assert "The guided path" in client.get(base).content.decode()

    client.post(f"{base}/offering/answer", {"question": "answer", "choice": "0"})
    client.post(f"{base}/offering/tip", {"useful": "yes", "comment": ""})
    client.post(f"{base}/offering/thoughts", {"kind": "self", "text": "Mine"})
    page = client.get(f"{base}/offering").content.decode()

    assert "Not quite" in page
    assert "1 of 1 person found this useful" in page
    assert "Mine" in page
    assert client.post(f"{base}/offering").headers["Location"].endswith("/learn/measuring")
    assert client.get(f"{base}/nothing").status_code == 404
