from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.leads import leads as kind

leads = of_records(kind, order=14)
