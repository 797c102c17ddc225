"""Finding one person's names, addresses and numbers in texts, and taking them out."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from rapport.kernel.text import folded

ERASED = "[erased]"
SHORTEST = 4
DIGITS = 7
PIECE = 1 << 20
OVERLAP = 400
RUN_OF_DIGITS = re.compile(r"\+?\d[\d\s().\-/]{5,}\d")


@dataclass(frozen=True)
class Words:
    """By what a person is found where somebody else wrote of them.

    `said` are full names and addresses, which are looked for inside texts; `marks` are single names and customer
    numbers, which count only where they are the whole text; `numbers` are the digits of telephone numbers.
    """

    said: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, names: Iterable[str] = (), addresses: Iterable[str] = (), numbers: Iterable[str] = ()) -> "Words":
        """The words of somebody: names and customer numbers, e-mail addresses, telephone numbers.

        >>> Words.of(names=["Ana Ruiz", "Ana"], numbers=["+34 600 000 001"]).in_text("Call ana  ruíz at 600-000-001")
        True
        """
        names = {name.strip() for name in names if name.strip()}
        whole = {name for name in names if " " in name and len(name) >= SHORTEST}
        told = {address.strip() for address in addresses if len(address.strip()) >= SHORTEST}
        digits = {"".join(character for character in number if character.isdigit()) for number in numbers}
        return cls(
            frozenset(whole | told),
            frozenset(folded(name) for name in names - whole),
            frozenset(number.lstrip("0") for number in digits if len(number.lstrip("0")) >= DIGITS),
        )

    def __bool__(self) -> bool:
        return bool(self.said or self.marks or self.numbers)

    def in_text(self, text: str) -> bool:
        """Does the text name the person, in whichever case and with or without accents?"""
        plain = folded(text)
        return plain in self.marks or self._folded_pattern.search(plain) is not None or self._has_number(text)

    def without(self, text: str) -> str:
        """The text with what names the person taken out; all of it where only the whole would do."""
        if not self.in_text(text):
            return text
        left = RUN_OF_DIGITS.sub(self._number_gone, self._pattern.sub(ERASED, text))
        return ERASED if self.in_text(left) else left

    def without_in(self, value: Any) -> Any:
        """The same for every text inside a value as JSON holds it."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.without_in(one) for one in value]
        if isinstance(value, dict):
            return {key: self.without_in(one) for key, one in value.items()}
        return value

    def rowwise(self, value: Any) -> Any:
        """The same for rows of a file: where one cell names the person, all texts of that row go."""
        if not isinstance(value, dict | list):
            return self.without_in(value)
        direct = [one for one in (value.values() if isinstance(value, dict) else value) if isinstance(one, str)]
        row = any(self.in_text(one) for one in direct)
        if isinstance(value, dict):
            return {key: ERASED if row and isinstance(one, str) else self.rowwise(one) for key, one in value.items()}
        return [ERASED if row and isinstance(one, str) else self.rowwise(one) for one in value]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self.said)

    @cached_property
    def _folded_pattern(self) -> re.Pattern[str]:
        return _any_of(folded(word) for word in self.said)

    def _has_number(self, text: str) -> bool:
        return bool(self.numbers) and any(self._is_theirs(run) for run in RUN_OF_DIGITS.findall(text))

    def _is_theirs(self, run: str) -> bool:
        digits = "".join(character for character in run if character.isdigit()).lstrip("0")
        return any(digits == number or digits.endswith(number) for number in self.numbers)

    def _number_gone(self, found: re.Match[str]) -> str:
        return ERASED if self._is_theirs(found.group()) else found.group()


def bones(value: Any) -> Any:
    """A value as JSON holds it without any text: numbers, yes and no, and how they are arranged.

    >>> bones({"merge": 3, "name": "Ana", "ids": [1, "x"]})
    {'merge': 3, 'ids': [1]}
    """
    if isinstance(value, dict):
        kept = {key: bones(one) for key, one in value.items() if not isinstance(one, str)}
        return {key: one for key, one in kept.items() if one not in ({}, [])}
    if isinstance(value, list):
        return [bones(one) for one in value if not isinstance(one, str)]
    return value


def names_in_file(words: Words, path: Path) -> bool:
    """Does a file name the person: a text in any common encoding, or a workbook or another archive of texts?"""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return any(_names_in(words, archive.open(name)) for name in archive.namelist())
    with path.open("rb") as file:
        return _names_in(words, file)


def _names_in(words: Words, file: IO[bytes]) -> bool:
    """Read line by line; a line too long to be one, as in a workbook, in pieces that overlap."""
    start = file.read(4)
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    before = b""
    while piece := file.read(PIECE):
        whole, start = start + before + piece, b""
        if words.in_text(_decoded(whole, wide)):
            return True
        before = whole[-OVERLAP:]
    return words.in_text(_decoded(start, wide))


def _decoded(content: bytes, wide: bool) -> str:
    if wide:
        return content.decode("utf-16-le" if not content.startswith(b"\xfe\xff") else "utf-16", "ignore")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1") if content.count(b"\xc3") < 3 else content.decode(errors="ignore")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    written = [r"\s+".join(re.escape(part) for part in word.split()) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<![\w@])(?:{'|'.join(written)})(?![\w@])" if written else r"(?!)", re.IGNORECASE)
