"""Giving data out: asked for by right, noted in the log, written as it is read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.exchange.exporters import Column, Row, exporters
from rapport.apps.exchange.writers import CONTENT_TYPES, ENDINGS, WRITERS
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused


@dataclass(frozen=True, slots=True)
class Exported:
    """A file on its way out."""

    file_name: str
    content_type: str
    content: Iterator[bytes]


def export(member: Member, name: str, file_format: str = "csv") -> Exported:
    """Everything of a kind that the member's rights reach, in the columns they see. The log notes who took what."""
    if name not in exporters:
        raise Missing(f"There is no export of “{name[:40]}”. There is: {', '.join(exporters.names())}.")
    exporter = exporters.get(name)
    member.require(exporter.right)
    if file_format not in exporter.formats:
        raise Refused(f"{exporter.title} can be had as {', '.join(exporter.formats)}.", place="format")
    columns = exporter.columns(member)
    return export_rows(member, name, columns, exporter.rows(member), file_format)


def export_rows(
    member: Member, name: str, columns: Sequence[Column], rows: Iterable[Row], file_format: str
) -> Exported:
    """Any rows as a file, noted in the log. Whoever calls has asked for the right to see them."""
    member.require("exports.run")
    with recorded(member.actor, "export.made", subject=Subject("export", name, name), topics=["exports"]) as change:
        change.details |= {"format": file_format, "columns": [column.name for column in columns]}
    ending = ENDINGS[file_format]
    file_name = f"{member.workspace.slug}-{name}-{now().date().isoformat()}.{ending}"
    return Exported(file_name, CONTENT_TYPES[file_format], WRITERS[file_format](columns, rows))
