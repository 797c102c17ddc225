from django.db.models import Q

from rapport.analytics.facts.touches import touches as fact
from rapport.apps.conversations.models import Attendee
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.insights.extracts.touches import touches

touches_at_meetings = Extract(
    name="touches_at_meetings",
    title="Contacts at meetings",
    help="Meetings that were held, one contact for each customer who took part. How much of the time was spent on whom "
    "is not known.",
    fact=fact,
    model=Attendee,
    columns={"id": "id", "customer": "party_id", "at": "at"},
    always={"channel": "meeting"},
    counts=Q(meeting__held_at__isnull=False, meeting__cancelled_at=None),
    bucket_from=("customer", "id"),
    parent="meeting",
    gone_with={"customer": Party},
    joins=touches,
    place=2,
    order=22,
)
