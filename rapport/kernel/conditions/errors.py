"""What is wrong with a tree, and where in it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rapport.kernel.errors import Refused

Place = tuple[str, ...]


class ConditionError(Refused):
    """A tree that is no rule; `place` names the spot, such as "all › 2 › value"."""

    def __init__(self, message: str, place: Sequence[str] = ()) -> None:
        where = " › ".join(place) or _("the rule")
        super().__init__(message, place=where, code="condition")
