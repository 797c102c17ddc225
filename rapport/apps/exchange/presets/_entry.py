"""The parts of a preset."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapport.kernel.money import without_currency


@dataclass(frozen=True, slots=True)
class Preset:
    """A known export of another system: how its header gives it away, and what its columns mean.

    `help` says where to get it. It is recognised by any of the sets of columns in `marks` that the header holds whole.
    `mapping` gives each field the columns that may feed it, the best first; those the file does not have are passed
    over. A heading may name a currency behind it. `options` say how the export writes dates and numbers, where that
    never varies.
    """

    name: str
    title: str
    system: str
    help: str
    kind: str
    marks: tuple[tuple[str, ...], ...]
    mapping: dict[str, tuple[str, ...]]
    options: dict[str, str] = field(default_factory=dict)
    order: int = 0

    def sureness(self, columns: Sequence[str]) -> int:
        """How many columns gave it away; 0 where it is not this export."""
        header = set(_known_as(columns))
        return max((len(mark) for mark in self.marks if {name.casefold() for name in mark} <= header), default=0)

    def mapping_of(self, columns: Sequence[str]) -> dict[str, str]:
        """The field of each column that this file has, under the column's name in the file."""
        written = _known_as(columns)
        found: dict[str, str] = {}
        for name, choices in self.mapping.items():
            column = next((written[choice.casefold()] for choice in choices if choice.casefold() in written), "")
            if column and column not in found.values():
                found[name] = column
        return found


def _known_as(columns: Sequence[str]) -> dict[str, str]:
    """The columns by the names they go by: as written, and without a currency behind it."""
    bare = {without_currency(column)[0].casefold(): column for column in columns}
    return bare | {column.casefold(): column for column in columns}
