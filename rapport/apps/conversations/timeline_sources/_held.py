"""What is said of a call or a meeting that nobody has marked as held."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from rapport.kernel.clock import now
from rapport.kernel.timeline import Words


def not_held(at: datetime) -> Words:
    """Still to come, or forgotten."""
    return _("planned") if at > now() else _("not marked as held")
