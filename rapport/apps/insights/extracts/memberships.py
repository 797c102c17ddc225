from rapport.analytics.facts.memberships import memberships as fact
from rapport.apps.customers.models import Membership, Party, Segment
from rapport.apps.insights.extracts._extract import Extract

memberships = Extract(
    name="memberships",
    title="Memberships",
    help="Who has been in which segment, from when until when.",
    fact=fact,
    model=Membership,
    columns={"id": "id", "segment": "segment_id", "customer": "party_id", "since": "since", "until": "until"},
    gone_with={"segment": Segment, "customer": Party},
    order=6,
)
