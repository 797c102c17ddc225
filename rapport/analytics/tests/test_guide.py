"""The code of the notebook guides runs as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[3] / "docs" / "guides"
PRINTED = {
    "analytics-in-a-notebook": (7, "38% of 8 customers came back", "WITH frames AS ("),
    "lifetime-value-in-a-notebook": (6, "1,500 customers", "lifetime value: ", "had everybody gone on as before"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_the_guide_runs_as_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    guide = GUIDES / f"{name}.md"
    blocks = re.findall(r"```python\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}

    for block in blocks:
        exec(compile(block, str(guide), "exec"), names)

    printed = capsys.readouterr().out
    count, *words = PRINTED[name]
    assert len(blocks) == count
    assert all(str(word) in printed for word in words)
