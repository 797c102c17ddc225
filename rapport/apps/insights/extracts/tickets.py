from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.tickets import tickets as kind

tickets = of_records(kind, order=12)
