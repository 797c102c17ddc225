"""What scripts say, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def spoken_words() -> dict[str, str]:
    """The sentences of our own elements by name; refusals by the status of the answer (0: no answer at all)."""
    return {
        "people": _("People"),
        "person-offered": _("One person. Enter takes."),
        "people-offered": _("{0} people. Arrow keys choose, Enter takes."),
        "undo": _("Undo"),
        "dismiss": _("Dismiss"),
        "collapse": _("Collapse the rail"),
        "expand": _("Expand the rail"),
        "0": _("No connection to the server. What you did is not saved yet; try again when you are online."),
        "401": _("You have been signed out. Sign in again in another tab, then repeat this."),
        "403": _("Your role does not allow this."),
        "404": _("This no longer exists. Reload the page to see what is there now."),
        "409": _("Somebody changed this in the meantime. Reload to see it, then repeat your change."),
        "413": _("This is too large to be accepted."),
        "429": _("Too many requests at once. Wait a moment, then try again."),
        "500": _("Something went wrong on our side. Nothing was changed; try again in a moment."),
    }
