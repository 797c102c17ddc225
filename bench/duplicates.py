# ruff: noqa: E402  Django is set up before its models are read
"""How long the search for duplicates takes, and how many of the true ones it finds.

.venv/bin/python bench/duplicates.py FOLDER [--people 100000] [--companies 10000] [--seed 7]
.venv/bin/python tests/postgres.py .venv/bin/python bench/duplicates.py FOLDER

The records come from bench/simulated_people.py, which knows who is who: typing errors, swapped words, short forms,
moved houses, other addresses; beside them families who share a number and strangers who share a name. FOLDER is left
as it is when it holds a workspace already.
"""

import argparse
import csv
import os
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
if __name__ == "__main__" and len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
    os.environ["RAPPORT_DATA"] = sys.argv[1]

import rapport.config  # noqa: F401  brings the SQLite that Django is to use

import django  # isort: skip

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.simulated_people import simulated
from rapport.apps.accounts.models import Member, User
from rapport.apps.accounts.operations import create_workspace
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, DuplicateRule, DuplicateScan
from rapport.apps.customers.operations import (
    PartyFacts,
    lay_rules,
    record_parties,
    record_regions,
    scan_all,
    scan_changed,
    update_party,
)

OWNER, PASSWORD, BATCH = "bench@rapport.example", "quiet-harbour-42", 5_000
REGIONS = ["Spain", "Portugal", "Germany", "France", "United Kingdom"]
CHANGED = 25
THRESHOLDS = (0.95, 0.9, 0.8, 0.0)
FACTS = ("name", "kind", "given_name", "family_name", "email", "phone", "street", "city", "postal_code", "birth_date")
Pair = tuple[int, int]


def prepare(folder: Path, *, people: int, companies: int, seed: int) -> Member:
    """A workspace of these records; who is who stands in truth.csv."""
    call_command("migrate", verbosity=0)
    known = Member.objects.filter(user__email=OWNER).select_related("workspace").first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    owner = create_workspace(User.objects.create_user(OWNER, PASSWORD, name="Bench"), name="Size L", currency="EUR")
    regions = record_regions(owner, REGIONS)
    records = list(simulated(persons=people, companies=companies, seed=seed))
    with (folder / "truth.csv").open("w", newline="") as file:
        truth = csv.writer(file)
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            facts = [
                PartyFacts(
                    external_id=f"C-{start + place:07}",
                    region_id=regions[one.region],
                    **{name: getattr(one, name) for name in FACTS},
                )
                for place, one in enumerate(batch)
            ]
            done = record_parties(owner, facts)
            truth.writerows(zip(done.ids, (one.truth for one in batch), strict=True))
    return owner


def true_pairs(folder: Path) -> set[Pair]:
    """Every two records that are of one."""
    by_truth: dict[str, list[int]] = defaultdict(list)
    with (folder / "truth.csv").open(newline="") as file:
        for party, truth in csv.reader(file):
            if party.isdigit():
                by_truth[truth].append(int(party))
    return {pair for ids in by_truth.values() for pair in combinations(sorted(ids), 2)}


def found_pairs(owner: Member, at_least: float) -> set[Pair]:
    """Every two records of an open group."""
    groups: dict[int, list[int]] = defaultdict(list)
    rows = DuplicateMember.objects.of(owner).filter(group__state=DuplicateGroup.State.OPEN, group__score__gte=at_least)
    for group, party in rows.values_list("group_id", "party_id"):
        groups[group].append(party)
    return {pair for ids in groups.values() for pair in combinations(sorted(ids), 2)}


def report(owner: Member, folder: Path) -> None:
    """Precision and recall by score."""
    true = true_pairs(folder)
    print(f"{len(true)} true pairs on {connection.vendor}")
    for least in THRESHOLDS:
        found = found_pairs(owner, least)
        right = len(found & true)
        precision, recall = right / max(1, len(found)), right / max(1, len(true))
        print(f"  score ≥ {least:.2f}: {len(found)} pairs, precision {precision:.1%}, recall {recall:.1%}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--companies", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    chosen = asked.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    owner = prepare(chosen.folder, people=chosen.people, companies=chosen.companies, seed=chosen.seed)
    DuplicateRule.objects.of(owner).delete()
    lay_rules(owner)
    DuplicateScan.objects.of(owner).delete()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scan = scan_all(owner.workspace, tell=lambda *_said: None, stop=lambda: False)
    assert scan is not None
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{scan.records} records, {scan.pairs} pairs compared, {scan.crowded} crowded blocks: {scan.seconds:.1f} s")
    print(f"memory grew by {grown:.0f} MB")
    report(owner, chosen.folder)
    changed_ones(owner)


def changed_ones(owner: Member) -> None:
    """How long one changed record takes, and a hundred at once."""
    some = DuplicateMember.objects.of(owner).order_by("pk").values_list("party_id", flat=True)
    parties = list(dict.fromkeys(some))[: CHANGED + 100]
    times = []
    for number, party in enumerate(parties[:CHANGED]):
        update_party(owner, party, city="Elsewhere", name=f"Ana Ruiz Nr {number}")
        times.append(_compared(owner))
    print(f"one changed record compared with all others: {median(times):.0f} ms, at most {max(times):.0f} ms")
    for party in parties[CHANGED:]:
        update_party(owner, party, city="Elsewhere")
    print(f"{len(parties[CHANGED:])} at once: {_compared(owner):.0f} ms")


def _compared(owner: Member) -> float:
    began = time.perf_counter()
    scan_changed(owner.workspace, tell=lambda *_said: None, stop=lambda: False)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
