from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.assignments import assignments as kind

assignments = of_records(kind, order=17)
