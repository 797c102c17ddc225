"""Which column feeds which field: guessed from names and contents, checked before anything is read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import NamedTuple

from rapidfuzz import fuzz

from rapport.apps.exchange.importers import NUMBERS, Field, Importer
from rapport.apps.exchange.parsers import Unreadable
from rapport.apps.exchange.parsers.dates import guess_order, moment_parser
from rapport.apps.exchange.parsers.numbers import guess_mark, minutes_parser, number_parser, share_parser
from rapport.kernel.errors import Refused
from rapport.kernel.money import without_currency

LIKE_ENOUGH = 88
SURE = 0.9


class Guess(NamedTuple):
    """A column for a field and how sure that is, from 0 to 1."""

    column: str
    confidence: float


def guess_mapping(importer: Importer, columns: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, Guess]:
    """The likeliest column for every field that has one; no column is used twice."""
    offers = []
    for place, field in enumerate(importer.fields):
        for index, column in enumerate(columns):
            confidence = _likeness(field, column)
            if confidence and _holds(field, [row[index] for row in samples]):
                offers.append((-confidence, index, place, field.name, column))
    chosen: dict[str, Guess] = {}
    taken: set[str] = set()
    for confidence, _, _, field_name, column in sorted(offers):
        if field_name not in chosen and column not in taken:
            chosen[field_name] = Guess(column, -confidence)
            taken.add(column)
    return {field.name: chosen[field.name] for field in importer.fields if field.name in chosen}


def likeliest_importer(importers: Sequence[Importer], columns: Sequence[str], samples: Sequence[Sequence[str]]) -> str:
    """The name of the kind of import whose fields explain the file best."""

    def explained(importer: Importer) -> tuple[bool, float, int]:
        guesses = guess_mapping(importer, columns, samples)
        mapping = {name: guess.column for name, guess in guesses.items()}
        complete = not missing_fields(importer, mapping)
        return complete, sum(guess.confidence for guess in guesses.values()), -importer.order

    return max(importers, key=explained).name


def missing_fields(importer: Importer, mapping: dict[str, str]) -> list[str]:
    """What still needs a column, in words."""
    missing = [field.title for field in importer.fields if field.required and not mapping.get(field.name)]
    for group in importer.one_of:
        if not any(mapping.get(name) for name in group):
            missing.append(" or ".join(importer.field(name).title for name in group))
    return missing


def check_mapping(importer: Importer, mapping: dict[str, str], columns: Sequence[str]) -> dict[str, str]:
    """The mapping without empty choices. Raises Refused for unknown fields and columns and for what is missing."""
    known = {field.name for field in importer.fields}
    chosen = {name: column for name, column in mapping.items() if column}
    for name, column in chosen.items():
        if name not in known:
            raise Refused(
                f"{importer.title} have no field “{name}”. There are: {', '.join(sorted(known))}.", place=name
            )
        if column not in columns:
            raise Refused(f"The file has no column “{column}”. It has: {listed(columns)}.", place=name)
    missing = missing_fields(importer, chosen)
    if missing:
        raise Refused(
            f"A column is missing for: {'; '.join(missing)}. The file has: {listed(columns)}.",
            place="mapping",
            code="missing-columns",
        )
    return chosen


def check_match_columns(importer: Importer, mapping: dict[str, str], options: dict[str, str]) -> None:
    """Raise Refused where known records are to be recognised by something that no column gives."""
    for option in ("match", "match_2"):
        for name in _fields_behind(options.get(option, "")):
            named = name in mapping or (name == "name" and {"given_name", "family_name"} & set(mapping))
            if not named:
                title = importer.field(name).title if name in {each.name for each in importer.fields} else name
                raise Refused(f"To recognise records this way, a column is needed for: {title}.", place=option)


def _fields_behind(key: str) -> list[str]:
    """The fields that a record is recognised by under a key.

    >>> _fields_behind("name_company"), _fields_behind("custom:card"), _fields_behind("")
    (['name', 'company'], ['own_card'], [])
    """
    if key.startswith("custom:"):
        return [key.replace("custom:", "own_", 1)]
    if key.startswith("name_"):
        return ["name", key.removeprefix("name_")]
    return [key] if key else []


def listed(columns: Sequence[str], most: int = 30) -> str:
    """Column names for a sentence, the first thirty of them."""
    names = ", ".join(f"“{column}”" for column in columns[:most])
    return names if len(columns) <= most else f"{names} and {len(columns) - most} more"


def plain(name: str) -> str:
    """A column name for comparing: no case, accents, punctuation or spaces.

    >>> plain("Invoice_No."), plain("Número de Pedido")
    ('invoiceno', 'numerodepedido')
    """
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _likeness(field: Field, column: str) -> float:
    """1 for a known name (a little less the later it stands in the list), below 0.9 for a similar one, 0 else."""
    written = plain(without_currency(column)[0])
    names = [plain(name) for name in (field.name, field.title, *field.synonyms)]
    if written in names:
        return 1 - 0.09 * names.index(written) / len(names)
    best = max((fuzz.ratio(written, name) for name in names if len(name) > 4), default=0)
    return 0.85 * best / 100 if best >= LIKE_ENOUGH else 0.0


def _holds(field: Field, cells: Sequence[str]) -> bool:
    """Could these be values of the field? At least half of those that are not empty must read as such."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    reads = _reader(field, filled)
    if reads is None or not filled:
        return True
    return sum(1 for cell in filled if reads(cell)) >= len(filled) * 0.5


def _reader(field: Field, cells: Sequence[str]) -> Callable[[str], bool] | None:
    if field.kind == "email":
        return lambda cell: "@" in cell
    if field.kind in ("moment", "day"):
        return _accepts(moment_parser(guess_order(cells).order, UTC))
    if field.kind in NUMBERS:
        mark = guess_mark(cells).mark
        special = {"minutes": minutes_parser, "share": share_parser}.get(field.kind)
        return _accepts(special(mark) if special else number_parser(mark, 4))
    return None


def _accepts(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def accepts(cell: str) -> bool:
        try:
            parse(cell)
        except Unreadable:
            return False
        return True

    return accepts
