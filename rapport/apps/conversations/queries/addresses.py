"""Where a task, call, meeting or message is read."""

from django.urls import reverse


def address_of(slug: str, kind: str, row_id: int) -> str:
    """The page of one of them; `kind` is task, call, meeting or message."""
    return reverse(f"conversations:{kind}", args=[slug, row_id])


def own_tasks(slug: str) -> str:
    """The list of one's own tasks."""
    return f"{reverse('conversations:tasks', args=[slug])}?view=mine"
