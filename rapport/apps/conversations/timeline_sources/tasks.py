"""Source of the timeline: tasks that were done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _rows(asked: Asked) -> Any:
    return asked.rows("conversations.Task").filter(done_at__isnull=False).select_related("done_by__user")


def _tell(task: Any, asked: Asked) -> Told:
    who = str(task.done_by) if task.done_by else ""
    return Told(task.title, task.details, asked.url("conversations:task", task.pk), who, state=_("done"))


tasks = TimelineSource(
    name="tasks",
    title=_("Tasks done"),
    help=_("Tasks about the customer at the moment they were ticked off; open ones stand in My day."),
    icon="check-circle",
    hue="action",
    right="conversations.view",
    strands=(Strand(_rows, _tell, at="done_at", searched=("title", "details")),),
    topics=("tasks", "work"),
    order=30,
)
