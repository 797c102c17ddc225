"""What a kind of evidence must be able to do: check its settings, say itself in words, and judge."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.utils.functional import Promise

from rapport.apps.accounts.models import Member
from rapport.apps.insights.queries import Subject

Words = str | Promise
Choice = tuple[str, Words]
Says = Literal["supports", "contradicts", ""]
Settings = Mapping[str, Any]
Known = Mapping[Any, Any]
SettingKind = Literal["text", "long", "number", "whole", "date", "metric", "choice", "pick", "address", "file"]


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
class KeptFile:
    """A file that was handed in: its name, what it is, its size in bytes."""

    id: str
    title: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class About:
    """Who is looking, and whom the canvas is about: with this a kind asks the rooms below.

    `files` gives the files of the canvas by their ids; they are the canvas's own, so it passes them.
    """

    member: Member
    subject: Subject
    region: int | None
    period: str
    files: Callable[[Sequence[str]], Mapping[str, KeptFile]] = lambda ids: {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a piece of evidence says today. Empty `says` is no decision, with the reason in words.

    `title` replaces the kind's sentence where more is known; `quote` are words it brings, `who` said them, and `url`
    leads to that customer or to the page it is about.
    """

    says: Says
    reason: str
    at: datetime | None = None
    title: str = ""
    quote: str = ""
    who: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A field a person fills in. A choice has its `choices`, or is `offered` what the rooms below know.

    `offered` gets the words searched for, which only a "pick" has: a list of things to pick one from.
    """

    name: str
    label: Words
    kind: SettingKind
    help: Words = ""
    choices: tuple[Choice, ...] = ()
    offered: Callable[[About, str], Sequence[Choice]] | None = None
    required: bool = True
    initial: str = ""


Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """One way to test a claim.

    `checked` returns settings fit to be stored or raises Refused naming the field; `sentence` says the evidence in
    words; `judge` gets settings, the direction chosen by its author, the moment it was added, and what is known: the
    figures of the metrics that `metrics` asks for by their names, and by each of its `needs` what `meet` found for it.
    A need that is not met when the evidence is added is refused with `gone`.

    `answers` says which survey answers it rests on, `in_percent` whether a threshold is typed in percent.
    """

    name: str
    title: Words
    help: Words
    settings: tuple[Setting, ...]
    checked: Callable[[Settings], dict[str, Any]]
    sentence: Callable[[Settings], str]
    judge: Callable[[Settings, Says, datetime, Known], Verdict]
    metrics: Callable[[Settings], tuple[str, ...]] = lambda settings: ()
    needs: Callable[[Settings], tuple[Hashable, ...]] = lambda settings: ()
    meet: Callable[[About, Sequence[Any]], Known] = lambda about, needs: {}
    gone: Words = ""
    answers: Callable[[About, Settings], Q] | None = None
    in_percent: Callable[[Settings], bool] = lambda settings: False
    glyph: str = "document-text"
    order: int = 100


def opposite(says: Says) -> Says:
    """Evidence that turns out the other way round."""
    return {"supports": "contradicts", "contradicts": "supports", "": ""}[says]  # type: ignore[return-value]
