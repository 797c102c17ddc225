"""The commands of the checkout need nothing but Python itself."""

import ast
import subprocess
import sys

from tests.house import source

SCRIPTS = ("bin/run", "bin/rapport", "bin/test", "bin/environment.py", "bin/gates.py", "bin/parts.py")


def test_the_commands_use_only_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"environment", "gates", "parts"}
    foreign = [
        f"{script}: {module}"
        for script in SCRIPTS
        for node in ast.walk(ast.parse((source.ROOT / script).read_text()))
        for module in _modules(node)
        if module.partition(".")[0] not in allowed
    ]

    assert foreign == []


def test_a_python_that_is_too_old_is_told_so_before_anything_else() -> None:
    """The file must also parse where the version is refused, so its grammar is that of Python 3.8."""
    for script in ("bin/run", "bin/environment.py"):
        ast.parse((source.ROOT / script).read_text(), feature_version=(3, 8))


def test_the_suite_is_a_list_of_named_steps() -> None:
    said = subprocess.run(
        ["grep", "-c", '^    "', source.ROOT / "bin/test"], capture_output=True, text=True, check=True
    )

    assert int(said.stdout) >= 8


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
