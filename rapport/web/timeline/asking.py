"""What somebody wants to see of a timeline, as it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import TimelineSource

DATE = forms.DateInput(attrs={"type": "date"})
# Further out, a day in one zone may be a day that no calendar has in another.
BOUNDS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31))]
LONGEST, MOST_WORDS = 100, 6
CURSOR, THROUGH = "at", "through"


@dataclass(frozen=True)
class Wanted:
    """Which kinds of entries, of which days, holding which words; of a company also those of its people."""

    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    text: str = ""
    with_people: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(self.text.split()[:MOST_WORDS])

    @property
    def is_narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.kinds or self.since or self.until or self.text)

    def moments(self, zone: Any) -> tuple[datetime | None, datetime | None]:
        """The first moment of the days and the first one after them, in the workspace's zone."""
        start = datetime.combine(self.since, time(), zone) if self.since else None
        end = datetime.combine(self.until + timedelta(days=1), time(), zone) if self.until else None
        return start, end

    def address(self, **more: str) -> str:
        """The query of an address that says all this."""
        said: list[tuple[str, Any]] = [("kind", kind) for kind in self.kinds]
        said += [("since", self.since), ("until", self.until), ("q", self.text)]
        said += [("people", "1" if self.with_people else ""), *more.items()]
        return urlencode([(name, value) for name, value in said if value])


class TimelineForm(forms.Form):
    """Filters of a timeline; what cannot be read is left out and said at its field."""

    kind = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST)
    since = forms.DateField(label=_("From"), required=False, widget=DATE, validators=BOUNDS)
    until = forms.DateField(label=_("To"), required=False, widget=DATE, validators=BOUNDS)
    people = forms.BooleanField(label=_("With its people"), required=False)

    def __init__(self, asked: QueryDict, sources: Sequence[TimelineSource]) -> None:
        super().__init__(asked, auto_id="timeline-%s")
        self.asked = asked
        self.names = [source.name for source in sources]
        self.fields["kind"].choices = [(source.name, source.title) for source in sources]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for. Kinds that are not offered are left out."""
        self.is_valid()
        asked = self.cleaned_data
        kinds = tuple(name for name in self.names if name in self.asked.getlist("kind"))
        return Wanted(
            kinds=kinds,
            since=asked.get("since"),
            until=asked.get("until"),
            text=asked.get("q", "").strip(),
            with_people=bool(asked.get("people")),
        )
