"""Colours that people choose for themselves: read, compared, and moved until they can be seen.

>>> contrast("#000000", "#ffffff")
21.0
"""

from __future__ import annotations

import re

WRITTEN = re.compile(r"#[0-9a-f]{6}")
# How much light or ink is added at a time.
STEP = 0.05
TEXT = 4.5
GRAPHIC = 3.0
PAPER, LAMP = "#fdfcfa", "#1d2028"


def is_colour(text: str) -> bool:
    """Is this a colour as `#rrggbb` in small letters?"""
    return WRITTEN.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21.

    >>> round(contrast("#767676", "#ffffff"), 1)
    4.5
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def readable(colour: str, ground: str, least: float = TEXT) -> str:
    """The colour, made darker or lighter step by step until it stands out enough from its ground.

    >>> readable("#ffe066", "#ffffff") == "#ffe066", contrast(readable("#ffe066", "#ffffff"), "#ffffff") >= 4.5
    (False, True)
    """
    target = "#000000" if _luminance(ground) > 0.18 else "#ffffff"
    share = 0.0
    while contrast(_mixed(colour, target, share), ground) < least and share < 1:
        share += STEP
    return _mixed(colour, target, min(share, 1.0))


def on(colour: str) -> str:
    """Black or white, whichever is easier to read on the colour."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: str, share: float) -> str:
    parts = (round(one * (1 - share) + two * share) for one, two in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
