"""Moves that improve a relationship, ready to be made actions: the ten of the relationship catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Move:
    """A move in a word, and the action it suggests."""

    title: str | Promise
    action: str | Promise


IMPROVING_MOVES = (
    Move(
        _("Segment and tailor"),
        _("Split this segment where it behaves differently, and write to each part in its own words"),
    ),
    Move(_("Ask and listen"), _("Ask ten customers what they would change first, and answer each of them")),
    Move(_("Content of value"), _("Publish one piece that solves a question they keep asking, without selling in it")),
    Move(_("Reward loyalty"), _("Thank those who bought three times with something others do not get")),
    Move(
        _("Resolve complaints fast"),
        _("Answer every complaint the same day, and call back whoever is still unhappy after a week"),
    ),
    Move(_("Surprise and delight"), _("Put an unexpected small gift and a hand-written line into twenty parcels")),
    Move(_("Incentives"), _("Offer a first-time discount or a free sample to those who looked and did not buy")),
    Move(_("Educate and entertain"), _("Make a short series that teaches one thing an episode and is fun to watch")),
    Move(_("Help them use it"), _("Send a how-to the day after delivery, and ask two weeks later whether it worked")),
    Move(
        _("Put yourself in their place"),
        _("Buy something as a customer would, write down each feeling, and fill in the empathy map"),
    ),
)
