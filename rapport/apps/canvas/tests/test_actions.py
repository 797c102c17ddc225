"""Actions: writing, moving, the figure before and after, and what is overdue."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas, CanvasOperation, Note
from rapport.apps.canvas.operations import actions as operations
from rapport.apps.canvas.operations import create_canvas, undo
from rapport.apps.canvas.queries.actions import ActionFilter, action_page, actions_of, all_actions, overdue_count
from rapport.apps.canvas.queries.effects import Effect, Reading, effect_of
from rapport.kernel.errors import Missing, NotPermitted, Refused

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


class Figures:
    """What the figures say, instead of insights."""

    def __init__(self) -> None:
        self.value: float | None = 20.0
        self.asked: list[str] = []
        self.period = 1

    def reading_of(self, member: Member, canvas: Canvas, metric: str, *, patient: bool = True) -> Reading | None:
        self.asked.append(metric)
        if not metric:
            return None
        known = self.value is not None
        return Reading(
            metric=metric,
            title="NPS",
            unit="points",
            state="ok" if known else "too_few",
            value=self.value,
            low=self.value - 5 if self.value is not None else None,
            high=self.value + 5 if self.value is not None else None,
            period=f"Quarter {self.period}",
            start=f"2026-0{self.period}-01",
            end=f"2026-0{self.period}-28",
            words="" if known else "Too few answers (n = 4)",
        )


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Figures:
    found = Figures()
    monkeypatch.setattr(operations, "reading_of", found.reading_of)
    monkeypatch.setattr("rapport.apps.canvas.queries.actions.shown.reading_of", found.reading_of)
    return found


@pytest.fixture
def ask(mara: Member, board: Canvas) -> Action:
    return operations.add_action(mara, board.pk, text="Ask ten customers")


def today(step: timedelta = timedelta()) -> date:
    return timezone.localdate() + step


def again(action: Action) -> Action:
    action.refresh_from_db()
    return action


def effect(member: Member, canvas: Canvas, action: Action) -> Effect:
    found = action_page(member, canvas.pk, action.pk).view.effect
    assert found is not None
    return found


def texts(found: Any) -> list[str]:
    return [view.row.text for view in found.actions]


def test_an_action_from_a_note_has_its_words_and_remembers_it(mara: Member, board: Canvas, price: Note) -> None:
    made = operations.add_action(mara, board.pk, note_id=price.pk)

    assert (made.text, made.note_id, made.status) == ("The price is too high", price.pk, "planned")
    note = action_page(mara, board.pk, made.pk).note
    assert note is not None
    assert note.pk == price.pk


def test_an_action_needs_words(mara: Member, board: Canvas) -> None:
    with pytest.raises(Refused, match="no text"):
        operations.add_action(mara, board.pk, text=" ")


def test_what_is_changed_is_kept_and_undone_as_one_step(mara: Member, edi: Member, board: Canvas, ask: Action) -> None:
    operations.change_action(
        mara, board.pk, ask.pk, owner_id=edi.pk, due="2026-12-01", cost="250.50", review_on=date(2027, 1, 15)
    )
    kept = again(ask)
    assert (kept.owner, kept.due, kept.cost, kept.review_on) == (
        edi, date(2026, 12, 1), Decimal("250.5"), date(2027, 1, 15),
    )  # fmt: skip

    undo(mara, board.pk)

    kept = again(ask)
    assert (kept.owner, kept.due, kept.cost, kept.review_on) == (None, None, None, None)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"due": "tomorrow"}, "due"),
        ({"cost": "-1"}, "cost"),
        ({"cost": "much"}, "cost"),
        ({"expected": "NaN"}, "expected"),
        ({"status": "someday"}, "status"),
        ({"metric": "happiness"}, "metric"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(
    mara: Member, board: Canvas, ask: Action, given: dict[str, str], place: str
) -> None:
    with pytest.raises(Refused) as refused:
        operations.change_action(mara, board.pk, ask.pk, **given)

    assert refused.value.place == place


def test_an_owner_is_a_member_of_the_workspace(mara: Member, otto: Member, board: Canvas, ask: Action) -> None:
    with pytest.raises(Missing):
        operations.change_action(mara, board.pk, ask.pk, owner_id=otto.pk)


def test_who_is_given_an_action_may_change_it(mara: Member, cora: Member, board: Canvas, ask: Action) -> None:
    with pytest.raises(NotPermitted):
        operations.change_action(cora, board.pk, ask.pk, status="doing")

    operations.change_action(mara, board.pk, ask.pk, owner_id=cora.pk)
    operations.change_action(cora, board.pk, ask.pk, status="doing")

    assert again(ask).status == "doing"


def test_actions_are_placed_below_another_at_the_top_and_at_the_end(mara: Member, board: Canvas) -> None:
    one, two, three = (operations.add_action(mara, board.pk, text=text) for text in ("1", "2", "3"))

    operations.place_action(mara, board.pk, three.pk, status="planned", below=one.pk)
    assert texts(actions_of(mara, board.pk).columns[0]) == ["1", "3", "2"]
    operations.place_action(mara, board.pk, two.pk, status="planned", below=None)
    assert texts(actions_of(mara, board.pk).columns[0]) == ["2", "1", "3"]
    operations.place_action(mara, board.pk, two.pk, status="doing")

    columns = actions_of(mara, board.pk).columns
    assert [texts(column) for column in columns] == [["1", "3"], ["2"], [], []]


def test_placing_where_an_action_stands_leaves_no_trace(mara: Member, board: Canvas, ask: Action) -> None:
    before = CanvasOperation.objects.of(mara).filter(canvas=board).count()

    operations.place_action(mara, board.pk, ask.pk, status="planned", below=None)

    assert CanvasOperation.objects.of(mara).filter(canvas=board).count() == before


def test_the_figure_is_read_once_when_somebody_begins(
    mara: Member, board: Canvas, ask: Action, figures: Figures
) -> None:
    operations.change_action(mara, board.pk, ask.pk, metric="nps", expected="5")
    assert again(ask).baseline == {}

    operations.change_action(mara, board.pk, ask.pk, status="doing")
    figures.value = 40
    operations.change_action(mara, board.pk, ask.pk, status="done")

    assert again(ask).baseline["value"] == 20


def test_another_figure_begins_anew(mara: Member, board: Canvas, ask: Action, figures: Figures) -> None:
    operations.change_action(mara, board.pk, ask.pk, metric="nps", status="doing")
    figures.value = 50

    operations.change_action(mara, board.pk, ask.pk, metric="csat")

    assert (again(ask).baseline["metric"], ask.baseline["value"]) == ("csat", 50)
    operations.change_action(mara, board.pk, ask.pk, metric="")
    assert again(ask).baseline == {}


def test_a_review_keeps_the_figure_of_its_day(mara: Member, board: Canvas, ask: Action, figures: Figures) -> None:
    operations.change_action(mara, board.pk, ask.pk, metric="nps", expected="5", status="doing")
    figures.value, figures.period = 40, 2
    operations.review_action(mara, board.pk, ask.pk)
    figures.value = 10

    page = action_page(mara, board.pk, ask.pk).view
    assert page.after is not None
    assert (page.after.value, page.is_reviewed) == (40, True)
    assert effect(mara, board, ask).verdict == "reached"

    operations.reopen_review(mara, board.pk, ask.pk)
    assert effect(mara, board, ask).verdict == "wrong way"


@pytest.mark.parametrize("given", [{}, {"metric": "nps"}])
def test_without_a_figure_to_compare_with_nothing_is_reviewed(
    mara: Member, board: Canvas, ask: Action, figures: Figures, given: dict[str, str]
) -> None:
    operations.change_action(mara, board.pk, ask.pk, **given)

    with pytest.raises(Refused):
        operations.review_action(mara, board.pk, ask.pk)


def reading(value: float | None, half: float | None = 5, *, quarter: int = 1, **more: Any) -> Reading:
    low, high = (None, None) if value is None or half is None else (value - half, value + half)
    more = {
        "state": "ok",
        "period": f"Q{quarter}",
        "start": f"2026-0{quarter}-01",
        "end": f"2026-0{quarter}-28",
        **more,
    }
    return Reading("nps", "NPS", "points", value=value, low=low, high=high, **more)


@pytest.mark.parametrize(
    ("after", "expected", "verdict"),
    [
        (30, 5, "reached"),
        (30, 15, "short"),
        (10, 5, "wrong way"),
        (24, 5, "chance"),
        (30, None, "moved"),
        (10, -5, "reached"),
    ],
)
def test_a_change_counts_only_beyond_its_interval(after: float, expected: float | None, verdict: str) -> None:
    assert effect_of(reading(20), reading(after, quarter=3), expected=expected).verdict == verdict


def test_the_words_name_the_interval_and_never_the_cause() -> None:
    by_chance = effect_of(reading(20), reading(24, quarter=3), expected=5)
    clear = effect_of(reading(20), reading(40, quarter=3), expected=5)

    assert "holds no change: this may be chance" in by_chance.sentence
    assert "−3 to +11" in by_chance.sentence
    assert "does not say that this action moved it" in clear.sentence


def test_too_few_answers_are_no_change() -> None:
    few = reading(None, state="too_few", words="Too few answers (n = 4)")

    assert effect_of(few, reading(30, quarter=3)).verdict == "too few"
    assert "too few answers (n = 4)" in effect_of(reading(20), few).sentence


def test_the_same_days_show_nothing_and_shared_days_only_a_part() -> None:
    assert effect_of(reading(20), reading(20)).verdict == "same days"

    shared = effect_of(reading(20), reading(40, quarter=2, start="2026-01-15"))

    assert "share days" in shared.sentence


def test_what_is_counted_has_no_interval_and_says_so() -> None:
    found = effect_of(reading(20, None), reading(24, None, quarter=3), expected=3)

    assert (found.verdict, found.interval_text) == ("reached", "")
    assert "counted, not estimated" in found.sentence


def test_what_is_late_and_still_open_is_overdue(mara: Member, board: Canvas) -> None:
    late = operations.add_action(mara, board.pk, text="Late", due=today(YESTERDAY))
    operations.add_action(mara, board.pk, text="In time", due=today())
    operations.add_action(mara, board.pk, text="Done", due=today(YESTERDAY), status="done")

    assert overdue_count(mara, board) == 1
    assert [view.is_overdue for view in actions_of(mara, board.pk).actions] == [True, False, False]
    operations.change_action(mara, board.pk, late.pk, status="dropped")
    assert overdue_count(mara, board) == 0


def test_a_review_is_due_once_begun_and_not_yet_reviewed(
    mara: Member, board: Canvas, ask: Action, figures: Figures
) -> None:
    operations.change_action(mara, board.pk, ask.pk, metric="nps", review_on=today())
    assert not action_page(mara, board.pk, ask.pk).view.is_review_due

    operations.change_action(mara, board.pk, ask.pk, status="doing")
    assert action_page(mara, board.pk, ask.pk).view.is_review_due
    operations.review_action(mara, board.pk, ask.pk)

    assert not action_page(mara, board.pk, ask.pk).view.is_review_due


def test_actions_are_narrowed_by_owner_day_canvas_and_state(mara: Member, edi: Member, board: Canvas) -> None:
    other = create_canvas(mara, title="Everybody")
    operations.add_action(mara, board.pk, text="Edi's", owner_id=edi.pk, due=today(TOMORROW))
    operations.add_action(mara, board.pk, text="Late", due=today(YESTERDAY))
    operations.add_action(mara, other.pk, text="Elsewhere", status="done")

    assert texts(all_actions(mara)) == ["Late", "Edi's", "Elsewhere"]
    assert texts(all_actions(edi, ActionFilter(owner="me"))) == ["Edi's"]
    assert texts(all_actions(mara, ActionFilter(owner="nobody"))) == ["Late", "Elsewhere"]
    assert texts(all_actions(mara, ActionFilter(when="overdue"))) == ["Late"]
    assert texts(all_actions(mara, ActionFilter(when="week"))) == ["Edi's"]
    assert texts(all_actions(mara, ActionFilter(when="none"))) == ["Elsewhere"]
    assert texts(all_actions(mara, ActionFilter(canvas=str(other.pk)))) == ["Elsewhere"]
    assert texts(all_actions(mara, ActionFilter(status="planned", sort="-due"))) == ["Edi's", "Late"]
