"""Which records are compared at all: those that share a key of a rule, never everybody with everybody."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from rapport.apps.customers.comparisons import Record, RuleNode, values_of

# In a block of more records each is compared with this many that come next to it by name.
WINDOW = 40
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its name, with how sure it makes."""

    name: str
    kind: str
    weight: float
    node: RuleNode


@dataclass(frozen=True, slots=True)
class Blocks:
    """Records in the order of their names, and the keys they share."""

    ids: Numbers
    hashes: Numbers
    places: Numbers

    @property
    def crowded(self) -> int:
        """How many blocks have more records than are compared with one another."""
        _, counts = np.unique(self.hashes, return_counts=True)
        return int((counts > WINDOW).sum())

    def pairs(self, wanted: set[int] | None = None) -> Numbers:
        """Pairs of ids that share a key, two columns, each once; only those with a record that is `wanted`."""
        chosen = None if wanted is None else np.isin(self.ids, np.fromiter(wanted, np.int64, len(wanted)))
        found = [np.empty(0, np.int64)]
        for distance in range(1, WINDOW + 1):
            alike = self.hashes[:-distance] == self.hashes[distance:]
            if not alike.any():
                break
            first, second = self.places[:-distance][alike], self.places[distance:][alike]
            if chosen is not None:
                some = chosen[first] | chosen[second]
                first, second = first[some], second[some]
            found.append(np.unique(np.minimum(first, second) << 32 | np.maximum(first, second)))
        codes = np.unique(np.concatenate(found))
        codes = codes[codes >> 32 != codes & 0xFFFFFFFF]
        return np.stack([self.ids[codes >> 32], self.ids[codes & 0xFFFFFFFF]], axis=1)


def blocks_of(records: Iterable[Record], rules: list[Rule], seen: Callable[[int], None]) -> Blocks:
    """The keys of all records, read once; a record takes some hundred bytes here, whatever it holds."""
    ids, hashes, places = array("q"), array("q"), array("q")
    for place, record in enumerate(records):
        ids.append(record["id"])
        values = values_of(record)
        for number, rule in enumerate(rules):
            if rule.kind == record["kind"]:
                for key in rule.node.keys(values):
                    hashes.append(_hash(f"{number} {key}"))
                    places.append(place)
        seen(place)
    order = np.argsort(np.frombuffer(hashes, np.int64), kind="stable") if hashes else np.empty(0, np.int64)
    numbers = (np.frombuffer(one, np.int64) if one else np.empty(0, np.int64) for one in (ids, hashes, places))
    own, keys, where = numbers
    return Blocks(own, keys[order], where[order])


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
