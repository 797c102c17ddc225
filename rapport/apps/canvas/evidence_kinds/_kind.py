"""What a kind of evidence must be able to do: check its settings, say itself in words, and judge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Says = Literal["supports", "contradicts", ""]
Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the canvas's subject and period, as insights answered it.

    `state` is "ok" where the value may be relied on; else `words` say what is the matter.
    """

    title: str
    value: float | None
    low: float | None
    high: float | None
    state: str
    words: str
    value_text: str
    interval_text: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a piece of evidence says today. Empty `says` is no decision, with the reason in words."""

    says: Says
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A field a person fills in: `kind` is text, number, date or metric, or choice with its `choices`."""

    name: str
    label: str
    kind: Literal["text", "number", "date", "metric", "choice"]
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """One way to test a claim.

    `checked` returns settings fit to be stored or raises Refused naming the field; `sentence` says the evidence in
    words; `judge` gets settings, the direction chosen by its author, the moment it was added, and the figures of
    the metrics that `metrics` asks for.
    """

    name: str
    title: str
    help: str
    settings: tuple[Setting, ...]
    checked: Callable[[Settings], dict[str, Any]]
    sentence: Callable[[Settings], str]
    judge: Callable[[Settings, Says, datetime, Figures], Verdict]
    metrics: Callable[[Settings], tuple[str, ...]] = lambda settings: ()
    order: int = 100


def opposite(says: Says) -> Says:
    """Evidence that turns out the other way round."""
    return {"supports": "contradicts", "contradicts": "supports", "": ""}[says]  # type: ignore[return-value]
