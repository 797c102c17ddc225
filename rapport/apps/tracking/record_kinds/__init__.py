"""The kinds of records that come from other tools: one file for each fact table they fill."""

from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, RecordRule
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.apps.tracking.record_kinds", RecordKind)

__all__ = ["RecordField", "RecordKind", "RecordRule", "catalogue"]
