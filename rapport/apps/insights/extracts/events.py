from rapport.analytics.facts.events import events as fact
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract
from rapport.apps.tracking.models import Event

events = Extract(
    name="events",
    title="Events",
    help="What customers did on websites and in apps. Its properties stay in the database.",
    fact=fact,
    model=Event,
    columns={"id": "id", "customer": "party_id", "at": "at", "name": "name", "channel": "channel"},
    bucket_from=("customer", "id"),
    lost_with={"customer": Party},
    order=6,
)
