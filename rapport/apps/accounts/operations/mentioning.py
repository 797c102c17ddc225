"""Telling whom a text calls by @Name: notes on records, tasks, calls, meetings and messages ask here."""

from collections.abc import Callable, Collection, Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations.people import notify_members
from rapport.apps.accounts.queries.mentionable import people_of
from rapport.kernel.mentions import mentions_in


def tell_mentioned(
    author: Member,
    texts: Sequence[tuple[str, str]],
    *,
    may_read: Callable[[Member], bool],
    url: str,
    about: str = "",
    meant: Sequence[int] = (),
    told: Collection[int] = (),
) -> None:
    """Tell each who is called for the first time once, the author never, and nobody who may not read it.

    `texts` are what one thing says, each before the deed and after it; `meant` are members chosen from the list while
    writing, for names that several people have; `told` are those who learn of the deed by another notification.
    """
    if not any("@" in after for _before, after in texts):
        return
    people = people_of(author)
    known = {one["member"] for before, _after in texts for one in mentions_in(before, people)} | {author.pk, *told}
    for _before, after in texts:
        named = {one["member"] for one in mentions_in(after, people, meant=meant)} - known
        known |= named
        readers = [one for one in Member.objects.of(author).filter(pk__in=named) if may_read(one)] if named else []
        notify_members(author, [one.pk for one in readers], kind="mention", url=url, about=about, text=after)
