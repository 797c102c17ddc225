"""Which records are compared at all: those that share a key of a rule, never everybody with everybody."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from rapport.apps.customers.comparisons import Record, RuleNode, Values, comparisons, values_of

# In a block of more records each is compared with this many that come next to it by name.
WINDOW = 40
Numbers = NDArray[np.int64]
# A key, the place of a record in its block, the number of the record.
Entry = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its name, with how sure it makes."""

    name: str
    kind: str
    weight: float
    node: RuleNode


@dataclass(frozen=True, slots=True)
class Blocks:
    """The entries of all records, three columns, those of one key together and in the order of their places."""

    entries: Numbers

    @property
    def crowded(self) -> int:
        """How many blocks have more records than are compared with one another."""
        _, counts = np.unique(self.entries[:, 0], return_counts=True)
        return int((counts > WINDOW).sum())

    def pairs(self) -> Numbers:
        """Pairs of records that share a key, two columns, each once."""
        keys = self.entries[:, 0]
        ids, numbers = np.unique(self.entries[:, 2], return_inverse=True)
        found = [np.empty(0, np.int64)]
        for distance in range(1, WINDOW + 1):
            alike = keys[:-distance] == keys[distance:]
            if not alike.any():
                break
            first, second = numbers[:-distance][alike], numbers[distance:][alike]
            found.append(np.unique(np.minimum(first, second) << 32 | np.maximum(first, second)))
        codes = np.unique(np.concatenate(found))
        return np.stack([ids[codes >> 32], ids[codes & 0xFFFFFFFF]], axis=1)


def blocks_of(records: Iterable[Record], rules: Sequence[Rule], seen: Callable[[int], None]) -> Blocks:
    """The keys of all records, read once; a record takes some hundred bytes here, whatever it holds."""
    rules, numbers = to_look_by(rules), array("q")
    for done, record in enumerate(records):
        for entry in entries_of(record, rules):
            numbers.extend(entry)
        seen(done)
    found = np.array(numbers, np.int64).reshape(-1, 3)
    return Blocks(found[np.lexsort((found[:, 2], found[:, 1], found[:, 0]))])


def to_look_by(rules: Sequence[Rule]) -> list[Rule]:
    """The rules whose keys are needed: whoever shares name, postal code and street shares name and postal code."""
    needed: list[Rule] = []
    for rule in sorted(rules, key=lambda one: len(one.node.keyed_by)):
        keys = {comparisons.get(name).keyed_as or name for name in rule.node.keyed_by}
        if not any(one.kind == rule.kind and one.node.keyed_by and one.node.keyed_by <= keys for one in needed):
            needed.append(rule)
    return needed


def entries_of(record: Record, rules: Sequence[Rule]) -> list[Entry]:
    """The entries of one record: each key once, whichever rules have it."""
    values, kind = values_of(record), record["kind"]
    keys = {key for rule in rules if rule.kind == kind for key in rule.node.keys(values)}
    place = _place(values)
    return [(_hash(f"{kind} {key}"), place, record["id"]) for key in keys]


def secret() -> bytes:
    """What keeps the keys of records from being guessed."""
    return settings.SECRET_KEY.encode()[:64]


def _place(values: Values) -> int:
    """Names that are alike are near each other: by the beginning of their first two words."""
    beginning = "".join(word[:4] for word in (values["similar_name"] or ())[:2]).encode()[:8]
    return int.from_bytes(beginning.ljust(8, b"\0"), "big") - (1 << 63)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8, key=secret()).digest(), "big", signed=True)
