from rapport.apps.insights.extracts._records import of_records
from rapport.apps.tracking.record_kinds.referrals import referrals as kind

referrals = of_records(kind, order=16)
