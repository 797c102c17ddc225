import json

import pytest
from typer.testing import CliRunner, Result

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Subject, recorded
from rapport.cli import app

pytestmark = pytest.mark.django_db


def rapport(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["log", "check", *arguments, "--workspace", "glow"])


def write(member: Member) -> int:
    with recorded(member.actor, "thing.changed", subject=Subject("thing", 1, "A thing")) as change:
        pass
    return change.sequence


def test_a_log_that_holds_prints_what_to_keep_elsewhere(mara: Member) -> None:
    write(mara)

    printed = rapport()
    again = rapport("--was", printed.stdout.strip())

    assert (printed.exit_code, again.exit_code) == (0, 0)
    number, link = printed.stdout.strip().split(":")
    assert (int(number), len(link)) == (2, 64)


def test_a_changed_entry_ends_with_three_and_its_place(mara: Member) -> None:
    place = write(mara)
    Activity.objects.of(mara).filter(sequence=place).update(subject_label="Another")

    told = rapport("--json")

    assert told.exit_code == 3
    assert json.loads(told.stdout)["fault_sequence"] == place


def test_a_link_that_the_log_does_not_lead_through_is_a_fault(mara: Member) -> None:
    assert json.loads(rapport("--json", "--was", f"1:{'0' * 64}").stdout)["fault"] == "rewritten"


def test_what_is_no_link_is_refused(mara: Member) -> None:
    assert rapport("--was", "yesterday").exit_code == 2
