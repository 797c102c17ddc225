"""The nine blocks of a business model canvas in three tiny formats: JSON, a Markdown list, a CSV list.

JSON: `{"format": "business-model-canvas", "version": 1, "title": "…", "blocks": {"channels": ["…"], …}}`.
Markdown: a heading for each block, `## Channels`, and a line for each note, `- …`; the first heading is the title.
CSV: two columns, `block` and `note`, a line for each note. Commas, semicolons and tabs are understood.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field

from rapport.apps.canvas.readers.json_file import fitting, read_json
from rapport.kernel.errors import Refused
from rapport.kernel.text import guarded

FORMAT = "business-model-canvas"
BLOCKS = {
    "key_partners": "Key partners",
    "key_activities": "Key activities",
    "key_resources": "Key resources",
    "value_propositions": "Value propositions",
    "customer_relationships": "Customer relationships",
    "channels": "Channels",
    "customer_segments": "Customer segments",
    "cost_structure": "Cost structure",
    "revenue_streams": "Revenue streams",
}
CUSTOMER_SIDE = ("customer_segments", "value_propositions", "channels", "customer_relationships")
ALSO_CALLED = {
    "partners": "key_partners",
    "activities": "key_activities",
    "resources": "key_resources",
    "valueproposition": "value_propositions",
    "customerrelationship": "customer_relationships",
    "relationships": "customer_relationships",
    "channel": "channels",
    "customersegment": "customer_segments",
    "segments": "customer_segments",
    "customers": "customer_segments",
    "costs": "cost_structure",
    "revenues": "revenue_streams",
    "revenue": "revenue_streams",
    "income": "revenue_streams",
}
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
ITEM = re.compile(r"\s*[-*+]\s+(.*)$")
Blocks = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class BusinessModel:
    """A title, and the notes of each block in order."""

    title: str = ""
    blocks: Blocks = field(default_factory=dict)


def read_business_model(content: bytes) -> BusinessModel:
    """The business model that a file holds, in whichever of the formats. Raises Refused naming the place."""
    start = content.lstrip()[:1]
    if start == b"{":
        return _from_json(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("The file is not written in UTF-8.", place=f"byte {error.start + 1}", code="text") from error
    found = _from_markdown(text) if re.search(r"^#{1,6}\s", text, re.M) else _from_csv(text)
    if not any(found.blocks.values()):
        raise Refused("The file holds no note of a business model.", place="file", code="empty")
    _checked(found)
    return found


def as_json(model: BusinessModel) -> str:
    """The model as JSON, all nine blocks in the usual order."""
    blocks = {key: model.blocks.get(key, []) for key in BLOCKS}
    document = {"format": FORMAT, "version": 1, "title": model.title, "blocks": blocks}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_markdown(model: BusinessModel) -> str:
    """The model as a Markdown list."""
    lines = [f"# {model.title or 'Business model'}", ""]
    for key, title in BLOCKS.items():
        notes = ["- " + note.replace("\n", "\n  ") for note in model.blocks.get(key, [])]
        lines += [f"## {title}", "", *notes, *([""] if notes else [])]
    return "\n".join(lines)


def as_csv(model: BusinessModel) -> str:
    """The model as CSV, guarded so that no spreadsheet runs a note."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["block", "note"])
    rows.writerows([key, guarded(note)] for key in BLOCKS for note in model.blocks.get(key, []))
    return written.getvalue()


def _from_json(content: bytes) -> BusinessModel:
    document = fitting(read_json(content), "business-model-1")
    return BusinessModel(document.get("title", ""), document["blocks"])


def _from_markdown(text: str) -> BusinessModel:
    title, block = "", ""
    blocks: Blocks = {}
    for number, line in enumerate(text.splitlines(), start=1):
        heading, item = HEADING.match(line), ITEM.match(line)
        if heading:
            block = _block(heading[2])
            if not block and not title and len(heading[1]) == 1:
                title = heading[2]
            elif not block:
                raise Refused(f"“{heading[2][:60]}” is no block of a business model.", place=f"line {number}")
        elif item:
            if not block:
                raise Refused("This note stands before the first block.", place=f"line {number}", code="block")
            blocks.setdefault(block, []).append(item[1].strip())
        elif line.strip() and block and line[:1] in " \t" and blocks.get(block):
            blocks[block][-1] += "\n" + line.strip()
    return BusinessModel(title, blocks)


def _from_csv(text: str) -> BusinessModel:
    blocks: Blocks = {}
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = next((sign for sign in "\t;," if sign in first), ",")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(f"The file is no list of blocks and notes: {error}.", place="file", code="csv") from error
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in {"block", "section"}):
            continue
        block = _block(cells[0])
        if not block:
            raise Refused(f"“{cells[0][:60]}” is no block of a business model.", place=f"line {number}", code="block")
        if len(cells) > 1 and cells[1]:
            blocks.setdefault(block, []).append(_unguarded(cells[1]))
    return BusinessModel("", blocks)


def _unguarded(cell: str) -> str:
    """A cell without the sign that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell


def _block(words: str) -> str:
    plain = re.sub(r"[^a-z]", "", words.lower())
    known = {key.replace("_", ""): key for key in BLOCKS}
    return known.get(plain) or ALSO_CALLED.get(plain, "")


def _checked(model: BusinessModel) -> None:
    document = {"format": FORMAT, "version": 1, "title": model.title, "blocks": model.blocks}
    fitting(document, "business-model-1")
