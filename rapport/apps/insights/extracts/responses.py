from rapport.analytics.facts.responses import responses as fact
from rapport.apps.customers.models import Party
from rapport.apps.feedback.models import Response
from rapport.apps.insights.extracts._extract import Extract

responses = Extract(
    name="responses",
    title="Responses",
    help="Answers to surveys. Their words stay in the database; the lake holds scores.",
    fact=fact,
    model=Response,
    columns={
        "id": "id",
        "customer": "customer_id",
        "at": "at",
        "kind": "kind",
        "score": "score",
        "touchpoint": "touchpoint",
        "channel": "channel",
        "survey": "survey",
        "region": "region__name",
    },
    bucket_from=("customer", "id"),
    lost_with={"customer": Party},
    order=5,
)
