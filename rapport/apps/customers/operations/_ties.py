"""How strongly pairs of records are tied, and the groups that strong ties hold together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.apps.customers.comparisons import COLUMNS, Values, values_of
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._blocks import Numbers, Rule
from rapport.kernel.bulk import chunks

PAIRS_AT_ONCE = 40_000
MOST_IN_A_GROUP = 20
SURE = 0.9
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two records that a rule takes for one."""

    first: int
    second: int
    score: float
    rule: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Records that may be one: as sure as the weakest tie that is needed to hold them together."""

    members: tuple[int, ...]
    score: float
    reasons: tuple[Tie, ...]


def ties_among(workspace_id: int, pairs: Numbers, rules: Sequence[Rule], seen: Callable[[int], None]) -> Iterator[Tie]:
    """The ties of the pairs that some rule holds of; a portion of the records is in memory at a time."""
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        part = pairs[start : start + PAIRS_AT_ONCE].tolist()
        known = _values(workspace_id, {number for pair in part for number in pair})
        for first, second in part:
            if first in known and second in known:
                tie = _tie(first, second, known, rules)
                if tie is not None:
                    yield tie
        seen(start + len(part))


def grouped(ties: Iterable[Tie], distinct: Collection[Pair]) -> list[Group]:
    """Records joined by their strongest ties first; never two that somebody said are different.

    What sure ties hold together is a group by itself. A doubtful tie to one of its records is another group, of those
    whom the doubt is about: it does not make the sure ones less sure.
    """
    joined = _Joined(distinct)
    strongest_first = sorted(ties, key=lambda one: (-one.score, one.first, one.second))
    sure = joined.by(tie for tie in strongest_first if tie.score >= SURE)
    return sure + joined.by(tie for tie in strongest_first if tie.score < SURE)


class _Joined:
    """Who has been joined with whom so far."""

    def __init__(self, distinct: Collection[Pair]) -> None:
        self._apart = _apart(distinct)
        self._home: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}

    def by(self, ties: Iterable[Tie]) -> list[Group]:
        """The groups that these ties make, of the records they are between."""
        needed: dict[int, list[Tie]] = defaultdict(list)
        for tie in ties:
            one, other = (self._home.setdefault(number, number) for number in (tie.first, tie.second))
            if self._join(one, other):
                needed[one] += [*needed.pop(other, []), tie]
        return [_group(those) for those in needed.values()]

    def _join(self, one: int, other: int) -> bool:
        left, right = self._members.setdefault(one, [one]), self._members.setdefault(other, [other])
        too_many = len(left) + len(right) > MOST_IN_A_GROUP
        if one == other or too_many or _kept_apart(left, right, self._apart):
            return False
        for number in right:
            self._home[number] = one
        left += self._members.pop(other)
        return True


def _group(ties: list[Tie]) -> Group:
    members = {number for tie in ties for number in (tie.first, tie.second)}
    return Group(tuple(sorted(members)), round(min(tie.score for tie in ties), 4), tuple(ties))


def _values(workspace_id: int, ids: set[int]) -> dict[int, tuple[str, Values]]:
    found: dict[int, tuple[str, Values]] = {}
    for part in chunks(sorted(ids)):
        rows = Party.objects.of(workspace_id).filter(pk__in=part, archived_at=None)
        for row in rows.order_by().values_list(*COLUMNS):
            record: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
            found[record["id"]] = (record["kind"], values_of(record))
    return found


def _tie(first: int, second: int, known: dict[int, tuple[str, Values]], rules: Sequence[Rule]) -> Tie | None:
    (kind, one), (_, other) = known[first], known[second]
    best: tuple[float, Rule] | None = None
    for rule in rules:
        if rule.kind == kind and (best is None or rule.weight > best[0]):
            score = rule.weight * rule.node.strength(one, other)
            if score and (best is None or score > best[0]):
                best = (score, rule)
    if best is None:
        return None
    score, rule = best
    holding = [leaf.comparison for leaf in rule.node.leaves() if leaf.strength(one, other)]
    low, high = sorted((first, second))
    return Tie(low, high, score, rule.name, tuple(dict.fromkeys(one.name for one in holding if one.needs_both)))


def _apart(distinct: Collection[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in distinct:
        found[first].add(second)
        found[second].add(first)
    return found


def _kept_apart(left: Iterable[int], right: Collection[int], apart: dict[int, set[int]]) -> bool:
    return any(number in apart and not apart[number].isdisjoint(right) for number in left)
