"""Who is spoken to in a comment or a note: `@Name` in its text, with the member kept beside it.

What is stored with a comment is the text as it was written and, for each mention in the order of the text, the member
and the name that stands there. A page shows the member's name of today, so a comment reads right also after somebody
was renamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from rapport.kernel.ids import number_in

MOST_MEANT = 50


class Mention(TypedDict):
    """A member who is spoken to, and how the text calls them."""

    member: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be mentioned."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comment: words, or the name of somebody who is spoken to."""

    text: str
    is_mention: bool = False
    is_me: bool = False


def mentions_in(text: str, people: Iterable[Person], *, meant: Sequence[int] = ()) -> list[Mention]:
    """The people a text speaks to, each as often as it does.

    Somebody is called by the whole name, by the address, or by a first name that only they have; where several have
    a name, those of `meant` come first.

    >>> edi, ada = Person(1, "Edi Bo", ""), Person(2, "Ada Roe", "")
    >>> [mention["member"] for mention in mentions_in("@Edi, ask @Ada Roe.", [edi, ada])]
    [1, 2]
    """
    called = _called(people, meant)
    return list(_calls(text, called))


def meant_in(written: str) -> list[int]:
    """The members who were chosen from the list while somebody typed, as the field keeps them.

    >>> meant_in("7,x,12")
    [7, 12]
    """
    return [one for one in map(number_in, written.split(",")[:MOST_MEANT]) if one is not None]


def pieces_of(text: str, mentions: Sequence[Mention], names: Mapping[int, str], *, me: int | None) -> list[Piece]:
    """The text cut at its mentions, which bear the names of today."""
    pieces: list[Piece] = []
    at = 0
    for start, mention in _places(text, mentions):
        pieces.append(Piece(text[at:start]))
        member = mention["member"]
        pieces.append(Piece(f"@{names.get(member, mention['name'])}", is_mention=True, is_me=member == me))
        at = start + 1 + len(mention["name"])
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]


def pieces_as_written(text: str, people: Iterable[Person], *, me: int | None) -> list[Piece]:
    """A text with which no mentions are kept, cut at those it has by the names of today.

    >>> [piece.text for piece in pieces_as_written("Ask @Edi.", [Person(1, "Edi Bo", "")], me=1)]
    ['Ask ', '@Edi', '.']
    """
    return pieces_of(text, mentions_in(text, people), {}, me=me)


def text_of_today(text: str, mentions: Sequence[Mention], names: Mapping[int, str]) -> str:
    """The text with everybody called as they are called today: what an author edits."""
    return "".join(piece.text for piece in pieces_of(text, mentions, names, me=None))


def _called(people: Iterable[Person], meant: Sequence[int]) -> list[Mention]:
    """What each person is called, long names first, and who is meant before who is not."""
    everybody = sorted(people, key=lambda person: (person.id not in meant, person.id))
    firsts = Counter(_first(person) for person in everybody)
    called: list[Mention] = [{"member": person.id, "name": person.name} for person in everybody]
    called += [{"member": person.id, "name": person.email} for person in everybody]
    called += [{"member": person.id, "name": _first(person)} for person in everybody if firsts[_first(person)] == 1]
    return sorted((one for one in called if one["name"]), key=lambda one: -len(one["name"]))


def _first(person: Person) -> str:
    return person.name.partition(" ")[0].casefold()


def _calls(text: str, called: Sequence[Mention]) -> Iterator[Mention]:
    at = text.find("@")
    while at >= 0:
        found = next((one for one in called if _stands_at(text, at, one["name"])), None)
        end = at + 1 + (len(found["name"]) if found else 0)
        if found:
            yield {"member": found["member"], "name": text[at + 1 : end]}
        at = text.find("@", end)


def _stands_at(text: str, at: int, name: str) -> bool:
    end = at + 1 + len(name)
    is_free = at == 0 or not text[at - 1].isalnum()
    return is_free and text[at + 1 : end].casefold() == name.casefold() and not text[end : end + 1].isalnum()


def _places(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    at = 0
    for mention in mentions:
        start = text.find(f"@{mention['name']}", at)
        if start >= 0:
            yield start, mention
            at = start + 1 + len(mention["name"])
