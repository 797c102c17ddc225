"""The verbs of this room; the only writers of its tables."""

from rapport.apps.tracking.operations._judging import RecordFacts, number_of, record_errors
from rapport.apps.tracking.operations.events import (
    EventFacts,
    assign,
    assign_again,
    event_errors,
    event_name,
    identify,
    record_events,
)
from rapport.apps.tracking.operations.records import RecordTrial, record_records, take_back_records

__all__ = [
    "EventFacts",
    "RecordFacts",
    "RecordTrial",
    "assign",
    "assign_again",
    "event_errors",
    "event_name",
    "identify",
    "number_of",
    "record_errors",
    "record_events",
    "record_records",
    "take_back_records",
]
