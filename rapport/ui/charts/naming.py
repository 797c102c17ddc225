"""Where the names of points stand so that none hides another: beside its point where there is room, else nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

# Of a letter of 11 pixels, somewhat wide; a name is cut where it is longer than this.
LETTER = 6.2
LONGEST = 150
TALL = 13
DOT = 6
# Whole steps along an axis are one, two or five times a power of ten: where the next larger one begins.
STEPS = ((7.07, 10), (3.16, 5), (1.41, 2), (0, 1))


@dataclass(frozen=True, slots=True)
class Place:
    """Beside its point: ``right`` or left of it, ``above`` or below."""

    right: bool
    above: bool


PLACES = (Place(True, True), Place(False, True), Place(True, False), Place(False, False))


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels that something covers, from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Do they share any?"""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(slots=True)
class Field:
    """A drawing of so many pixels and what is taken of it."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def takes(self, box: Box) -> bool:
        """Take the room where it is free and within the drawing."""
        whole = box.left >= 0 and box.right <= self.width and box.top >= 0 and box.bottom <= self.height
        free = whole and not any(box.touches(other) for other in self.taken)
        if free:
            self.taken.append(box)
        return free


def named_apart(
    points: Sequence[tuple[str, float, float]], corners: Sequence[str], *, width: float, height: float
) -> Iterator[tuple[int, Place]]:
    """Which of the points (name, and pixels from the left and the top) bear a name there, and where it stands.

    The first come first; the dots and the names of the corners stay free. On 200 pixels ``("Price", 20, 50)`` and
    ``("Advice", 21, 50)`` find room above and below, a third one there none.
    """
    free = Field(width, height, [_corner(place, words, width, height) for place, words in enumerate(corners)])
    free.taken += [Box(x - DOT, y - DOT, x + DOT, y + DOT) for _, x, y in points]
    for number, (name, x, y) in enumerate(points):
        found = next((place for place in PLACES if free.takes(_beside(name, x, y, place))), None)
        if found is not None:
            yield number, found


def rounded(low: float, high: float) -> tuple[float, float]:
    """The ends of an axis as it is drawn, at whole steps of about ten: 0.13 to 0.87 is drawn from 0.1 to 0.9."""
    if high <= low:
        return low - 0.5, high + 0.5
    step = (high - low) / 10
    power = 10.0 ** floor(log10(step))
    whole = next(times for least, times in STEPS if step / power >= least) * power
    return floor(low / whole) * whole, ceil(high / whole) * whole


def offset(place: Place) -> Mapping[str, float | str]:
    """The same for the drawing."""
    return {
        "align": "left" if place.right else "right",
        "dx": 8 if place.right else -8,
        "dy": -6 if place.above else 15,
    }


def _beside(name: str, x: float, y: float, place: Place) -> Box:
    wide = min(len(name) * LETTER, LONGEST)
    left = x + 8 if place.right else x - 8 - wide
    bottom = y - 4 if place.above else y + 17
    return Box(left, bottom - TALL, left + wide, bottom)


def _corner(place: int, words: str, width: float, height: float) -> Box:
    wide = len(words) * (LETTER + 0.6)
    left, top = width - wide if place % 2 else 0.0, height - TALL if place > 1 else 0.0
    return Box(left, top, left + wide + 4, top + TALL + 4)
