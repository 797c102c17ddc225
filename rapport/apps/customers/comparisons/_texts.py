"""Numbers, streets and domains in the form they are compared in."""

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from rapport.apps.customers.comparisons._words import PROVIDERS, STREET_WORDS
from rapport.kernel.text import folded

FEWEST_CHARACTERS = 3
# Mail providers: that two people have their mail at one of them says nothing.
Street = tuple[str, str]


def squeezed(text: str) -> str | None:
    """Letters and digits alone, without accents and case; None where there are none."""
    return re.sub(r"\W+", "", folded(text)) or None


def plain_number(text: str) -> str | None:
    """A number without signs and leading zeros; None where too little is left to mean anything.

    >>> plain_number("C-00123"), plain_number("c123"), plain_number("7")
    ('c123', 'c123', None)
    """
    found = re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", folded(text)))
    return found if len(found) >= FEWEST_CHARACTERS else None


@lru_cache(maxsize=16_384)
def domain(website: str, email: str) -> str | None:
    """The domain of a website, else of an address; None for mail providers.

    >>> domain("https://www.basalt.example/shop", ""), domain("", "ana@gmail.com")
    ('basalt.example', None)
    """
    host = re.sub(r"^\w+://", "", website.strip().lower()).split("/")[0].split(":")[0] or email.rpartition("@")[2]
    host = host.removeprefix("www.")
    return host if "." in host and host not in PROVIDERS else None


@lru_cache(maxsize=65_536)
def street(text: str) -> Street | None:
    """The name of a street and the number of the house; None without a name.

    >>> street("C/ Mayor, 12 3ºB"), street("12 Main St.")
    (('mayor', '12'), ('main', '12'))
    """
    found = re.findall(r"[^\W\d_]+|\d+", folded(text))
    number = next((word for word in found if word.isdigit()), "")
    after = found[: found.index(number)] if number and found[0] != number else found
    name = "".join(word for word in after if not word.isdigit() and word not in STREET_WORDS)
    name = re.sub(r"(strasse|str|straat)$", "", name) or name
    return (name, number) if name else None


def streets_alike(first: Street, second: Street) -> float:
    """How alike two streets are; houses of different numbers are different places."""
    if first[1] != second[1]:
        return 0.0
    return 1.0 if first[0] == second[0] else float(JaroWinkler.similarity(first[0], second[0]))


def street_keys(value: Street) -> tuple[str, ...]:
    """The house number with the beginning of the street's name, and with its end."""
    name, number = value
    return (f"{number} {name[:3]}", f"{name[-3:]} {number}")
