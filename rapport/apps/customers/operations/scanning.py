"""Looking for duplicates: among all records, or soon after some of them changed."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from json import dumps
from time import monotonic
from typing import Any

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.queries import position_of
from rapport.apps.customers.comparisons import COLUMNS, read_rule
from rapport.apps.customers.models import DistinctPair, DuplicateRule, DuplicateScan, Party
from rapport.apps.customers.operations._blocks import Numbers, Rule, blocks_of, secret
from rapport.apps.customers.operations._kept_keys import keep_keys, pairs_with, renew_keys
from rapport.apps.customers.operations._ties import Group, Tie, grouped, ties_among
from rapport.apps.customers.operations._updating_groups import update_groups
from rapport.apps.customers.queries.alike import companions, touched_since
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused

Tell = Callable[[int, int | None, str], None]
READ_AT_ONCE = 5_000
MOST_CHANGED = 5_000
TOLD_EVERY = 1_000
# To be raised with any change of how comparisons make keys: the kept ones are then made anew.
KEYS_ARE_MADE = 1


class Stopped(Exception):
    """Somebody asked to stop; nothing was written."""


def scan_all(workspace: Workspace, *, tell: Tell, stop: Callable[[], bool]) -> DuplicateScan | None:
    """Compare all records with the workspace's rules and bring the groups up to date; None when stopped."""
    with suppress(Stopped):
        return _Scan(workspace, tell, stop).all()
    return None


def scan_changed(workspace: Workspace, *, tell: Tell, stop: Callable[[], bool]) -> DuplicateScan | None:
    """Compare what changed since the last look with everything else; all of it when the rules have changed too."""
    with suppress(Stopped):
        return _Scan(workspace, tell, stop).changed()
    return None


def count_groups(workspace: Workspace, kind: str, tree: Any) -> int:
    """How many groups a rule would find by itself among all records of its kind."""
    rule = Rule("", kind, 1.0, read_rule(tree, kind=kind))
    return _Scan(workspace, lambda done, total, note: None, lambda: False, [rule]).count()


def rules_in_force(workspace: Any) -> list[Rule]:
    """The workspace's rules that are not paused, ready to be asked."""
    rows = DuplicateRule.objects.of(workspace).filter(paused_at=None).order_by("-weight", "name")
    return [Rule(one.name, one.applies_to, one.weight, read_rule(one.rule, kind=one.applies_to)) for one in rows]


class _Scan:
    """One run over the records of a workspace."""

    def __init__(
        self, workspace: Workspace, tell: Tell, stop: Callable[[], bool], rules: list[Rule] | None = None
    ) -> None:
        self.workspace = workspace
        self.rules = rules_in_force(workspace) if rules is None else rules
        self.position = position_of(workspace)
        self.began = monotonic()
        kinds = sorted({rule.kind for rule in self.rules})
        self.records = Party.objects.of(workspace).filter(archived_at=None, kind__in=kinds)
        self._tell, self._stop = tell, stop

    def all(self) -> DuplicateScan:
        """Every record."""
        total = self.records.count()
        blocks = blocks_of(self._read(), self.rules, self._step(total, "Reading records"))
        keep_keys(self.workspace.pk, blocks, self._step(len(blocks.entries), "Keeping what to look by"))
        pairs = blocks.pairs()
        update_groups(self.workspace, self.groups(self.ties(pairs)), None)
        whole = {"finished_at": now(), "seconds": monotonic() - self.began, "records": total}
        found = {"pairs": len(pairs), "crowded": blocks.crowded}
        place = {"position": self.position, "rules": self.signature}
        rows = DuplicateScan.objects.of(self.workspace)
        rows.update_or_create(workspace_id=self.workspace.pk, defaults=place | whole | found)
        return self._last()

    def changed(self) -> DuplicateScan:
        """What changed since the last look; its groups and those of whatever is like it are formed anew."""
        last = DuplicateScan.objects.of(self.workspace).first()
        if last is None or last.rules != self.signature:
            return self.all()
        fresh = touched_since(self.workspace, last.position, most=MOST_CHANGED)
        affected = None if len(fresh) > MOST_CHANGED else self._update(fresh)
        if affected is None or len(affected) > MOST_CHANGED:
            return self.all()
        # Another search that has ended in between may know less of these records: then they are looked at again.
        mine = DuplicateScan.objects.of(self.workspace).filter(position=last.position, rules=last.rules)
        mine.update(position=self.position)
        return self._last()

    def count(self) -> int:
        """How many groups there would be."""
        blocks = blocks_of(self._read(), self.rules, self._step(self.records.count(), "Reading records"))
        return len(self.groups(self.ties(blocks.pairs())))

    @property
    def signature(self) -> str:
        """The rules in short, and what the kept keys depend on beside them, so that a change is noticed."""
        said = [[rule.name, rule.kind, rule.weight, rule.node.tree()] for rule in self.rules]
        return sha256(dumps([KEYS_ARE_MADE, said]).encode() + secret()).hexdigest()

    def ties(self, pairs: Numbers) -> list[Tie]:
        """The ties that some rule sees."""
        return list(ties_among(self.workspace.pk, pairs, self.rules, self._compared(len(pairs))))

    def groups(self, ties: list[Tie]) -> list[Group]:
        """What the ties hold together, but for what somebody said is different."""
        distinct = DistinctPair.objects.of(self.workspace).values_list("first_id", "second_id")
        return grouped(ties, set(distinct.iterator()))

    def _update(self, fresh: set[int]) -> set[int]:
        """Form the groups anew that these records may have a part in; returns everybody who was looked at.

        From the changed records on to whoever they are or were like, and on from those, until nobody new is met: so
        the groups are those that a search among all would find.
        """
        disturbed = renew_keys(self.workspace.pk, fresh, self.rules) if fresh else set()
        affected = next_ones = fresh | disturbed
        ties: set[Tie] = set()
        while next_ones and len(affected) <= MOST_CHANGED:
            found = self.ties(pairs_with(self.workspace.pk, next_ones))
            ties.update(found)
            near = next_ones | {number for tie in found for number in (tie.first, tie.second)}
            next_ones = (near | companions(self.workspace, near)) - affected
            affected = affected | next_ones
        if affected and len(affected) <= MOST_CHANGED:
            update_groups(self.workspace, self.groups(sorted(ties, key=lambda tie: (tie.first, tie.second))), affected)
        return affected

    def _read(self) -> Iterator[dict[str, Any]]:
        rows = self.records.order_by("pk").values_list(*COLUMNS)
        for row in rows.iterator(chunk_size=READ_AT_ONCE):
            yield dict(zip(COLUMNS, row, strict=True))

    def _step(self, total: int, note: str) -> Callable[[int], None]:
        def seen(done: int) -> None:
            if done % TOLD_EVERY == 0:
                self._tell(done, total, note)
                if self._stop():
                    raise Stopped

        return seen

    def _compared(self, total: int) -> Callable[[int], None]:
        def seen(done: int) -> None:
            self._tell(done, total, "Comparing")
            if self._stop():
                raise Stopped

        return seen

    def _last(self) -> DuplicateScan:
        """How far the search has come. It tells nobody anything, so it takes no place in the log."""
        found: DuplicateScan = DuplicateScan.objects.of(self.workspace).get()
        return found


def check_rule(tree: Any, kind: str) -> dict[str, Any]:
    """The rule in its canonical form. Raises Refused."""
    if kind not in Party.Kind.values:
        raise Refused("A rule is for people or for companies.", place="applies_to", code="rule")
    return read_rule(tree, kind=kind).tree()
