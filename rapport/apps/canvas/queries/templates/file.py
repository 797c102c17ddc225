"""An own template as a file, in an order that makes good diffs. Read again by `readers.template`."""

from __future__ import annotations

import json

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.export import Exported, file_name
from rapport.apps.canvas.queries.templates.own import WRITTEN, template_of
from rapport.apps.canvas.readers.template import FORMAT


def template_file(member: Member, template_id: int) -> Exported:
    """The template as JSON. Described by `static/canvas/format/template-1.schema.json`."""
    template = template_of(member, template_id)
    document = {
        "format": FORMAT,
        "version": 1,
        "title": template.title,
        "help": template.help,
        "sections": [{name: section[name] for name in WRITTEN} for section in template.sections],
    }
    content = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Exported(f"template-{file_name(template.title)}.json", "application/json", content.encode())
