from django.db.models import Q

from rapport.analytics.facts.touches import touches as fact
from rapport.apps.conversations.models import Call
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.insights.extracts.touches import touches

REACHED = ("", "spoke", "left_message")

touches_by_phone = Extract(
    name="touches_by_phone",
    title="Contacts by phone",
    help="Calls that were held and reached the customer, or left a message; planned, cancelled and missed ones are no "
    "contact. What they cost is not known.",
    fact=fact,
    model=Call,
    columns={"id": "id", "customer": "party_id", "at": "at", "direction": "direction", "minutes": "minutes"},
    always={"channel": "phone"},
    counts=Q(held_at__isnull=False, cancelled_at=None, result__in=REACHED),
    bucket_from=("customer", "id"),
    gone_with={"customer": Party},
    joins=touches,
    place=1,
    order=21,
)
