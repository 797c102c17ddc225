from rapport.apps.tracking.record_kinds.invitations import invitations as kind
from rapport.apps.tracking.retention._records import of_records

invitations = of_records(kind, months=24, order=14)
