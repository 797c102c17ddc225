from rapport.analytics.facts.touches import touches as fact
from rapport.apps.conversations.models import Message
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.insights.extracts.touches import touches

touches_by_message = Extract(
    name="touches_by_message",
    title="Contacts by message",
    help="Messages from and to customers that are kept with them. Their words stay in the database.",
    fact=fact,
    model=Message,
    columns={"id": "id", "customer": "party_id", "at": "at", "channel": "channel", "direction": "direction"},
    bucket_from=("customer", "id"),
    gone_with={"customer": Party},
    joins=touches,
    place=3,
    order=23,
)
