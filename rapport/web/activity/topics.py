"""Who may hear of a topic: whoever may view what it is about."""

import logging

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.rights import ALL_RIGHTS

log = logging.getLogger("rapport.live")

# Topics that are not called like the right to view what they are about.
RIGHTS = {
    "analyses": "metrics.view",
    "calls": "conversations.view",
    "canvases": "canvas.view",
    "exports": "exports.run",
    "figures": "metrics.view",
    "import": "imports.run",
    "imports": "imports.run",
    "job": "jobs.view",
    "meetings": "conversations.view",
    "messages": "conversations.view",
    "parties": "customers.view",
    "party": "customers.view",
    "privacy": "privacy.manage",
    "rates": "workspace.manage",
    "targets": "metrics.view",
    "tasks": "conversations.view",
    "work": "conversations.view",
    "workspace": "activity.view",
}


def sees(member: Member, topic: str) -> bool:
    """May the member be told that something has changed there? A topic of no known right is told to nobody.

    What is somebody's own is told to them alone.
    """
    if topic.startswith("notifications:"):
        return topic == f"notifications:{member.pk}"
    right = right_for(topic)
    return right is not None and member.may(right)


def right_for(topic: str) -> str | None:
    """The right behind a topic: by its noun, `canvas:7` needs `canvas.view`.

    >>> right_for("canvas:7"), right_for("figures"), right_for("segment:3")
    ('canvas.view', 'metrics.view', 'segments.view')
    """
    noun = topic.partition(":")[0]
    for right in (RIGHTS.get(noun, ""), f"{noun}.view", f"{noun}s.view"):
        if right in ALL_RIGHTS:
            return right
    log.error("nobody can hear of the topic %r: name its right in rapport/web/activity/topics.py", topic)
    return None
