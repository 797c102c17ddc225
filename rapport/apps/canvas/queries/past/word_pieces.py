"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    says: Literal["same", "gone", "new"]
    text: str


def word_pieces(before: str, after: str) -> list[Piece]:
    """The change from one text to another in stretches of words.

    >>> [(piece.says, piece.text) for piece in word_pieces("The price is high", "The price is too high")]
    [('same', 'The price is '), ('new', 'too '), ('same', 'high')]
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    pieces: list[Piece] = []
    for deed, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if deed == "equal":
            pieces.append(Piece("same", "".join(old[first:last])))
            continue
        pieces += [Piece("gone", "".join(old[first:last]))] if last > first else []
        pieces += [Piece("new", "".join(new[start:end]))] if end > start else []
    return pieces
