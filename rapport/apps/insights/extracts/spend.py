from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.spend import spend as kind

spend = of_records(kind, order=13)
