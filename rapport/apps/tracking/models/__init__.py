"""What happened elsewhere: events, known visitors, and the records of other tools, one model for each fact table."""

from rapport.apps.tracking.models._record import Record, RecordQuerySet
from rapport.apps.tracking.models.assignments import Assignment
from rapport.apps.tracking.models.deals import DealStage
from rapport.apps.tracking.models.events import Event
from rapport.apps.tracking.models.invitations import Invitation
from rapport.apps.tracking.models.leads import Lead
from rapport.apps.tracking.models.referrals import Referral
from rapport.apps.tracking.models.spend import Spend
from rapport.apps.tracking.models.subscriptions import Subscription
from rapport.apps.tracking.models.tickets import Ticket
from rapport.apps.tracking.models.touches import Touch
from rapport.apps.tracking.models.visitors import Visitor

__all__ = [
    "Assignment",
    "DealStage",
    "Event",
    "Invitation",
    "Lead",
    "Record",
    "RecordQuerySet",
    "Referral",
    "Spend",
    "Subscription",
    "Ticket",
    "Touch",
    "Visitor",
]
