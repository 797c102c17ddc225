"""Walking along the chain of seals: does every entry still say what it said when it was sealed?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.apps import apps
from django.db.models import Exists, OuterRef

from rapport.kernel.models import Chain, Seal, WorkspaceQuerySet
from rapport.kernel.sealing.digests import digest_of, link_of

PORTION = 1_000
LOOKS = 3
NOTHING: Mapping[int, str] = {}
FaultKind = Literal["changed", "removed", "inserted", "cut", "rewritten"]
Tell = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain breaks first: an entry's place in the log, or the number of a seal that is missing."""

    kind: FaultKind
    number: int
    sequence: int | None = None


@dataclass(slots=True)
class Verdict:
    """What a check found: how many seals hold, the last link, since when, how many entries lost words, the fault."""

    number: int = 0
    link: str = ""
    since: datetime | None = None
    earlier: int = 0
    redacted: int = 0
    fault: Fault | None = None


@dataclass(slots=True)
class _Walk:
    workspace_id: int
    known: Mapping[int, str]
    verdict: Verdict = field(default_factory=Verdict)
    forgotten: set[int] = field(default_factory=set)


def head_of(workspace_id: int) -> tuple[int, str]:
    """How many seals there are, and the last link."""
    found: Chain | None = Chain.objects.of(workspace_id).first()
    return (found.number, found.link) if found else (0, "")


def check(workspace_id: int, *, known: Mapping[int, str] = NOTHING, tell: Tell = lambda *_said: None) -> Verdict:
    """Look at every seal and every entry of a workspace's log, from the first on, up to the first break.

    `known` are numbers of seals with the links that were read earlier: the chain has to lead through them.
    """
    walk = _Walk(workspace_id, known)
    total = head_of(workspace_id)[0]
    for portion in _portions(walk):
        walk.verdict.fault = _fault_in(walk, portion)
        tell(walk.verdict.number, max(total, walk.verdict.number), "")
        if walk.verdict.fault is not None:
            return walk.verdict
    walk.verdict.fault = _fault_at_the_end(walk) or _unsealed(workspace_id)
    return walk.verdict


def _portions(walk: _Walk) -> Iterator[list[Seal]]:
    while portion := list(_seals(walk)[:PORTION]):
        yield portion


def _seals(walk: _Walk) -> WorkspaceQuerySet:
    return Seal.objects.of(walk.workspace_id).filter(number__gt=walk.verdict.number).order_by("number")


def _fault_in(walk: _Walk, portion: Sequence[Seal]) -> Fault | None:
    """Look again before anything is said: somebody may have been erased between two readings."""
    for _look in range(LOOKS):
        records = _records(walk.workspace_id, portion)
        fault = next(filter(None, (_step(walk, seal, records.get(seal.sequence)) for seal in portion)), None)
        if fault is None:
            return None
        portion = list(_seals(walk)[:PORTION])
    return fault


def _records(workspace_id: int, portion: Sequence[Seal]) -> dict[int, Any]:
    places = [seal.sequence for seal in portion]
    return {record.sequence: record for record in _log(workspace_id).filter(sequence__in=places)}


def _log(workspace_id: int) -> WorkspaceQuerySet:
    return apps.get_model("activity.Activity")._default_manager.all().of(workspace_id)  # type: ignore[attr-defined,no-any-return]


def _step(walk: _Walk, seal: Seal, record: Any) -> Fault | None:
    verdict = walk.verdict
    number = verdict.number + 1
    if seal.number != number:
        return Fault("removed", number)
    if record is None:
        return Fault("removed", number, seal.sequence)
    facts = (walk.workspace_id, number, seal.kind, seal.at, seal.digest, record)
    if link_of(verdict.link, *facts) != seal.link:
        return Fault("changed", number, seal.sequence)
    if seal.salt and digest_of(record, seal.salt) != seal.digest:
        return Fault("changed", number, seal.sequence)
    if walk.known.get(number, seal.link) != seal.link:
        return Fault("rewritten", number, seal.sequence)
    _pass(walk, seal)
    return None


def _pass(walk: _Walk, seal: Seal) -> None:
    verdict = walk.verdict
    verdict.number, verdict.link = seal.number, seal.link
    verdict.since = verdict.since or seal.at
    verdict.earlier += seal.kind == Seal.Kind.EARLIER
    verdict.redacted += seal.kind == Seal.Kind.REDACTED
    (walk.forgotten.discard if seal.salt else walk.forgotten.add)(seal.sequence)


def _fault_at_the_end(walk: _Walk) -> Fault | None:
    """The chain has to end where the last writing left it, and what lost its salt must have been sealed again."""
    verdict = walk.verdict
    number, link = head_of(walk.workspace_id)
    if max([number, *walk.known]) > verdict.number and not _seals(walk).exists():
        return Fault("cut", verdict.number + 1)
    if number < verdict.number or (number == verdict.number and link != verdict.link):
        return Fault("changed", number)
    if walk.forgotten:
        return Fault("changed", verdict.number, min(walk.forgotten))
    return None


def _unsealed(workspace_id: int) -> Fault | None:
    sealed = Seal.objects.of(workspace_id).filter(sequence=OuterRef("sequence"))
    found = _log(workspace_id).filter(~Exists(sealed)).order_by("sequence").values_list("sequence", flat=True).first()
    return None if found is None else Fault("inserted", head_of(workspace_id)[0], found)
