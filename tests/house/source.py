"""The source of Rapport as the house tests read it: files of git, syntax trees, lines to point at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Files of the checkout (tracked, or new and not ignored) that match git's patterns, deleted ones left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file())


def python() -> list[Path]:
    """Every Python file but migrations, which Django writes."""
    return [path for path in files("*.py") if "migrations" not in path.parts]


def shipped() -> list[Path]:
    """The Python files of the package, without its tests."""
    return [path for path in python() if inside(path, "rapport") and "tests" not in path.parts]


def inside(path: Path, *folders: str) -> bool:
    """Is the file in one of the folders, named from the root of the checkout?"""
    return any(path.is_relative_to(ROOT / folder) for folder in folders)


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(), filename=str(path))


def line(path: Path, node: ast.AST) -> str:
    """The text of the line where a node begins."""
    return path.read_text().splitlines()[node.lineno - 1]  # type: ignore[attr-defined]


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """The tree's nodes of these kinds."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def place(path: Path, line: int | ast.AST = 0) -> str:
    """`folder/file.py:12`, to click on."""
    number = line if isinstance(line, int) else line.lineno  # type: ignore[attr-defined]
    return f"{path.relative_to(ROOT)}:{number}" if number else str(path.relative_to(ROOT))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; nothing for other expressions."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module a file imports, with `from a import b` as `a.b`."""
    for node in nodes(path, ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from ((name.name, node) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{name.name}", node) for name in node.names)


def none(found: list[str], rule: str) -> None:
    """Fail with the rule and every place that breaks it."""
    assert not found, f"{rule}\n  " + "\n  ".join(found)
