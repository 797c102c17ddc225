from rapport.apps.tracking.record_kinds.touches import touches as kind
from rapport.apps.tracking.retention._records import of_records

touches = of_records(kind, months=36, order=12)
