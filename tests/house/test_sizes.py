"""Nothing grows beyond what a reader holds in mind."""

import ast
from pathlib import Path

from tests.house import source

FUNCTION = 40
PYTHON_FILE = 400
JS_MODULE = 200
CSS_FILE = 250
BOARD_CSS = 500
COMMAND = 90


def test_a_function_has_at_most_forty_lines() -> None:
    long = [
        f"{source.place(path, node)} {node.name}: {length} lines"
        for path in source.python()
        for node in source.nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
    ]

    source.none(long, f"functions over {FUNCTION} lines")


def test_a_python_file_has_at_most_four_hundred_lines() -> None:
    source.none(_longer(source.python(), PYTHON_FILE), f"Python files over {PYTHON_FILE} lines")


def test_a_script_module_has_at_most_two_hundred_lines() -> None:
    source.none(_longer(source.files("*.js"), JS_MODULE), f"JS modules over {JS_MODULE} lines")


def test_a_stylesheet_stays_short_and_the_board_may_be_twice_as_long() -> None:
    board = [path for path in source.files("*.css") if source.inside(path, "rapport/apps/canvas")]
    others = [path for path in source.files("*.css") if path not in board]

    source.none(_longer(others, CSS_FILE) + _longer(board, BOARD_CSS), f"CSS over {CSS_FILE} lines (board {BOARD_CSS})")


def test_a_command_of_the_checkout_fits_on_a_screen() -> None:
    source.none(_longer(source.files("bin/*"), COMMAND), f"commands over {COMMAND} lines")


def _longer(paths: list[Path] | tuple[Path, ...], limit: int) -> list[str]:
    lengths = ((path, len(path.read_text().splitlines())) for path in paths)
    return [f"{source.place(path)}: {length} lines" for path, length in lengths if length > limit]
