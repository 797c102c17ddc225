from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.invitations import invitations as kind

invitations = of_records(kind, order=11)
