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
from rapport.apps.customers.models import (
    DistinctPair,
    DuplicateGroup,
    DuplicateMember,
    DuplicateRule,
    DuplicateScan,
    Party,
)
from rapport.apps.customers.operations._blocks import Blocks, Rule, blocks_of
from rapport.apps.customers.operations._ties import Group, Tie, grouped, ties_among
from rapport.apps.customers.operations._updating_groups import update_groups
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused

Tell = Callable[[int, int | None, str], None]
READ_AT_ONCE = 5_000
MOST_CHANGED = 20_000
TOLD_EVERY = 1_000


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
    scan = _Scan(workspace, lambda done, total, note: None, lambda: False, [rule])
    return len(scan.groups(scan.ties(scan.blocks(), None)))


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
        self.kinds = sorted({rule.kind for rule in self.rules})
        self.records = Party.objects.of(workspace).filter(archived_at=None, kind__in=self.kinds)
        self.total = self.records.count()
        self._tell, self._stop = tell, stop

    def all(self) -> DuplicateScan:
        """Every record."""
        blocks = self.blocks()
        pairs = blocks.pairs()
        found = self.groups(list(ties_among(self.workspace.pk, pairs, self.rules, self._compared(len(pairs)))))
        update_groups(self.workspace, found, None)
        whole = {"finished_at": now(), "seconds": monotonic() - self.began, "records": self.total}
        return self._remember(**whole, pairs=len(pairs), crowded=blocks.crowded)

    def changed(self) -> DuplicateScan:
        """What changed since the last look; its groups and those of whatever is like it are formed anew."""
        last = DuplicateScan.objects.of(self.workspace).first()
        since = last.position if last is not None else -1
        rows = Party.objects.of(self.workspace).filter(change__gt=since).order_by().values_list("pk", flat=True)
        fresh = set(rows[: MOST_CHANGED + 1])
        if last is None or last.rules != self.signature or len(fresh) > MOST_CHANGED:
            return self.all()
        if fresh:
            blocks = self.blocks()
            near = {number for tie in self.ties(blocks, fresh) for number in (tie.first, tie.second)}
            affected = fresh | near | self._companions(fresh | near)
            ties = [tie for tie in self.ties(blocks, affected) if {tie.first, tie.second} <= affected]
            update_groups(self.workspace, self.groups(ties), affected)
        return self._remember()

    @property
    def signature(self) -> str:
        """The rules in short, so that a change of them is noticed."""
        said = [[rule.name, rule.kind, rule.weight, rule.node.tree()] for rule in self.rules]
        return sha256(dumps(said).encode()).hexdigest()

    def blocks(self) -> Blocks:
        """Which records share a key."""
        return blocks_of(self._read(), self.rules, self._step(self.total, "Reading records"))

    def ties(self, blocks: Blocks, wanted: set[int] | None) -> list[Tie]:
        """The ties of records that are wanted."""
        pairs = blocks.pairs(wanted)
        return list(ties_among(self.workspace.pk, pairs, self.rules, self._compared(len(pairs))))

    def groups(self, ties: list[Tie]) -> list[Group]:
        """What the ties hold together, but for what somebody said is different."""
        distinct = DistinctPair.objects.of(self.workspace).values_list("first_id", "second_id")
        return grouped(ties, set(distinct.iterator()))

    def _read(self) -> Iterator[dict[str, Any]]:
        rows = self.records.order_by("name", "pk").values_list(*COLUMNS)
        for row in rows.iterator(chunk_size=READ_AT_ONCE):
            yield dict(zip(COLUMNS, row, strict=True))

    def _companions(self, ids: set[int]) -> set[int]:
        """Everybody in an open group with one of these."""
        members = DuplicateMember.objects.of(self.workspace).filter(group__state=DuplicateGroup.State.OPEN)
        groups = {group for group, party in members.values_list("group_id", "party_id").iterator() if party in ids}
        return {party for group, party in members.values_list("group_id", "party_id").iterator() if group in groups}

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

    def _remember(self, **whole: Any) -> DuplicateScan:
        """How far the search has come. It tells nobody anything, so it takes no place in the log."""
        place = {"position": self.position, "rules": self.signature, **whole}
        DuplicateScan.objects.of(self.workspace).update_or_create(workspace_id=self.workspace.pk, defaults=place)
        found: DuplicateScan = DuplicateScan.objects.of(self.workspace).get()
        return found


def check_rule(tree: Any, kind: str) -> dict[str, Any]:
    """The rule in its canonical form. Raises Refused."""
    if kind not in Party.Kind.values:
        raise Refused("A rule is for people or for companies.", place="applies_to", code="rule")
    return read_rule(tree, kind=kind).tree()
