"""Keys that sort: always room between two, and never two alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.apps.canvas.operations.order_keys import DIGITS, key_between, keys_between


@given(st.lists(st.integers(0, 1_000_000), max_size=120))
def test_inserting_anywhere_keeps_the_order(places: list[int]) -> None:
    keys: list[str] = []

    for place in places:
        at = place % (len(keys) + 1)
        low = keys[at - 1] if at else ""
        high = keys[at] if at < len(keys) else None
        keys.insert(at, key_between(low, high))

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert not any(key.endswith("0") for key in keys)


@given(st.integers(0, 300))
def test_many_keys_at_once_are_in_order_and_short(count: int) -> None:
    between = keys_between("V", "W", count)
    after = keys_between("V", None, count)

    assert between == sorted(set(between))
    assert after == sorted(set(after))
    assert all("V" < key < "W" for key in between)
    assert max(map(len, [*between, *after]), default=0) <= 2 + count // 8


def test_a_list_written_downwards_keeps_short_keys() -> None:
    key = ""
    for _ in range(1_000):
        key = key_between(key, None)

    assert len(key) < 80


@pytest.mark.parametrize(("low", "high"), [("V", "V"), ("W", "V"), ("", "")])
def test_two_keys_out_of_order_have_nothing_between(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="before"):
        key_between(low, high)


def test_digits_sort_as_they_count() -> None:
    assert list(DIGITS) == sorted(DIGITS)
