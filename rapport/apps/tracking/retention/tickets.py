from rapport.apps.tracking.record_kinds.tickets import tickets as kind
from rapport.apps.tracking.retention._records import of_records

tickets = of_records(kind, months=36, order=11)
