"""What is compared: a canvas, or one at a day or version, by its word in an address: "12", "12@2026-03-01"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.past import Moment, Still, moment_of, still_at
from rapport.apps.canvas.queries.past.pages import period_at
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in

MOST = 4
LETTERS = "ABCD"
AT = "@"


@dataclass(frozen=True, slots=True)
class Column:
    """One canvas at one moment, with its letter on the page."""

    word: str
    letter: str
    canvas: Canvas
    moment: Moment
    still: Still
    slug: str

    @property
    def title(self) -> str:
        """The title of the canvas, with the moment where it is not now."""
        return self.still.title if self.moment.is_now else f"{self.still.title} · {self.moment.title}"

    @property
    def chosen(self) -> str:
        """Its word among the things to choose, where a day stands in a field beside."""
        return self.word.partition(AT)[0] if self.moment.is_a_day else self.word

    @property
    def url(self) -> str:
        """Where it is shown alone."""
        place = [self.slug, self.canvas.pk]
        if self.moment.is_now:
            return reverse("canvas:board", args=place)
        kind, _dash, number = self.moment.word.partition("-")
        query = f"day={self.moment.word}" if self.moment.is_a_day else f"{kind}={number}"
        return f"{reverse('canvas:past', args=place)}?{query}"

    @property
    def hue(self) -> str:
        """The colour of its segment."""
        return self.canvas.segment.hue if self.canvas.segment else "slate"

    @property
    def period(self) -> str:
        """The period of its figures."""
        return period_at(self.canvas, self.moment)

    @property
    def figures_key(self) -> tuple[object, ...]:
        """Columns with the same key have the same figures."""
        return (self.canvas.figures_subject, self.canvas.region_id, self.period)


def words_asked(canvas_id: int, of: Sequence[str], on: Sequence[str]) -> list[str]:
    """The words of an address, this canvas first where none is given; `on` are days beside those of the same place.

    >>> words_asked(7, ["", "12", "12"], ["", "", "2026-03-01"])
    ['7', '12', '12@2026-03-01']
    """
    days = [*on, *[""] * len(of)]
    chosen = [f"{word.partition(AT)[0]}{AT}{day}" if day else word for word, day in zip(of, days, strict=False) if word]
    if not chosen:
        return [str(canvas_id)]
    return chosen if of[0] else [str(canvas_id), *chosen]


def columns_of(member: Member, words: Sequence[str]) -> list[Column]:
    """The columns of these words, each once. Raises Missing, and Refused for more than four."""
    distinct = list(dict.fromkeys(words))
    if len(distinct) > MOST:
        raise Refused(_("At most %s canvases stand side by side.") % MOST, place="of", code="too many")
    return [_column(member, word, LETTERS[place]) for place, word in enumerate(distinct)]


def _column(member: Member, word: str, letter: str) -> Column:
    said, _at, moment = word.partition(AT)
    number = number_in(said)
    if number is None:
        raise Missing(_("There is no such canvas."), place="of")
    canvas = canvas_of(member, number)
    found = moment_of(member, canvas, moment)
    return Column(word, letter, canvas, found, still_at(member, canvas, found), member.workspace.slug)
