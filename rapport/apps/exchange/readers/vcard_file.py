"""vCard 2.1, 3.0 and 4.0: one row a card. Address books export their contacts so."""

import quopri
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rapport.apps.exchange.readers.encodings import BROKEN, encoding_of
from rapport.apps.exchange.readers.table import MAX_TEXT, BadRow, Row, checked, showable
from rapport.kernel.errors import Refused

COLUMNS = [
    "UID",
    "Full name",
    "First name",
    "Last name",
    "Email",
    "Email 2",
    "Phone",
    "Phone 2",
    "Company",
    "Job title",
    "Street",
    "City",
    "State",
    "Postal code",
    "Country",
    "Birthday",
    "Gender",
    "Language",
    "Website",
    "Tags",
    "Note",
]
PLACES = {"UID": "UID", "FN": "Full name", "TITLE": "Job title", "LANG": "Language", "URL": "Website", "NOTE": "Note"}
NUMBERED = {"EMAIL": ("Email", "Email 2"), "TEL": ("Phone", "Phone 2")}
GENDERS = {"m": "male", "f": "female", "o": "other", "n": "", "u": ""}
LARGEST_CARD = 4 * MAX_TEXT
BEGIN, END = "begin:vcard", "end:vcard"


class Property(NamedTuple):
    """One line of a card: its name, its parameters, its value as written."""

    name: str
    parameters: str
    value: str


class VcardFile:
    """The cards of a file, each with its first names, addresses and numbers; photographs are passed over."""

    columns = COLUMNS

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = encoding_of(path)

    @property
    def details(self) -> dict[str, str]:
        return {"format": "vCard", "encoding": self.encoding}

    def check(self) -> None:
        """Nothing more: cards are judged one by one as they are read."""

    def rows(self) -> Iterator[Row | BadRow]:
        for line, lines, fault in self._cards():
            if fault:
                yield BadRow(line, "", fault, [showable(text[:200]) for text in lines[:1]])
                continue
            values = _values(lines)
            row = checked(line, [values.get(column, "") for column in COLUMNS], COLUMNS)
            if row is not None:
                yield row

    def _cards(self) -> Iterator[tuple[int, list[str], str]]:
        """Line number, unfolded lines and fault of every card."""
        begun, size = 0, 0
        card: list[str] = []
        with self.path.open(encoding=self.encoding, errors=BROKEN, newline=None) as file:
            for number, raw in enumerate(iter(lambda: file.readline(MAX_TEXT), ""), start=1):
                text = raw.rstrip("\r\n")
                said = text.strip().lower()
                if said == BEGIN:
                    if begun:
                        yield begun, card, "The card is not closed: there is no END:VCARD before the next begins."
                    begun, card, size = number, [], 0
                elif said == END and begun:
                    yield begun, card, "The card is too large." if size > LARGEST_CARD else ""
                    begun = 0
                elif begun and size <= LARGEST_CARD:
                    size += len(text)
                    _unfold(card, text)
        if begun:
            yield begun, card, "The card is not closed: the file ends before END:VCARD."


def _unfold(card: list[str], text: str) -> None:
    if text[:1] in (" ", "\t") and card:
        card[-1] += text[1:]
    elif card and card[-1].endswith("=") and "quoted-printable" in card[-1].lower():
        card[-1] = f"{card[-1][:-1]}{text}"
    elif text:
        card.append(text)


def _values(lines: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        found = _property(line)
        if found is None:
            continue
        if found.name in NUMBERED:
            place = next((name for name in NUMBERED[found.name] if name not in values), "")
            values |= {place: _plain(found).removeprefix("tel:").removeprefix("mailto:")} if place else {}
        elif found.name in PLACES:
            values.setdefault(PLACES[found.name], _plain(found))
        else:
            values = {**_structured(found), **values}
    return values


def _property(line: str) -> Property | None:
    """The parts of a line; item groups such as `item1.` before the name are left off.

    >>> _property("item1.EMAIL;TYPE=work:ana@example.com")
    Property(name='EMAIL', parameters='TYPE=work', value='ana@example.com')
    """
    matched = re.match(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)', line, re.S)
    if matched is None:
        return None
    name, parameters, value = matched.group(1).upper(), matched.group(2).removeprefix(";"), matched.group(3)
    if "QUOTED-PRINTABLE" in parameters.upper():
        charset = re.search(r"CHARSET=([\w-]+)", parameters, re.I)
        value = _decoded(value, charset.group(1) if charset else "utf-8")
    return Property(name, parameters, value)


def _decoded(value: str, charset: str) -> str:
    try:
        return quopri.decodestring(value.encode("latin-1", "replace")).decode(charset, "replace")
    except LookupError as error:
        raise Refused(f"The vCard file names an unknown character set: {charset[:40]}.", code="bad-encoding") from error


def _structured(found: Property) -> dict[str, str]:
    if found.name == "N":
        family, given = [*_parts(found.value), "", ""][:2]
        return {"Last name": family, "First name": given}
    if found.name == "ORG":
        return {"Company": _parts(found.value)[0]}
    if found.name == "ADR":
        places = [*_parts(found.value), *[""] * 7]
        street = ", ".join(part for part in places[:3] if part)
        named = ("Street", "City", "State", "Postal code", "Country")
        return {name: part for name, part in zip(named, (street, *places[3:7]), strict=True) if part}
    if found.name == "CATEGORIES":
        return {"Tags": ", ".join(_parts(found.value, ","))}
    if found.name == "BDAY":
        return {"Birthday": _birthday(found.value)}
    if found.name == "GENDER":
        return {"Gender": GENDERS.get(_parts(found.value)[0].lower(), "")}
    return {}


def _birthday(value: str) -> str:
    """The day as 1985-04-12; empty where the year is not said.

    >>> _birthday("19850412"), _birthday("1985-04-12T00:00:00Z"), _birthday("--0412")
    ('1985-04-12', '1985-04-12', '')
    """
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", value.strip())
    return "-".join(found.groups()) if found else ""


def _plain(found: Property) -> str:
    return _unescaped(found.value)


def _parts(value: str, separator: str = ";") -> list[str]:
    return [_unescaped(part) for part in re.split(rf"(?<!\\){separator}", value)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda sign: "\n" if sign[1] in "nN" else sign[1], text).strip()
