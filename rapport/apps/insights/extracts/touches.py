from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.touches import touches as kind

touches = of_records(kind, order=20, shared=True)
