"""What of a text is shown in the answers of a search: the place where the words occur, with the words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 180
BEFORE = 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an excerpt; `is_hit` where it is what was searched for."""

    text: str
    is_hit: bool = False


def excerpt(text: str, words: Sequence[str]) -> list[Stretch]:
    """A short part of the text around the first of the folded words, all of them marked.

    >>> [(part.text, part.is_hit) for part in excerpt("Café prices", ["cafe"])]
    [('Café', True), (' prices', False)]
    """
    line = " ".join(text.split())
    spans = _spans(line, words)
    start = _start(line, spans)
    end = min(len(line), start + LONGEST)
    parts = [Stretch("…")] if start else []
    at = start
    for first, last in spans:
        if first >= end or last <= start:
            continue
        parts += [Stretch(line[at:first]), Stretch(line[max(first, start) : min(last, end)], is_hit=True)]
        at = min(last, end)
    parts.append(Stretch(line[at:end] + ("…" if end < len(line) else "")))
    return [part for part in parts if part.text]


def _start(line: str, spans: Sequence[tuple[int, int]]) -> int:
    """Where the excerpt begins: at the text's own beginning, or at a word shortly before the first hit."""
    if not spans or len(line) <= LONGEST or spans[0][0] <= BEFORE:
        return 0
    return line.rfind(" ", 0, spans[0][0] - BEFORE) + 1


def _spans(line: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the line, joined where they overlap."""
    plain, places = _folded_with_places(line)
    found = sorted(span for word in words for span in _occurrences(plain, places, word))
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _folded_with_places(line: str) -> tuple[str, list[int]]:
    """The line folded character by character, and for each folded one the place it comes from."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for part in unicodedata.normalize("NFKD", character):
            if not unicodedata.combining(part):
                folded = part.casefold()
                plain.append(folded)
                places += [place] * len(folded)
    return "".join(plain), [*places, len(line)]


def _occurrences(plain: str, places: Sequence[int], word: str) -> list[tuple[int, int]]:
    spans = []
    at = plain.find(word) if word else -1
    while at >= 0:
        spans.append((places[at], places[at + len(word) - 1] + 1))
        at = plain.find(word, at + len(word))
    return spans
