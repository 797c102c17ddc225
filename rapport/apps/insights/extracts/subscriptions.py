from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.subscriptions import subscriptions as kind

subscriptions = of_records(kind, order=10)
