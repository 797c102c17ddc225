"""The code of the notebook guide runs as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "analytics-in-a-notebook.md"


def test_the_guide_runs_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}

    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)

    printed = capsys.readouterr().out
    assert len(blocks) == 6
    assert "38% of 8 customers came back" in printed
    assert "WITH frames AS (" in printed
