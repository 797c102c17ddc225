"""The groups whose lifetimes are compared: regions, which never overlap, or segments, which may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.intervals import Floats
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.segmentation.members import members_at
from rapport.analytics.survival.log_rank import log_rank
from rapport.apps.insights.analyses._analysis import Payload, Study, Telling
from rapport.apps.insights.analyses._series import plain
from rapport.kernel.clock import now

EVERYBODY, OTHERS = "all", "others"
# More curves than these cannot be told apart.
MOST = 6


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows belong to each group, the largest groups first; ``overlapping`` where a customer may be in several."""

    members: Mapping[str, NDArray[np.bool_]]
    overlapping: bool = False
    remarks: tuple[str, ...] = ()

    def against_others(self, lasted: Floats, ended: NDArray[np.bool_], minimum_n: int) -> list[Payload]:
        """Each group against everybody outside it, corrected for their number."""
        tests = {}
        for key, inside in self.members.items():
            labels = np.where(inside, "inside", "outside")
            tests[key] = log_rank(lasted, ended, labels, minimum_n=minimum_n)
        held = {key: test for key, test in tests.items() if not test.reason}
        corrected = adjusted([test.p_value for test in held.values()])
        return [
            {"one": key, "other": OTHERS, "p": plain(test.p_value), "adjusted": plain(float(p))}
            for (key, test), p in zip(held.items(), corrected, strict=True)
        ]


class Followed(Protocol):
    """Customers whose stay was followed, by lifetimes or by contracts."""

    @property
    def customer(self) -> NDArray[np.int64]: ...
    @property
    def region(self) -> NDArray[np.str_]: ...


def groups_of(study: Study, found: Followed) -> Groups:
    """The groups that were wished for; none where all are taken together."""
    split = study.wishes["split"]
    if split == "region":
        return _largest({f"region:{name}": found.region == name for name in np.unique(found.region)})
    if split == "segment":
        return _segments(study, found)
    return Groups({})


def _segments(study: Study, found: Followed) -> Groups:
    remark = "Segments are as they are now; a segment made of customers who keep buying stays long by its own rule."
    if not study.source.has("memberships"):
        return Groups({}, remarks=("There are no segments to compare yet.",))
    members = {
        f"segment:{number}": np.isin(found.customer, customers)
        for number, customers in members_at(study.source, now()).items()
    }
    groups = _largest({key: inside for key, inside in members.items() if inside.any()})
    return replace(groups, overlapping=True, remarks=(*groups.remarks, remark))


def _largest(members: Mapping[str, NDArray[np.bool_]]) -> Groups:
    order = sorted(members, key=lambda key: -int(members[key].sum()))
    left_out = len(order) - MOST
    remarks = (f"The {MOST} largest groups are shown; {left_out} more are not.",) if left_out > 0 else ()
    return Groups({key: members[key] for key in order[:MOST]}, remarks=remarks)


def group_name(key: str, telling: Telling) -> str:
    """What a group is called on the page."""
    kind, _, rest = key.partition(":")
    if kind == "segment":
        return telling.segments.get(int(rest), f"Segment {rest}")
    if kind == "region":
        return rest or "Region unknown"
    return {EVERYBODY: "All together", OTHERS: "all others"}.get(key, key)
