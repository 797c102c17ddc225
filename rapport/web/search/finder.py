"""What a kind of thing has to say to be found from the top bar."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.functional import Promise

from rapport.apps.accounts.models import Member
from rapport.kernel.findable import nearness_of
from rapport.kernel.text import folded

T = TypeVar("T")
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

    def named(self, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
        """The things in whose name all words occur, one more than is shown.

        First those that begin with what is looked for, then those of which a word begins with each, then the others.
        """
        named = ((folded(name(one)), one) for one in things)
        near = [(nearness_of(plain, self.words), one) for plain, one in named if all(w in plain for w in self.words)]
        return [one for _nearness, one in sorted(near, key=lambda pair: pair[0])[: self.most + 1]]


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
