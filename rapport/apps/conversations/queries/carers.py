"""Who was given customers to look after, read off the log."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from rapport.apps.accounts.models import TeamMember
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party
from rapport.kernel.bulk import chunks

PEOPLE = ("account_manager_id", "sales_rep_id")
TEAM = "service_team_id"
CARERS = (*PEOPLE, TEAM)
BULK = "bulk"
RECORDED = "parties.imported"
ENDS = ("import.finished", "import.stopped", "import.refused")
Place = tuple[str, int]
Way = Literal["", "import", "merge", "program"]


@dataclass(frozen=True, slots=True)
class Given:
    """Customers given to a member: one by its record, or many by the token of the doing, in which places of theirs.

    `way` says by what, where it was no deed of its own, and `source` which file that was.
    """

    member_id: int
    count: int
    party: Party | None = None
    token: str = ""
    places: tuple[Place, ...] = ()
    way: Way = ""
    source: str = ""


def given_by(workspace: Any, record: Activity) -> list[Given]:
    """What a record in the log gave to whom."""
    if record.verb in ("party.created", "party.updated"):
        return _one(workspace, record)
    if record.verb == "parties.edited":
        return _many(workspace, record)
    if record.verb == "party.merged":
        return _by_merging(workspace, record)
    if record.verb in ENDS:
        return _by_import(workspace, record)
    if record.verb == RECORDED:
        return _by_program(workspace, record)
    return []


def doing_of(record: Activity) -> str:
    """What the record is a portion of: whatever a member's program brings in a day is one doing."""
    if record.verb == RECORDED and record.actor_kind == "member":
        return f"program-{record.actor_id}-{record.at:%Y-%m-%d}"
    return record.details.get("doing") or f"#{record.pk}"


def _one(workspace: Any, record: Activity) -> list[Given]:
    changed = [name for name in CARERS if record.verb == "party.created" or name in record.details.get("before", {})]
    party = Party.objects.of(workspace).filter(pk=record.subject_id).first() if changed else None
    places = [(name, getattr(party, name)) for name in changed if getattr(party, name, None)]
    return [Given(carer, 1, party=party) for carer in sorted(_who(workspace, places))]


def _many(workspace: Any, record: Activity) -> list[Given]:
    """All portions of the doing so far: the count is that of the whole."""
    doing = record.details.get("do", {})
    if doing.get("field") not in CARERS or not str(doing.get("value") or "").isdecimal():
        return []
    portions = Activity.objects.of(workspace).filter(
        subject_type=BULK, subject_id=record.subject_id, verb=record.verb, sequence__lte=record.sequence
    )
    count = sum(len(one.details.get("parties", [])) for one in portions)
    place = (doing["field"], int(doing["value"]))
    carers = sorted(_who(workspace, [place]))
    return [Given(carer, count, token=record.subject_id, places=(place,)) for carer in carers]


def _by_merging(workspace: Any, record: Activity) -> list[Given]:
    """What the kept record got of the others, as far as it still has it; merges of one job are told of together."""
    given, job = record.details.get("given"), record.details.get("doing", "")
    if not given:
        return []
    merges = Activity.objects.of(workspace).filter(verb=record.verb, sequence__lte=record.sequence)
    of_job = merges.filter(details__doing=job) if job else [record]
    columns = {int(one.subject_id): one.details["given"] for one in of_job if one.details.get("given")}
    found = _still(workspace, columns)
    if not job:
        party = Party.objects.of(workspace).filter(pk=record.subject_id).first()
        return [Given(carer, 1, party=party, way="merge") for carer in sorted(_counted(workspace, found))]
    return _bundled(workspace, found, token=f"merge-{job}", way="merge")


def _by_import(workspace: Any, record: Activity) -> list[Given]:
    """All portions of an import that is over, where its file says who looks after whom."""
    if not {f"{name}_id" for name in record.details.get("fields", [])}.intersection(CARERS):
        return []
    portions = Activity.objects.of(workspace).filter(
        actor_kind=record.actor_kind, actor_id=record.actor_id, verb=RECORDED, sequence__lte=record.sequence
    )
    columns: dict[int, Iterable[str]] = {}
    for details in portions.values_list("details", flat=True).iterator(chunk_size=20):
        columns |= dict.fromkeys(details.get("created_ids", []), CARERS)
        columns |= {int(key): after for key, after in details.get("after", {}).items() if not _none(after)}
    found = _still(workspace, columns)
    return _bundled(workspace, found, token=f"import-{record.subject_id}", way="import", source=record.subject_label)


def _by_program(workspace: Any, record: Activity) -> list[Given]:
    """All that a member's program has brought since the day began, where it says who looks after whom."""
    if record.actor_kind != "member" or not record.details.get("given"):
        return []
    portions = Activity.objects.of(workspace).filter(
        verb=record.verb,
        actor_kind=record.actor_kind,
        actor_id=record.actor_id,
        at__gte=record.at.replace(hour=0, minute=0, second=0, microsecond=0),
        sequence__lte=record.sequence,
        details__has_key="given",
    )
    found: list[list[Place]] = []
    for given in portions.values_list("details__given", flat=True):
        for one in given:
            found += [[(name, value) for name, value in one["places"]]] * one["count"]
    return _bundled(workspace, found, token=doing_of(record), way="program")


def _none(after: Mapping[str, Any]) -> bool:
    return not any(after.get(name) for name in CARERS)


def _still(workspace: Any, columns: Mapping[int, Iterable[str]]) -> list[list[Place]]:
    """Of each of the records who is in those of its places that were filled, today."""
    found: list[list[Place]] = []
    somebody = Q(account_manager__isnull=False) | Q(sales_rep__isnull=False) | Q(service_team__isnull=False)
    for part in chunks(sorted(columns)):
        rows = Party.objects.of(workspace).filter(somebody, pk__in=part).values("pk", *CARERS)
        found += [[(name, row[name]) for name in CARERS if name in columns[row["pk"]] and row[name]] for row in rows]
    return [places for places in found if places]


def _bundled(workspace: Any, found: Sequence[Sequence[Place]], **told: Any) -> list[Given]:
    places: dict[int, set[Place]] = defaultdict(set)
    for place in {place for of_one in found for place in of_one}:
        for carer in _who(workspace, [place]):
            places[carer].add(place)
    counts = _counted(workspace, found)
    return [Given(carer, counts[carer], places=tuple(sorted(places[carer])), **told) for carer in sorted(counts)]


def _counted(workspace: Any, found: Iterable[Sequence[Place]]) -> Counter[int]:
    """How many of the records each member got."""
    alike = Counter(tuple(places) for places in found)
    counts: Counter[int] = Counter()
    for places, number in alike.items():
        counts.update(dict.fromkeys(_who(workspace, places), number))
    return counts


def _who(workspace: Any, places: Iterable[Place]) -> set[int]:
    """The members in these places: those named, and those of the teams named."""
    every = list(places)
    teams = [value for name, value in every if name == TEAM]
    of_teams = TeamMember.objects.of(workspace).filter(team__in=teams).values_list("member", flat=True) if teams else ()
    return {value for name, value in every if name != TEAM}.union(of_teams)
