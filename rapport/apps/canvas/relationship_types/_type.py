"""What a kind of relationship is made of: words, what runs it, what shows that it works, and when it suits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.relationship_types._numbers import Economics, Words
from rapport.apps.canvas.relationship_types._rule import Proposal, Rule, Weighed
from rapport.apps.canvas.relationship_types._signs import Seen, Sign, Workplace

StateName = Literal["designed", "running", "not_set_up"]
STATES: dict[StateName, Words] = {
    "running": gettext_lazy("Running"),
    "designed": gettext_lazy("Designed"),
    "not_set_up": gettext_lazy("Not set up"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of Rapport that runs a type of relationship.

    `room` is the room it belongs to; `exists` whether Rapport has it today.
    """

    title: Words
    room: str
    exists: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """What shows that a type works: a metric of Rapport, or words where there is none yet."""

    metric: str = ""
    words: Words = ""

    @property
    def title(self) -> str:
        return catalogue.get(self.metric).title if self.metric else str(self.words)


@dataclass(frozen=True, slots=True)
class State:
    """How a type stands for a group: a word, the reason, what Rapport does not have yet, and where it looked."""

    name: StateName
    reason: str
    lack: str
    looked_at: tuple[str, ...]

    @property
    def word(self) -> str:
        return str(STATES[self.name])

    @property
    def mark(self) -> str:
        """The sign of the state, for everybody who does not see its colour."""
        return {"running": "●", "designed": "◐", "not_set_up": "○"}[self.name]


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """One kind of relationship.

    `help` says what it is, `example` one of it, `suits` when to think of it. Its state follows from `signs`, what
    the advisor says of it from `rule`.
    """

    name: str
    title: Words
    help: Words
    example: Words
    suits: Words
    run_by: tuple[Part, ...]
    watch: tuple[Watch, ...]
    rule: Rule
    signs: tuple[Sign, ...] = ()
    claim: Words = ""
    order: int = 100

    def state(self, workplace: Workplace) -> State:
        """Running where it is seen at work; designed where it is chosen and Rapport has something to run it with, or
        where something is prepared; else not set up.
        """
        seen = [found for sign in self.signs if (found := sign.seen(workplace))]
        looked_at = tuple(dict.fromkeys(sign.looked_at for sign in self.signs))
        at_work = [one for one in seen if one.at_work]
        if at_work:
            return State("running", _found(at_work, workplace), self._lack(), looked_at)
        if seen:
            return State("designed", _prepared(seen), self._lack(), looked_at)
        if workplace.is_chosen and any(part.exists for part in self.run_by):
            return State("designed", _("Chosen here; nothing of it is seen at work yet."), self._lack(), looked_at)
        return State("not_set_up", self._nothing(), self._lack(needs=True), looked_at)

    def fits(self, economics: Economics) -> Proposal | None:
        """The proposal of this type that a group's numbers lead to, or none."""
        return self.rule.proposed(economics)

    def weighed(self, economics: Economics) -> Weighed:
        """The rule held against a group's numbers, also where nothing follows from it."""
        return self.rule.weighed(economics)

    def missing(self) -> Iterator[Part]:
        """The parts that would run it and that Rapport does not have yet."""
        return (part for part in self.run_by if not part.exists)

    def _lack(self, *, needs: bool = False) -> str:
        """Which parts Rapport does not have yet: "Needs the support inbox, which Rapport does not have yet."."""
        titles = [str(part.title) for part in self.missing()]
        if not titles:
            return ""
        names = titles[0] if len(titles) == 1 else _("%(some)s and %(last)s") % _split(titles)
        if needs:
            return _("Needs %(names)s, which Rapport does not have yet.") % {"names": names}
        return _("Rapport does not have %(names)s yet.") % {"names": names}

    def _nothing(self) -> str:
        if any(part.exists for part in self.run_by) or self.signs:
            return _("Nothing of it is seen at work.")
        return _("Rapport has nothing yet that could run it or see it.")


def _found(seen: list[Seen], workplace: Workplace) -> str:
    words = {"seen": "; ".join(one.words for one in seen), "period": workplace.period}
    return (_("Seen at work: %(seen)s (%(period)s).") if workplace.period else _("Seen at work: %(seen)s.")) % words


def _prepared(seen: list[Seen]) -> str:
    words = "; ".join(one.words for one in seen)
    return _("Prepared: %(seen)s. Nothing is seen at work yet.") % {"seen": words}


def _split(titles: list[str]) -> dict[str, str]:
    return {"some": ", ".join(titles[:-1]), "last": titles[-1]}
