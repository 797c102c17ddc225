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
from rapport.apps.conversations.queries.carers import Given, given_by
from rapport.kernel.clock import now

KIND = "carer"
NEWS = timedelta(days=1)
CONDITIONS = {"account_manager_id": "account_manager", "sales_rep_id": "sales_rep"}


def tell_carers(workspace: Any, records: list[Activity]) -> None:
    """One notification a deed; what a later portion of a doing adds goes into the one that is there.

    What lies further back is no news: a follower that begins reads the whole log.
    """
    records = [record for record in records if record.at > now() - NEWS]
    authors = {record.actor_id for record in records if record.actor_kind == "member"}
    known = {
        one.pk: one for one in Member.objects.of(workspace).filter(pk__in=authors).select_related("user", "workspace")
    }
    for record in records:
        author = known.get(record.actor_id) if record.actor_kind == "member" else None
        if author is not None:
            for given in given_by(workspace, record):
                _tell(author, given)


def _tell(author: Member, given: Given) -> None:
    slug = author.workspace.slug
    if given.party is not None:
        url = reverse("customers:party", args=[slug, given.party.pk])
        notify_members(author, [given.member_id], kind=KIND, url=url, text=given.party.name)
        return
    url = _list_of(slug, given)
    text = ngettext("%(count)s customer", "%(count)s customers", given.count) % {"count": given.count}
    told = Notification.objects.of(author).filter(member=given.member_id, kind=KIND, url=url)
    if not told.update(text=text):
        notify_members(author, [given.member_id], kind=KIND, url=url, text=text)


def _list_of(slug: str, given: Given) -> str:
    """The list of those the member looks after; the doing's token tells one deed from another."""
    leaf = {"condition": CONDITIONS[given.column], "operator": "is", "value": given.member_id}
    rule = json.dumps({"all": [leaf]}, separators=(",", ":"))
    return f"{reverse('customers:parties', args=[slug])}?{urlencode({'rule': rule})}#{given.token}"
