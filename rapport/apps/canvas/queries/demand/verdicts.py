"""Whether regions really differ, by the chi-square test of their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.analytics.comparing import chance_of_such_shares
from rapport.apps.canvas.queries.demand.lines import Line
from rapport.ui import figures

CLEAR = 0.05
RARE = 0.01


def verdict(shares: Sequence[tuple[float | None, int | None]]) -> str:
    """Whether regions differ: "real", "chance", "unknown" where too few customers stand behind the figures, or
    "alone" where there is nothing to compare with."""
    if len(shares) < 2:
        return "alone"
    chance = _chance(shares)
    if chance is None:
        return "unknown"
    return "real" if chance < CLEAR else "chance"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the test of some regions says, with its chance; `left_out` had too few to be tested with the others."""

    word: str
    chance: float | None = None
    left_out: tuple[str, ...] = ()

    @classmethod
    def on(cls, lines: Sequence[Line]) -> Verdict:
        """The test over all regions with at least five behind their share."""
        known = [line for line in lines if line.is_known]
        shares = [(line.value, line.n) for line in known]
        if len(lines) > 1 and len(known) < 2:
            return cls("unknown")
        left_out = tuple(line.title for line in lines if not line.is_known)
        if len(lines) > 1 and {line.value for line in known} in ({0.0}, {1.0}):
            # Nobody anywhere, or everybody everywhere: there is nothing to test, and no difference.
            return cls("chance", None, left_out)
        return cls(verdict(shares), _chance(shares), left_out)

    @property
    def words(self) -> str:
        """The answer in a sentence."""
        return {
            "real": _("The regions differ more than chance would make them."),
            "chance": _("No difference between the regions is shown."),
            "alone": _("One region: nothing to compare with."),
        }.get(self.word, _("Too few to say whether the regions differ."))

    @property
    def chance_words(self) -> str:
        """How often regions that are alike would look as unlike as these; "" where it was not tested."""
        if self.chance is None or self.word == "alone":
            return ""
        if self.chance < RARE:
            return _("Chance alone would do that in fewer than 1 of 100 cases.")
        return _("Chance alone would do that in %(n)s of 100 cases.") % {"n": figures.number(round(self.chance * 100))}

    @property
    def left_out_words(self) -> str:
        """Which regions could not be tested."""
        return _("Left out, too few: %(names)s.") % {"names": ", ".join(self.left_out)} if self.left_out else ""


def _chance(shares: Sequence[tuple[float | None, int | None]]) -> float | None:
    known = [(value, n) for value, n in shares if value is not None and n]
    if len(known) < max(2, len(shares)):
        return None
    return chance_of_such_shares(known)
