"""Names as they are compared: words without accents, case, titles and legal forms; short forms stand for the whole."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from rapport.apps.customers.comparisons._short_names import WHOLE_NAMES
from rapport.apps.customers.comparisons._words import LEGAL_FORMS, PARTICLES, TITLES
from rapport.kernel.text import folded

Words = tuple[str, ...]
MOST_WORDS = 6
INITIAL_IS_ALIKE = 0.9
SHORT_FORM_IS_ALIKE = 0.98
# One letter too many, too few, wrong, or swapped with its neighbour is a slip of the hand; a word bears one in four
# letters. Two names of one family (Marta and Mariana, Leon and Lea) are further apart than that.
SLIPS_OF_A_WORD = 0.28
SLIP = 0.08
MISSING_WORD = 0.06
# Two of the same given and family name live in every town; of three words all the same, hardly ever.
WORDS_OF_A_LONG_NAME = 3


@lru_cache(maxsize=65_536)
def words_of_person(name: str) -> Words:
    """The words of a person's name, in alphabetical order.

    >>> words_of_person("Dr. José GARCÍA-Lopez"), words_of_person("Lopez, Garcia Pepe")
    (('garcia', 'jose', 'lopez'), ('garcia', 'lopez', 'pepe'))
    """
    return _words(name, TITLES | PARTICLES)


@lru_cache(maxsize=16_384)
def words_of_company(name: str) -> Words:
    """The words of a company's name without its legal form.

    >>> words_of_company("Müller & Söhne GmbH & Co. KG")
    ('muller', 'sohne')
    """
    return _words(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name), LEGAL_FORMS | PARTICLES)


def _words(name: str, left_out: frozenset[str]) -> Words:
    found = re.findall(r"\w+", folded(name).replace("'", "").replace("’", ""))
    kept = [word for word in found if word not in left_out] or found
    return tuple(sorted(kept)[:MOST_WORDS])


def alike(first: Words, second: Words) -> float:
    """How alike two names are, whatever the order of their words.

    Each word of the shorter name is paired with the most similar one of the longer; an initial stands for any word
    that begins with it. A word that one of them lacks costs a little.

    >>> alike(("ana", "ruiz"), ("ana", "ruiz")), alike(("a", "ruiz"), ("ana", "ruiz"))
    (1.0, 0.95)
    >>> alike(("ana", "rodriguez"), ("ana", "rodrigeuz")), alike(("leon", "ruiz"), ("lea", "ruiz"))
    (0.96, 0.0)
    """
    if first == second:
        return 1.0
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    left = list(long)
    total = 0.0
    for word in sorted(short, key=len, reverse=True):
        score, best = max((_word(word, other), other) for other in left)
        if not score:
            return 0.0
        left.remove(best)
        total += score
    # A single word in common is no whole name.
    missing = MISSING_WORD if len(short) > 1 else 2 * MISSING_WORD
    return max(0.0, total / len(short) - missing * len(left))


def _word(first: str, second: str) -> float:
    if first == second:
        return 1.0
    if len(first) == 1 or len(second) == 1:
        return INITIAL_IS_ALIKE if _initials(first) & _initials(second) else 0.0
    if WHOLE_NAMES.get(first, first) == WHOLE_NAMES.get(second, second):
        return SHORT_FORM_IS_ALIKE
    slips = DamerauLevenshtein.distance(first, second)
    return 1 - SLIP * slips if slips <= SLIPS_OF_A_WORD * max(len(first), len(second)) else 0.0


def keys(words: Words) -> set[str]:
    """Short texts of a name: each word with the first letter of each other one; one misspelt word leaves one intact.

    >>> sorted(keys(("ana", "ruiz"))), sorted(keys(("bob", "ruiz")))
    (['ana r', 'anna r', 'ruiz a'], ['bob r', 'robert r', 'ruiz b', 'ruiz r'])
    """
    found = {
        f"{form} {initial}"
        for place, word in enumerate(words)
        if len(word) > 1
        for form in {word, WHOLE_NAMES.get(word, word)}
        for other in words[:place] + words[place + 1 :]
        for initial in _initials(other)
    }
    return found or {" ".join(words)}


def _initials(word: str) -> set[str]:
    return {word[0], WHOLE_NAMES.get(word, word)[0]}
