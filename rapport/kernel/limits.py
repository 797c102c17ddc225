"""How often something may be tried: counted in the cache, by the window of time it falls in."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache


def spent(name: str, *key: object, times: int, seconds: int) -> bool:
    """Count one more try; true where there were more than `times` within the current window of `seconds`.

    What the key holds, such as an address, is kept as a digest only.
    """
    window = int(time.time() // seconds)
    digest = hashlib.sha256("/".join(map(str, (name, *key, window))).encode()).hexdigest()
    place = f"limit:{digest}"
    cache.add(place, 0, timeout=seconds * 2)
    try:
        return int(cache.incr(place)) > times
    except ValueError:  # it was just forgotten
        return False
