"""Signs that a kind of relationship is at work: what the workspace has recorded of a group, read by its words.

Rapport sees a relationship only where it leaves a record. A sign names the record (a channel of orders, a touchpoint
that was asked about, a tag, …) and the words that stand for the type; what is found is shown with its count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from rapport.apps.canvas.relationship_types._numbers import Words
from rapport.ui.figures import number

Source = Literal["order_channel", "touchpoint", "acquired_through", "tag", "segment", "product"]
SOURCES: dict[str, Words] = {
    "order_channel": gettext_lazy("channels of orders"),
    "touchpoint": gettext_lazy("touchpoints that surveys asked about"),
    "acquired_through": gettext_lazy("channels that customers came through"),
    "tag": gettext_lazy("tags of customers"),
    "segment": gettext_lazy("other segments these customers are in"),
    "product": gettext_lazy("products that were ordered"),
}
_COUNTED: dict[str, Words] = {
    "order_channel": ngettext_lazy("%(n)s order through", "%(n)s orders through", "count"),
    "touchpoint": ngettext_lazy("%(n)s answer about", "%(n)s answers about", "count"),
    "acquired_through": ngettext_lazy("%(n)s customer came through", "%(n)s customers came through", "count"),
    "tag": ngettext_lazy("%(n)s customer tagged", "%(n)s customers tagged", "count"),
    "segment": ngettext_lazy("%(n)s customer also in", "%(n)s customers also in", "count"),
    "product": ngettext_lazy("%(n)s order of", "%(n)s orders of", "count"),
}
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the workspace has of the group of a canvas: records by source and word, canvases, targets.

    `is_chosen` says whether the type stands on the canvas. `recorded` counts what happened in the `period`;
    `key_canvases` are canvases about single customers of the group, `kept_canvases` those of them on which
    somebody has taken on an action; `targets` are metrics with a target for the group.
    """

    is_chosen: bool = False
    period: str = ""
    recorded: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    key_canvases: int = 0
    kept_canvases: int = 0
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Something found: its words, and whether it shows the type at work or only prepared."""

    words: str
    at_work: bool


class Sign(Protocol):
    """A way to see a type at work."""

    @property
    def looked_at(self) -> str:
        """Where it looks, in words."""

    def seen(self, workplace: Workplace) -> Seen | None:
        """What is there, or nothing."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Records whose name holds one of the words: a whole word, with or without accents and a plural s.

    `unless` are words beside which it means something else, as in “online store”. `prepares` is for records that only
    make ready, as a list of people does.
    """

    source: Source
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    prepares: bool = False

    @property
    def looked_at(self) -> str:
        return str(SOURCES[self.source])

    def seen(self, workplace: Workplace) -> Seen | None:
        recorded = workplace.recorded.get(self.source, {})
        named = {name: count for name, count in recorded.items() if count and self.names(name)}
        if not named:
            return None
        total = sum(named.values())
        counted = str(_COUNTED[self.source] % {"count": total, "n": number(total)})
        return Seen(f"{counted} {_listed(list(named))}", at_work=not self.prepares)

    def names(self, name: str) -> bool:
        """Does a name hold one of the words, and none that gives it another meaning?"""
        plain = f" {plain_words(name)} "
        return _holds(plain, self.words) and not _holds(plain, self.unless)


@dataclass(frozen=True, slots=True)
class KeyCanvases:
    """Canvases about one customer each: somebody thinks about them one by one."""

    @property
    def looked_at(self) -> str:
        return _("canvases about single customers, and who has taken on actions there")

    def seen(self, workplace: Workplace) -> Seen | None:
        if workplace.kept_canvases:
            return Seen(_with_count(_KEPT, workplace.kept_canvases), at_work=True)
        if workplace.key_canvases:
            return Seen(_with_count(_KEY, workplace.key_canvases), at_work=False)
        return None


@dataclass(frozen=True, slots=True)
class Targets:
    """Targets for this group: somebody has said what to watch for."""

    metrics: tuple[str, ...]

    @property
    def looked_at(self) -> str:
        return _("targets for this group")

    def seen(self, workplace: Workplace) -> Seen | None:
        watched = [name for name in self.metrics if name in workplace.targets]
        if not watched:
            return None
        return Seen(_with_count(_TARGETS, len(watched)), at_work=False)


_KEPT = ngettext_lazy(
    "%(n)s customer with a canvas of its own and an owner of its actions",
    "%(n)s customers with a canvas of their own and an owner of its actions",
    "count",
)
_KEY = ngettext_lazy("%(n)s customer with a canvas of its own", "%(n)s customers with a canvas of their own", "count")
_TARGETS = ngettext_lazy("%(n)s target to watch for this group", "%(n)s targets to watch for this group", "count")


def plain_words(text: str) -> str:
    """Small letters without accents, words apart.

    >>> plain_words("Café-Club, München")
    'cafe club munchen'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(one for one in letters if not unicodedata.combining(one))))


def _holds(plain: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in plain or f" {word}s " in plain for word in words)


def _with_count(words: Words, count: int) -> str:
    return str(words % {"count": count, "n": number(count)})  # type: ignore[operator]


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return shown if more <= 0 else _("%(names)s and %(more)s more") % {"names": shown, "more": more}
