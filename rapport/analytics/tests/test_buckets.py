from __future__ import annotations

import duckdb
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rapport.analytics.buckets import BUCKETS, bucket_of, bucket_sql, buckets_of


def test_the_worked_example() -> None:
    assert (bucket_of(1), bucket_of(2), bucket_of(17850)) == (35, 11, 21)


@given(st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=50))
def test_python_numpy_and_sql_agree(ids: list[int]) -> None:
    listed = ", ".join(f"({id}::BIGINT)" for id in ids)
    found = duckdb.sql(f"SELECT id, {bucket_sql('id')} FROM (VALUES {listed}) AS given (id)").fetchall()

    assert [bucket for _, bucket in found] == [bucket_of(id) for id, _ in found]
    assert sorted(id for id, _ in found) == sorted(ids)


def test_running_numbers_spread_like_chance() -> None:
    for count in (5_000, 500_000):
        sizes = np.bincount(buckets_of(np.arange(1, count + 1)), minlength=BUCKETS)

        assert 0.001 < stats.chisquare(sizes).pvalue < 0.999
