"""What a member may read in the log: nothing about single records out of reach, nothing about hidden fields."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.rights import FieldRights, fields_of

# Subjects of records that are one person or company; their label is a name.
SINGLE = "party"
VALUES = ("before", "after")
SIGN_INS = Q(verb__in=["member.signed_in", "member.signed_out", "sign_in.refused"])
WORK = ("task.", "tasks.", "call.", "meeting.", "message.", "work.")


def seen_in_log(member: Member) -> Q:
    """The records of the log that the member may read."""
    return _about_customers(member) & _about_work(member) & _about_sign_ins(member)


def _about_work(member: Member) -> Q:
    """Tasks, calls, meetings and messages are told of to who sees all of them, and one's own deeds to oneself."""
    if member.scope("conversations.view") == "all":
        return Q()
    work = reduce(or_, [Q(verb__startswith=start) for start in WORK])
    return ~work | Q(actor_kind="member", actor_id=member.pk)


def _about_sign_ins(member: Member) -> Q:
    """Who came and went is told to who manages members, and one's own to oneself."""
    if member.may("members.manage"):
        return Q()
    return ~SIGN_INS | Q(subject_type="member", subject_id=str(member.pk))


def _about_customers(member: Member) -> Q:
    if member.scope("customers.view") == "all":
        return Q()
    reached = Party.objects.within(member).annotate(key=Cast("pk", CharField(max_length=40))).values("key")
    return ~Q(subject_type=SINGLE) | Q(subject_id__in=reached)


def told_to(member: Member, details: dict[str, Any]) -> dict[str, Any]:
    """The particulars of a record without the values of fields that the member does not see."""
    fields = fields_of(member)
    if fields.unlimited:
        return details
    return {name: _without_hidden(fields, value) if name in VALUES else value for name, value in details.items()}


def _without_hidden(fields: FieldRights, value: Any) -> Any:
    return fields.project(value) if isinstance(value, dict) else value
