"""Which of many people an entry of the log may speak of: a first look that misses nobody of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapport.kernel.personal_data import Person
from rapport.kernel.redacting import DIGITS, RUN_OF_DIGITS
from rapport.kernel.text import folded

WORD = re.compile(r"\w+")
Places = dict[str, set[int]]


class Crowd:
    """People by what an entry would have to hold of them; only those whom it may name need look at it closely."""

    def __init__(self, people: Sequence[Person], row_ids: Sequence[Iterable[str]]) -> None:
        self._words: Places = defaultdict(set)
        self._marks: Places = defaultdict(set)
        self._numbers: Places = defaultdict(set)
        self._ids: Places = defaultdict(set)
        self._always: set[int] = set()
        for place, (person, ids) in enumerate(zip(people, row_ids, strict=True)):
            self._take(place, person, ids)

    def named_in(self, record: Any) -> set[int]:
        """The places of those who may be in the record."""
        found = {*self._always, *self._ids.get(record.subject_id, ())}
        for value in _values([record.subject_label, record.actor_label, record.details]):
            if isinstance(value, str):
                found |= self._named_in_text(value)
            found |= self._ids.get(str(value), set())
        return found

    def _take(self, place: int, person: Person, row_ids: Iterable[str]) -> None:
        for number in (*map(str, person.ids), *row_ids):
            self._ids[number].add(place)
        for said in person.words.said:
            words = WORD.findall(folded(said))
            (self._words[max(words, key=len)] if words else self._always).add(place)
        for mark in person.words.marks:
            self._marks[mark].add(place)
        for number in person.words.numbers:
            self._numbers[number[-DIGITS:]].add(place)

    def _named_in_text(self, text: str) -> set[int]:
        plain = folded(text)
        found = set(self._marks.get(plain, ()))
        for word in WORD.findall(plain):
            found |= self._words.get(word, set())
        for run in RUN_OF_DIGITS.findall(text):
            digits = "".join(character for character in run if character.isdigit())
            found |= self._numbers.get(digits[-DIGITS:], set())
        return found


def _values(value: Any) -> Iterator[str | int]:
    """Every text and number inside a value as JSON holds it, and the numbers under which things stand."""
    if isinstance(value, dict):
        yield from (key for key in value if key.isdecimal())
        for one in value.values():
            yield from _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, str | int):
        yield value
