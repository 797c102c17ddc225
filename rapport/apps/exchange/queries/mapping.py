"""The sheet on which columns and fields are matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField
from rapport.apps.exchange.importers import NUMBERS, Field, Importer, Option, importer_of
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.presets import Preset, presets
from rapport.apps.exchange.readers import Row, open_table
from rapport.apps.exchange.recipes.conventions import DATE_ORDER, DECIMAL_MARK
from rapport.apps.exchange.recipes.mapping import SURE, missing_fields
from rapport.kernel.errors import Refused

SHOWN_SAMPLES = 3
LONGEST_SAMPLE = 40
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column that could be chosen, with a few of its values."""

    name: str
    samples: str


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field of the import with the column chosen for it."""

    field: Field
    needed: str
    column: str
    samples: str
    sureness: str


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """One thing to say about the whole file, with what is chosen and whether that is in doubt."""

    option: Option
    value: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class MappingSheet:
    """Everything the page of columns shows."""

    importer: Importer
    fields: list[FieldChoice]
    columns: list[ColumnChoice]
    options: list[OptionChoice]
    unused: list[ColumnChoice]
    missing: list[str]
    preset: Preset | None
    own_kinds: list[tuple[str, str]]

    @property
    def matched(self) -> list[FieldChoice]:
        """The fields that have a column, and those that should have one."""
        return [choice for choice in self.fields if choice.column or choice.needed]

    @property
    def further(self) -> list[FieldChoice]:
        """The fields that may stay without a column and have none."""
        return [choice for choice in self.fields if not choice.column and not choice.needed]

    @property
    def about_records(self) -> list[OptionChoice]:
        """What is said about records that are known already."""
        return [choice for choice in self.options if choice.option.about == "records"]

    @property
    def about_file(self) -> list[OptionChoice]:
        """What is said about how the file is written."""
        return [choice for choice in self.options if choice.option.about == "file"]


def mapping_sheet(member: Member, source: Import, *, mapping: dict[str, str] | None = None) -> MappingSheet:
    """The sheet for an import, with the given choices instead of the kept ones."""
    member.require("imports.run")
    importer = importer_of(member, source.kind)
    chosen = source.mapping if mapping is None else mapping
    samples = samples_of(source)
    fields = [_field_choice(importer, field, source, chosen, samples) for field in importer.fields]
    columns = [ColumnChoice(column, samples.get(column, "")) for column in source.columns]
    unused = [column for column in columns if column.name not in chosen.values()]
    preset = presets.get(source.preset) if source.preset in presets else None
    # Whoever may make fields can keep a column that no field is for.
    own_kinds = list(CustomField.Kind.choices) if importer.party_kind and member.may("fields.edit") else []
    missing = missing_fields(importer, chosen)
    options = _options(importer, source)
    return MappingSheet(importer, fields, columns, options, unused, missing, preset, own_kinds)


def samples_of(source: Import) -> dict[str, str]:
    """A few different values of every column, joined for showing; nothing when the file is gone."""
    path = source.path
    if path is None or not path.exists():
        return {}
    try:
        rows = [row.cells for row in islice(open_table(path).rows(), LOOKED_AT) if isinstance(row, Row)]
    except Refused:
        return {}
    return {column: _joined([cells[place] for cells in rows]) for place, column in enumerate(source.columns)}


def _joined(cells: Sequence[str]) -> str:
    filled = dict.fromkeys(cell.strip()[:LONGEST_SAMPLE] for cell in cells if cell.strip())
    return " · ".join(islice(filled, SHOWN_SAMPLES))


def _field_choice(
    importer: Importer, field: Field, source: Import, chosen: dict[str, str], samples: dict[str, str]
) -> FieldChoice:
    column = chosen.get(field.name, "")
    return FieldChoice(
        field, _needed(importer, field), column, samples.get(column, ""), _sureness(source, field, column)
    )


def _needed(importer: Importer, field: Field) -> str:
    if field.required:
        return "needed"
    group = next((group for group in importer.one_of if field.name in group), ())
    others = [importer.field(name).title for name in group if name != field.name]
    return f"this or {others[0].lower()}" if others else ""


def _sureness(source: Import, field: Field, column: str) -> str:
    """`sure`, `check` for a guess that should be looked at, `chosen` where a person chose, or nothing."""
    if not column:
        return ""
    if column != source.mapping.get(field.name) or field.name not in source.guessed:
        return "chosen"
    return "sure" if source.guessed[field.name] >= SURE else "check"


def _options(importer: Importer, source: Import) -> list[OptionChoice]:
    shown: list[Any] = list(importer.options)
    kinds = {importer.field(name).kind for name in source.mapping}
    if "date_order" in source.options or kinds & {"moment", "day"}:
        shown.append(DATE_ORDER)
    if "decimal_mark" in source.options or kinds & NUMBERS:
        shown.append(DECIMAL_MARK)
    return [
        OptionChoice(option, source.options.get(option.name, option.default), option.name in source.doubts)
        for option in shown
    ]
