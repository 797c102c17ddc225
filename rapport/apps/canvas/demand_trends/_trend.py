"""What a trend is read from: the words that speak of it in answers, and what customers do about it.

Nothing is guessed from a text: an answer speaks of a trend when it holds one of the words of an open list, which the
page shows. Of behaviour there is what a shop records, or the plain word that nothing is recorded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

BEGINNING = "…"
_ALIKE = {"a": "aáàâä", "c": "cç", "e": "eéèêë", "i": "iíìîï", "n": "nñ", "o": "oóòôö", "u": "uúùûü"}
_PLAIN = {letter: plain for plain, letters in _ALIKE.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class DemandTrend:
    """One direction in which demand may move.

    `words` are, by language, those that speak of it: whole words, or beginnings where they end with "…". Capitals and
    accents do not matter. Of behaviour counts either the share of orders through `channels` (words in the name of the
    channel), or a `metric` that is a share of customers; without both no behaviour is recorded for it. `does` says in
    words what is looked at.
    """

    name: str
    title: str | Promise
    help: str | Promise
    words: Mapping[str, tuple[str, ...]]
    does: str | Promise = ""
    channels: tuple[str, ...] = ()
    metric: str = ""
    order: int = 100

    @property
    def pattern(self) -> str:
        """The words as one expression, which SQLite and PostgreSQL read alike; to be matched whatever the capitals.

        >>> trend = DemandTrend("x", "", "", {"English": ("app", "personal…")})
        >>> [bool(re.search(trend.pattern, text)) for text in ("an app", "so personalised", "it happens", "apple")]
        [True, True, False, False]
        """
        every = dict.fromkeys(word for words in self.words.values() for word in words)
        begun = "|".join(_expression(word.removesuffix(BEGINNING)) for word in every if word.endswith(BEGINNING))
        whole = "|".join(_expression(word) for word in every if not word.endswith(BEGINNING))
        ways = [begun, f"({whole})(\\W|$)" if whole else ""]
        return f"(^|\\W)({'|'.join(filter(None, ways))})"

    @property
    def mark(self) -> str:
        """A short word that changes with the lists, so that no count outlives the words it was made with."""
        return f"{zlib.crc32(repr((self.pattern, self.channels)).encode()):08x}"


def _expression(word: str) -> str:
    """A word with or without its accents; between two words blanks or a hyphen.

    >>> _expression("línea")
    'l[iíìîï][nñ][eéèêë][aáàâä]'
    """
    return "".join(_letter(letter) for letter in word.casefold())


def _letter(letter: str) -> str:
    plain = _PLAIN.get(letter)
    if plain:
        return f"[{_ALIKE[plain]}]"
    return r"[\s-]+" if letter in " -" else re.escape(letter)
