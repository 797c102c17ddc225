"""JSON as programs export it: a list of objects, one object a line, or an object around one list; piece by piece."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapport.apps.exchange.readers.encodings import encoding_of
from rapport.apps.exchange.readers.table import MAX_COLUMNS, MAX_TEXT, BadRow, Row, checked
from rapport.kernel.errors import Refused

BLOCK = 1 << 18
DEEPEST = 4
LONGEST_NAME = 500


class JsonFile:
    """A table of objects: names within objects are joined by points, and a list of objects gives a row for each.

    `line` of a row is the number of its object in the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = encoding_of(path)
        self.columns = self._columns()

    @property
    def details(self) -> dict[str, str]:
        return {"format": "JSON", "encoding": self.encoding}

    def check(self) -> None:
        """Nothing more: looking for the columns has read the whole file."""

    def rows(self) -> Iterator[Row | BadRow]:
        for number, entry in enumerate(self._entries(), start=1):
            if not isinstance(entry, dict):
                yield BadRow(number, "", "This entry is no object with names and values.", [str(entry)[:200]])
                continue
            for values in _rows_of(entry):
                cells = [values.get(column, "") for column in self.columns]
                row = checked(number, cells, self.columns)
                if row is not None:
                    yield row

    def _columns(self) -> list[str]:
        names: dict[str, None] = {}
        found = False
        for entry in self._entries():
            found = True
            if isinstance(entry, dict):
                for values in _rows_of(entry):
                    names |= dict.fromkeys(values)
            if len(names) > MAX_COLUMNS:
                words = f"The file has more than {MAX_COLUMNS:,} different names; at most {MAX_COLUMNS:,} can be read."
                raise Refused(words, place=self.path.name, code="too-many-columns")
        if not found:
            raise Refused("The file holds an empty list.", place=self.path.name, code="empty-file")
        if not names:
            raise Refused("The JSON file holds no objects with names and values.", code="wrong-file-type")
        if any(len(name) > LONGEST_NAME or "\0" in name for name in names):
            raise Refused("A name in the JSON file cannot be read as a column name.", code="bad-header")
        return list(names)

    def _entries(self) -> Iterator[Any]:
        try:
            yield from Entries(self.path, self.encoding)
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refused(f"The file is no JSON that can be read: {error}.", code="damaged-json") from error


class Entries:
    """The objects of a file one after the other, without ever holding all of it."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._encoding = encoding

    def __iter__(self) -> Iterator[Any]:
        with self._path.open("rb") as file:
            text = Text(file, self._encoding)
            first = text.peek()
            in_list = first == "["
            if first == "{" and text.is_wrapper():
                text.skip_to_list()
                in_list = True
            elif in_list:
                text.skip("[")
            while (sign := text.peek()) and sign != "]":
                yield text.value()
                if text.peek() == ",":
                    text.skip(",")
            if in_list and not sign:
                raise Refused("The JSON file ends in the middle of its list.", code="damaged-json")


class Text:
    """The text of a file, as much of it as the value under way needs."""

    def __init__(self, file: Any, encoding: str) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder(encoding)(errors="strict").decode
        self._buffer = ""
        self._ended = False
        self._decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_no_number)

    def peek(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            self._buffer = self._buffer.lstrip(" \t\r\n\ufeff")
            if self._buffer or not self._more():
                return self._buffer[:1]

    def skip(self, sign: str) -> None:
        """Pass over a sign that stands next."""
        assert self._buffer.startswith(sign)
        self._buffer = self._buffer[1:]

    def value(self) -> Any:
        """The next value. Raises JSONDecodeError where there is none, Refused where it is too long."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer)
            except json.JSONDecodeError:
                if len(self._buffer) > MAX_TEXT:
                    raise Refused(f"An entry is longer than {MAX_TEXT:,} characters.", code="damaged-json") from None
                if not self._more():
                    raise
            else:
                # A number at the end of the buffer may go on in the next block.
                if end < len(self._buffer) or not self._more():
                    self._buffer = self._buffer[end:]
                    return value

    def is_wrapper(self) -> bool:
        """Is the first object one around a list of objects, such as {"customers": [{…}]}?"""
        while len(self._buffer) < MAX_TEXT and self._more():
            pass
        try:
            self._decoder.raw_decode(self._buffer)
        except json.JSONDecodeError:
            return self._list_at() >= 0
        end = self._decoder.raw_decode(self._buffer)[1]
        alone = not self._buffer[end:].strip()
        return alone and self._list_at() >= 0

    def skip_to_list(self) -> None:
        """Go to the first entry of the list in the object."""
        self._buffer = self._buffer[self._list_at() + 1 :]

    def _list_at(self) -> int:
        """Where the value of the first name begins, if that is a list of objects."""
        after = self._buffer[1:].lstrip()
        try:
            _, end = self._decoder.raw_decode(after)
        except json.JSONDecodeError:
            return -1
        rest = after[end:].lstrip()
        opened = rest.removeprefix(":").lstrip()
        if not opened.startswith("[") or not opened[1:].lstrip().startswith("{"):
            return -1
        return len(self._buffer) - len(opened)

    def _more(self) -> bool:
        if self._ended:
            return False
        block = self._file.read(BLOCK)
        self._ended = not block
        self._buffer += self._decode(block, final=self._ended)
        return not self._ended


def _no_number(text: str) -> str:
    return ""


def _rows_of(entry: dict[str, Any]) -> Iterator[dict[str, str]]:
    """An object as rows of names and texts: one, or one for each object in the first list of objects in it."""
    values: dict[str, str] = {}
    lists: dict[str, list[Any]] = {}
    _flatten(entry, "", values, lists)
    if not lists:
        yield values
        return
    name, entries = next(iter(lists.items()))
    for line in entries:
        of_line: dict[str, str] = {}
        _flatten(line, f"{name}.", of_line, {})
        yield values | of_line


def _flatten(
    entry: dict[str, Any], prefix: str, values: dict[str, str], lists: dict[str, list[Any]], depth: int = 1
) -> None:
    for key, value in entry.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < DEEPEST:
            _flatten(value, f"{name}.", values, lists, depth + 1)
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            lists[name] = value
        else:
            values[name] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
