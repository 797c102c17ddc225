"""The 64 groups of customers over which the jackknife runs.

Every fact row carries the ``bucket`` of its customer (of the order or the answer itself where the customer is
unknown). The number is plain arithmetic below 2**63, so that Python, NumPy and the SQL of every engine agree::

    >>> bucket_of(1), bucket_of(2), bucket_of(17850)
    (35, 11, 21)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BUCKETS = 64
_PRIME = 2_147_483_647
_FACTOR = 48_271
_STEP = 11


def bucket_of(id: int) -> int:
    """The bucket 0…63 of a customer, or of the order or answer of an unknown one."""
    return int(buckets_of(np.array([id]))[0])


def buckets_of(ids: NDArray[Any]) -> NDArray[np.uint8]:
    """The buckets of many ids at once."""
    x = np.abs(ids.astype(np.int64)) % _PRIME
    x = (x * _FACTOR + _STEP) % _PRIME
    x = (x * x + _STEP) % _PRIME
    x = (x * x + _STEP) % _PRIME
    return np.asarray(x % BUCKETS, np.uint8)


def bucket_sql(id_sql: str) -> str:
    """The same number as an SQL expression over a bigint expression."""
    x = f"(abs({id_sql}) % {_PRIME})"
    x = f"(({x} * {_FACTOR} + {_STEP}) % {_PRIME})"
    for _ in range(2):
        x = f"(({x} * {x} + {_STEP}) % {_PRIME})"
    return f"CAST({x} % {BUCKETS} AS UTINYINT)"
