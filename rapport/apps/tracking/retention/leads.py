from rapport.apps.tracking.record_kinds.leads import leads as kind
from rapport.apps.tracking.retention._records import of_records

leads = of_records(kind, months=24, order=13)
