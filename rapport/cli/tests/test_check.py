import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rapport.cli import app, check

REQUIREMENTS = Path(__file__).parents[3] / "requirements.txt"


@pytest.mark.django_db
def test_a_check_looks_at_every_part_and_fails_while_no_worker_runs() -> None:
    result = CliRunner().invoke(app, ["check", "--json"])

    found = {row["what"]: row for row in json.loads(result.stdout)}
    assert set(found) == set(check.LOOKS)
    assert found["database"]["good"]
    assert found["migrations"]["note"] == "up to date"
    assert not found["worker"]["good"]
    assert result.exit_code == 1


def test_a_part_that_breaks_does_not_hide_the_others() -> None:
    def broken() -> tuple[bool, str]:
        raise OSError("no such disk")

    finding = check._looked_at("disk", broken)

    assert not finding.good
    assert finding.note == "OSError: no such disk"


def test_the_bill_of_materials_is_what_is_pinned() -> None:
    parts = check.bill_of_materials()["components"]
    bill = {re.sub(r"[._]", "-", part["name"].lower()): part["version"] for part in parts}
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+)", REQUIREMENTS.read_text(), re.M)

    assert pinned
    assert {name: bill.get(name) for name, _ in pinned} == dict(pinned)
