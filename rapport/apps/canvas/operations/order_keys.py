"""Keys that sort: between any two there is room for another, so a move writes one row.

A key is a fraction between 0 and 1 in base 62, written without the leading "0.": "V" is about a half.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
# At the open end keys advance in small steps, so that a long list written downwards keeps short keys.
OPEN_STEP = 8


def key_between(low: str, high: str | None) -> str:
    """A short key after `low` ("" is the very beginning) and before `high` (None is the very end).

    Raises ValueError when they are not in order.

    >>> key_between("", None), key_between("V", "W")
    ('7', 'VV')
    """
    if high is not None and low >= high:
        raise ValueError(f"{low!r} does not come before {high!r}")
    written = ""
    for place in range(len(low) + len(high or "") + 2):
        floor = DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = BASE if high is None else DIGITS.index(high[place]) if place < len(high) else 0
        if ceiling - floor > 1:
            step = (ceiling - floor) // 2 if high is not None else max(1, (ceiling - floor) // OPEN_STEP)
            return written + DIGITS[floor + step]
        written += DIGITS[floor]
        high = None if ceiling > floor else high
    raise AssertionError("two different keys differ within their length")


def keys_between(low: str, high: str | None, count: int) -> list[str]:
    """So many keys in order, all between the two."""
    if count <= 0:
        return []
    if high is None:
        keys = [key_between(low, None)]
        while len(keys) < count:
            keys.append(key_between(keys[-1], None))
        return keys
    middle = key_between(low, high)
    left = (count - 1) // 2
    return [*keys_between(low, middle, left), middle, *keys_between(middle, high, count - 1 - left)]
