"""Telling members of the customers they were given to look after."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.accounts.operations import notify_members
from rapport.apps.activity.models import Activity
from rapport.apps.conversations.queries.carers import CARERS, Given, doing_of, given_by
from rapport.kernel.clock import now

KIND = "carer"
NEWS = timedelta(days=1)
LONGEST_ADDRESS = 300
CONDITIONS = {name: name.removesuffix("_id") for name in CARERS}


def tell_carers(workspace: Any, records: list[Activity]) -> None:
    """One notification a deed; what a later portion of a doing adds goes into the one that is there.

    What lies further back is no news: a follower that begins reads the whole log.
    """
    records = [record for record in records if record.at > now() - NEWS]
    authors = {_author_of(record) for record in records}
    known = {
        one.pk: one for one in Member.objects.of(workspace).filter(pk__in=authors).select_related("user", "workspace")
    }
    for record in _last_of_each_doing(records):
        author = known.get(_author_of(record))
        if author is not None:
            for given in given_by(workspace, record):
                _tell(author, given)


def _author_of(record: Activity) -> int:
    """Whose deed it was; an import says who began it."""
    if record.actor_kind == "import":
        return int(record.details.get("author") or 0)
    return int(record.actor_id or 0) if record.actor_kind == "member" else 0


def _last_of_each_doing(records: list[Activity]) -> list[Activity]:
    """The records without those that a later one of the same doing tells of too."""
    last = {doing_of(record): record for record in records}
    return sorted(last.values(), key=lambda record: record.sequence)


def _tell(author: Member, given: Given) -> None:
    slug = author.workspace.slug
    if given.party is not None:
        url = reverse("customers:party", args=[slug, given.party.pk])
        notify_members(author, [given.member_id], kind=KIND, url=url, text=given.party.name)
        return
    url, text = _list_of(slug, given), _words(given)
    told = Notification.objects.of(author).filter(member=given.member_id, kind=KIND, url=url)
    if given.way == "program":
        told = told.filter(read_at=None)  # what comes after somebody has looked is news again
    if not told.update(text=text):
        notify_members(author, [given.member_id], kind=KIND, url=url, text=text)


def _words(given: Given) -> str:
    said = {"count": given.count, "file": given.source[:200]}
    if given.way == "import":
        one, many = "%(count)s customer, by the import of %(file)s", "%(count)s customers, by the import of %(file)s"
        return ngettext(one, many, given.count) % said
    if given.way == "merge":
        one, many = "%(count)s customer, by merging duplicates", "%(count)s customers, by merging duplicates"
        return ngettext(one, many, given.count) % said
    if given.way == "program":
        one, many = "%(count)s customer, by a program", "%(count)s customers, by a program"
        return ngettext(one, many, given.count) % said
    return ngettext("%(count)s customer", "%(count)s customers", given.count) % said


def _list_of(slug: str, given: Given) -> str:
    """The list of those the member looks after; the doing's token tells one deed from another."""
    page = reverse("customers:parties", args=[slug])
    leaves = [{"condition": CONDITIONS[name], "operator": "is", "value": value} for name, value in given.places]
    for many in range(len(leaves), 0, -1):
        rule = json.dumps({"all" if many == 1 else "any": leaves[:many]}, separators=(",", ":"))
        address = f"{page}?{urlencode({'rule': rule})}#{given.token}"
        if len(address) <= LONGEST_ADDRESS:
            return address
    return f"{page}#{given.token}"
