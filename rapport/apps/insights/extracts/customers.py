from rapport.analytics.facts.customers import customers as fact
from rapport.apps.customers.models import Party
from rapport.apps.insights.extracts._extract import Extract

customers = Extract(
    name="customers",
    title="Customers",
    help="Every person and company, archived ones too: what they bought stays true.",
    fact=fact,
    model=Party,
    columns={
        "id": "id",
        "kind": "kind",
        "region": "region__name",
        "country": "region__country",
        "first_seen": "first_seen_at",
        "acquired_at": "acquired_at",
        "channel": "acquisition_channel",
    },
    bucket_from=("id",),
    order=1,
)
