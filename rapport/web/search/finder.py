"""What a kind of thing has to say to be found from the top bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from rapport.apps.accounts.models import Member
from rapport.kernel.text import folded

LONGEST = 100
MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """What a member looks for: at most so many of a kind, what is near (a canvas) first.

    `kept` holds what one finder has read and another can use.
    """

    member: Member
    text: str
    most: int
    near: int | None = None
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def words(self) -> list[str]:
        """The words without accents and case."""
        return folded(self.text[:LONGEST].replace("\x00", "")).split()[:MOST_WORDS]

    def names(self, text: str) -> bool:
        """Do all words occur in this text?"""
        plain = folded(text)
        return all(word in plain for word in self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what it is called, what tells it from others of that name, and where it is."""

    title: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Finder:
    """One kind of thing that can be found, by whoever has the right.

    `find` is asked for one more than is shown. `more` gives the address of the room's own search, where it has one.
    """

    name: str
    title: str | Promise
    help: str | Promise
    icon: str
    right: str
    find: Callable[[Search], Sequence[Found]]
    more: Callable[[Search], str] | None = None
    order: int = 100
