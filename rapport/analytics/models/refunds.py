"""What was taken back of the purchases of each customer: refunds, and the sales that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rapport.analytics.columns import Ids
from rapport.analytics.intervals import Floats
from rapport.analytics.models.histories import UNITS, Sales


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Refunds: whose, how much (below nought), and the moment of the sale that each takes back, a whole number."""

    customer: Ids
    net: Floats
    sold_at: Ids

    def of_repeats(self, customers: Ids, first: Ids) -> Floats:
        """What each of these customers, whose ids rise, got back of purchases after the first."""
        place = np.minimum(np.searchsorted(customers, self.customer), len(customers) - 1)
        counts = (customers[place] == self.customer) & (self.sold_at > first[place])
        units = np.rint(self.net[counts] * UNITS)
        return np.asarray(np.bincount(place[counts], units, len(customers)), float) / UNITS

    def __add__(self, other: TakenBack) -> TakenBack:
        columns = ("customer", "net", "sold_at")
        return TakenBack(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in columns))


class Named:
    """The sales that refunds name by their id, looked for among sales while these come by.

    ``refunds`` have the columns id, customer, net and refunds (the id of the sale or nothing).
    """

    def __init__(self, refunds: pa.Table) -> None:
        self._id, self._customer, self._net = (refunds[name].to_numpy() for name in ("id", "customer", "net"))
        named = np.flatnonzero(refunds["refunds"].is_valid().to_numpy())
        sale = refunds["refunds"].drop_null().to_numpy()
        order = np.argsort(sale, kind="stable")
        self._named, self._sale = named[order], sale[order]
        self._sold_at, self._is_found = np.zeros(len(self._id), np.int64), np.zeros(len(self._id), bool)

    @property
    def any(self) -> bool:
        """Whether a refund names its sale."""
        return len(self._sale) > 0

    def look(self, ids: Ids, sales: Sales) -> None:
        """Note those of these sales, none of which came by before, that are named by a refund to the same customer."""
        order = None if (ids[1:] > ids[:-1]).all() else np.argsort(ids)
        least, most = (ids[0], ids[-1]) if order is None else ids[order[[0, -1]]]
        some = slice(np.searchsorted(self._sale, least), np.searchsorted(self._sale, most, "right"))
        place = np.searchsorted(ids, self._sale[some], sorter=order)
        place = place if order is None else order[place]
        refund = self._named[some]
        is_it = (ids[place] == self._sale[some]) & (sales.customer[place] == self._customer[refund])
        self._sold_at[refund[is_it]] = sales.moment[place[is_it]]
        self._is_found[refund[is_it]] = True

    def found(self) -> tuple[TakenBack, Ids]:
        """The refunds whose sale came by, and the ids of those whose did not."""
        rows = self._is_found
        return TakenBack(self._customer[rows], self._net[rows], self._sold_at[rows]), self._id[~rows]
