from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.deals import deals as kind

deals = of_records(kind, order=15, columns={"deal": "deal_key"})
