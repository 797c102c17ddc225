"""What can be said about a value, by its kind; the words are those of the sentence."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Shape = Literal["one", "many", "range", "none", "days", "days_before"]
ValueKind = Literal["text", "number", "amount", "date", "day", "choice", "set", "tag", "region", "segment", "record"]


@dataclass(frozen=True)
class Operator:
    """One way to test a value: its words, and the shape of what it is tested against.

    An operator that `negates` another one is true for exactly those for whom the other is not, unknown values included.
    """

    name: str
    words: str | Promise
    shape: Shape
    negates: str = ""


_KNOWN = (
    Operator("is_known", _("is known"), "none"),
    Operator("is_unknown", _("is not known"), "none", negates="is_known"),
)
_SAME = (
    Operator("is", _("is {value}"), "one"),
    Operator("is_not", _("is not {value}"), "one", negates="is"),
    Operator("is_one_of", _("is one of {value}"), "many"),
    Operator("is_none_of", _("is none of {value}"), "many", negates="is_one_of"),
)
_TEXT = (
    *_SAME,
    Operator("contains", _("contains {value}"), "one"),
    Operator("does_not_contain", _("does not contain {value}"), "one", negates="contains"),
    Operator("starts_with", _("starts with {value}"), "one"),
    *_KNOWN,
)
_NUMBER = (
    Operator("at_least", _("is at least {value}"), "one"),
    Operator("at_most", _("is at most {value}"), "one"),
    Operator("equals", _("is exactly {value}"), "one"),
    Operator("more_than", _("is more than {value}"), "one"),
    Operator("less_than", _("is less than {value}"), "one"),
    Operator("between", _("is from {start} to {end}"), "range"),
    *_KNOWN,
)
_DATE = (
    Operator("in_last_days", _("is within the last {days} days"), "days"),
    Operator("more_than_days_ago", _("is more than {days} days ago"), "days"),
    Operator("within_days_before", _("is within the {days} days up to {date}"), "days_before"),
    Operator("on_or_after", _("is on or after {value}"), "one"),
    Operator("before", _("is before {value}"), "one"),
    Operator("between", _("is from {start} to {end}"), "range"),
    *_KNOWN,
)
_SET = (
    Operator("includes", _("includes {value}"), "one"),
    Operator("does_not_include", _("does not include {value}"), "one", negates="includes"),
    Operator("includes_one_of", _("includes one of {value}"), "many"),
    Operator("includes_none_of", _("includes none of {value}"), "many", negates="includes_one_of"),
    *_KNOWN,
)
_NEXT = Operator("in_next_days", _("is within the next {days} days"), "days")

OPERATORS: dict[ValueKind, dict[str, Operator]] = {
    "text": {operator.name: operator for operator in _TEXT},
    "number": {operator.name: operator for operator in _NUMBER},
    "amount": {operator.name: operator for operator in _NUMBER},
    "date": {operator.name: operator for operator in _DATE},
    "day": {operator.name: operator for operator in (_NEXT, *_DATE)},
    "set": {operator.name: operator for operator in _SET},
    "choice": {operator.name: operator for operator in (*_SAME, *_KNOWN)},
    "tag": {operator.name: operator for operator in _SAME},
    "region": {operator.name: operator for operator in (*_SAME, *_KNOWN)},
    "record": {operator.name: operator for operator in (*_SAME, *_KNOWN)},
    "segment": {operator.name: operator for operator in _SAME},
}

COMPARISONS = ("at_least", "at_most", "equals", "more_than", "less_than", "between")
MEMBERSHIP = ("is", "is_not", "is_one_of", "is_none_of")
