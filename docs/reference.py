"""Writes the pages of docs/reference that come from code: python docs/reference.py

A test holds the pages to the code, so this runs whenever a command or a catalogue entry changes its words.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))


def commands() -> str:
    """Every command with its arguments and options."""
    import typer

    from rapport.cli import app

    group: Any = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "`bin/rapport COMMAND` in a checkout, `rapport COMMAND` where the package is installed.",
        "",
    ]
    for name in sorted(group.commands):
        lines += _command(f"rapport {name}", group.commands[name])
    return "\n".join(lines)


def metrics() -> str:
    """Every metric with what it means, its formula, source and pitfalls."""
    from rapport.analytics.groups import GROUPS
    from rapport.analytics.metrics import catalogue

    opening = "Each with an interval, its n and its period; `rapport metrics` prints them as a table."
    lines = ["# Metrics", "", opening, ""]
    for group, heading in GROUPS.items():
        lines += [f"## {heading}", ""]
        for metric in (entry for entry in catalogue if entry.group == group):
            lines += [f"### {metric.title}", "", f"`{metric.name}`", "", *_paragraphs(metric.help)]
    return "\n".join(lines)


def conditions() -> str:
    """Every condition of the one grammar, by group, with what can be said about its value."""
    from rapport.kernel.conditions import registered

    lines = ["# Conditions", "", "What segments ask about a customer; groups of all, any and not may be nested.", ""]
    by_group: dict[str, list[Any]] = {}
    for entry in registered():
        by_group.setdefault(str(entry.group), []).append(entry)
    for group, entries in by_group.items():
        lines += [f"## {group}", "", "| condition | name | operators |", "| --- | --- | --- |"]
        lines += [_condition(entry) for entry in entries]
        lines.append("")
    return "\n".join(lines)


def imports() -> str:
    """Every kind of file that can be imported, with its fields and the headings they are recognised by."""
    from rapport.apps.exchange.importers import every_field, importers

    opening = (
        "A column is recognised by its heading; any other one can be assigned by hand. Columns about consent are for "
        "whoever may record it, and for the purpose chosen with the file (`--set consent_purpose=…`)."
    )
    lines = ["# Imports", "", opening, ""]
    for entry in importers:
        lines += [f"## {entry.title}", "", f"`--as {entry.name}` — {entry.help}", ""]
        lines += ["| field | name | needed | recognised headings |", "| --- | --- | --- | --- |"]
        lines += [_field(field) for field in every_field(entry)]
        lines.append("")
    return "\n".join(lines)


def canvases() -> str:
    """Every template with its sections, every trend in demand, and every kind of evidence."""
    from rapport.apps.canvas.blueprints import blueprints
    from rapport.apps.canvas.demand_trends import demand_trends
    from rapport.apps.canvas.evidence_kinds import evidence_kinds
    from rapport.apps.canvas.starter_sets import starter_sets

    lines = ["# Canvases", "", "A new template or kind of evidence is one new file.", ""]
    for blueprint in blueprints:
        lines += [f"## Template: {blueprint.title}", "", blueprint.help, "", "| section | asks | example |"]
        lines += ["| --- | --- | --- |"]
        lines += [f"| {one.title} | {' '.join(one.questions)} | {one.example} |" for one in blueprint.sections]
        lines.append("")
    for starter in starter_sets:
        segments = [f"- {one.title}: {one.words}" for one in starter.segments]
        lines += [f"## Examples: {starter.title}", "", starter.help, "", *segments, ""]
    for trend in demand_trends:
        lines += [f"## Demand trend: {trend.title}", "", f"`{trend.name}` — {trend.help}", ""]
        lines += [f"- {language}: {', '.join(words)}" for language, words in trend.words.items()]
        lines += [f"- Behaviour: {trend.does or 'none recorded'}", ""]
    for kind in evidence_kinds:
        lines += [f"## Evidence: {kind.title}", "", f"`{kind.name}` — {kind.help}", ""]
        lines += [f"- {one.label}{f': {one.help}' if one.help else ''}" for one in kind.settings]
        lines.append("")
    return "\n".join(lines)


def relationships() -> str:
    """Every relationship type, every live box and every lesson."""
    from rapport.apps.canvas.lessons import lessons
    from rapport.apps.canvas.queries.live import live_boxes
    from rapport.apps.canvas.relationship_types import relationship_types

    lines = ["# Relationships, live boxes, lessons", "", "A new one of each is one new file.", ""]
    for one in relationship_types:
        run_by = ", ".join(f"{part.title}{'' if part.exists else ' (not there yet)'}" for part in one.run_by)
        lines += [f"## Relationship type: {one.title}", "", f"`{one.name}` — {one.help} For example: {one.example}", ""]
        lines += [f"- Suits: {one.suits}", f"- Run by: {run_by}"]
        lines += [f"- Watch: {', '.join(watch.title for watch in one.watch)}", ""]
    for box in live_boxes:
        lines += [f"## Live box: {box.title}", "", f"`{box.name}` — {box.help}", ""]
    for lesson in lessons:
        lines += [f"## Lesson: {lesson.title}", "", lesson.help, ""]
        lines += [f"- Tip: {lesson.tip}", f"- Task: {lesson.task}", ""]
    return "\n".join(lines)


def analyses() -> str:
    """Every analysis with its question, how it is worked out, what can be chosen and which tables it reads."""
    from rapport.apps.insights.analyses import GROUPS, analyses

    opening = "Pages under *Metrics → Analyses*; each keeps its answer until the data change, and has tables as CSV."
    lines = ["# Analyses", "", opening, ""]
    for group, heading in GROUPS.items():
        lines += [f"## {heading}", ""]
        for entry in (one for one in analyses if one.group == group):
            lines += [f"### {entry.title}", "", f"`{entry.name}` — {entry.question}", "", *_paragraphs(entry.help)]
            lines += [f"Reads {', '.join(entry.tables)}.", ""]
            if entry.wishes:
                lines += ["| can be chosen | default | among |", "| --- | --- | --- |", *map(_wish, entry.wishes), ""]
    return "\n".join(lines)


def timeline() -> str:
    """Every kind of entry of the timeline, with what it needs to be seen."""
    from rapport.kernel.timeline import registered

    lines = ["# Timeline", "", "What stands on the timeline of a customer; a new kind of entry is one new file.", ""]
    lines += ["| kind | name | what it tells | right |", "| --- | --- | --- | --- |"]
    lines += [f"| {one.title} | `{one.name}` | {one.help} | `{one.right}`{_hidden_with(one)} |" for one in registered()]
    return "\n".join(lines)


def lake() -> str:
    """Every table of the lake: where its rows come from and what its columns mean."""
    from rapport.apps.insights.extracts import by_table

    lines = [
        "# Lake",
        "",
        "Each workspace has a folder of Delta tables, `lake/<workspace number>/<table>`, that DuckDB, Spark, Trino and",
        "Databricks read. Rows are appended, never changed: of each `id` the row with the highest `change` holds,",
        "and none holds whose newest row is `deleted`. Amounts are without tax, times are UTC.",
        "",
    ]
    for name, (entry, *others) in by_table():
        lines += [f"## {entry.title}", "", f"`{name}` — {entry.help}", ""]
        lines += [f"{one.title} are in it too: {one.help}\n" for one in others]
        lines += ["| column | meaning | unit |", "| --- | --- | --- |"]
        lines += [f"| `{column.name}` | {column.meaning} | {column.unit} |" for column in entry.lake_columns]
        lines.append("")
    return "\n".join(lines)


def interface() -> str:
    """Every address of the API with what it takes, what it answers, and the right it needs."""
    from rapport.api.interface import interface, nouns

    document = interface.get_openapi_schema(path_prefix="/api/v1/")
    rights = {(task.method, f"/api/v1{task.path}"): task.right for noun in nouns for task in noun.tasks}
    opening = "Written from the OpenAPI document, which your own house serves at `/api/v1/openapi.json`."
    lines = ["# API", "", f"{opening} How to begin is in [the guide](../guides/api.md).", ""]
    for noun in nouns:
        lines += [f"## {noun.title}", "", noun.help, ""]
        for path, tasks in document["paths"].items():
            for method, task in tasks.items():
                if noun.title in task["tags"]:
                    lines += _task(method.upper(), path, task, rights[method.upper(), path])
    return "\n".join([*lines, "## Shapes", "", *_shapes(document["components"]["schemas"])])


def pages() -> dict[str, Callable[[], str]]:
    """What is written, by file name."""
    return {
        "commands.md": commands,
        "metrics.md": metrics,
        "analyses.md": analyses,
        "conditions.md": conditions,
        "imports.md": imports,
        "canvases.md": canvases,
        "relationships.md": relationships,
        "timeline.md": timeline,
        "lake.md": lake,
        "api.md": interface,
    }


def _hidden_with(source: Any) -> str:
    return f", field `{source.field}`" if source.field else ""


def _task(method: str, path: str, task: Any, right: str) -> Iterator[str]:
    yield f"### {method} {path.removeprefix('/api/v1')}"
    yield ""
    yield task["description"]
    yield ""
    if right:
        yield f"- Needs `{right}`"
    for one in task["parameters"]:
        if one["in"] == "query":
            words = one.get("description", "")
            yield f"- `?{one['name']}=` {_kind(one['schema'])}{': ' + words if words else ''}"
    if "requestBody" in task:
        yield f"- Send {_kind(task['requestBody']['content']['application/json']['schema'])}"
    for status, answer in task["responses"].items():
        if int(status) < 300:
            content = answer.get("content", {}).get("application/json")
            yield f"- {status}: {_kind(content['schema']) if content else 'nothing'}"
    yield ""


def _shapes(schemas: Any) -> Iterator[str]:
    for name in sorted(schemas):
        shape = schemas[name]
        yield f"### Shape {name}"
        yield ""
        yield " ".join(shape.get("description", "").split())
        yield ""
        yield "| name | kind | |"
        yield "| --- | --- | --- |"
        for key, part in shape["properties"].items():
            needed = "needed" if key in shape.get("required", ()) else ""
            yield f"| `{key}` | {_kind(part)} | {' '.join([part.get('description', ''), needed]).strip()} |"
        yield ""


def _kind(part: Any) -> str:
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#shape-{name.lower()})"
    if "anyOf" in part or "allOf" in part:
        return " or ".join(_kind(one) for one in part.get("anyOf") or part["allOf"])
    if "enum" in part:
        return " or ".join(f"`{one or '(empty)'}`" for one in part["enum"])
    if part.get("type") == "array":
        return f"list of {_kind(part['items'])}"
    return str(part.get("format") or part.get("const") or part.get("type") or "anything")


def _paragraphs(text: str) -> Iterator[str]:
    for line in str(text).splitlines():
        yield line
        yield ""


def _wish(wish: Any) -> str:
    among = ", ".join(words for _, words in wish.options) or f"{wish.least:g} to {wish.most:g} {wish.unit}".strip()
    among = wish.help if wish.linked else among
    default = dict(wish.options).get(wish.default, wish.default)
    return f"| {wish.title} | {default} | {among} |"


def _condition(entry: Any) -> str:
    operators = ", ".join(operator.name.replace("_", " ") for operator in entry.offered)
    return f"| {entry.title}: {entry.help} | `{entry.name}` | {operators} |"


def _field(field: Any) -> str:
    words = f"{field.title}: {field.help}" if field.help else field.title
    needed = "yes" if field.required else ""
    return f"| {words} | `{field.name}` | {needed} | {', '.join(field.synonyms)} |"


def _command(path: str, command: Any) -> Iterator[str]:
    yield f"## {path}" if path.count(" ") == 1 else f"### {path}"
    yield ""
    yield " ".join((command.help or "").split())
    yield ""
    parts = [part for part in command.params if not getattr(part, "hidden", False) and part.name != "help"]
    if parts:
        yield "| | |"
        yield "| --- | --- |"
        yield from (f"| {_spoken(part)} | {_meaning(part)} |" for part in parts)
        yield ""
    for name in sorted(getattr(command, "commands", {})):
        yield from _command(f"{path} {name}", command.commands[name])


def _spoken(part: Any) -> str:
    if part.param_type_name == "argument":
        return f"`{str(part.name).upper()}`"
    return ", ".join(f"`{name}`" for name in [*part.opts, *part.secondary_opts])


def _meaning(part: Any) -> str:
    return " ".join((getattr(part, "help", "") or "").split()).replace("|", "\\|")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    import django

    django.setup()
    for name, write in pages().items():
        (FOLDER / name).write_text(write().rstrip() + "\n")


if __name__ == "__main__":
    main()
