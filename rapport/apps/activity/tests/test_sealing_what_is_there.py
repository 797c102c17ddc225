"""A log from before there were seals is sealed when the database is brought up to date."""

from importlib import import_module

import pytest
from django.apps import apps

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import recorded
from rapport.kernel.models import Chain, Seal
from rapport.kernel.sealing import check

pytestmark = pytest.mark.django_db


def write(member: Member) -> None:
    with recorded(member.actor, "thing.changed") as change:
        change.details["value"] = 1.5


@pytest.mark.parametrize("batch", [2, 1_000])
def test_a_log_without_seals_gets_them_in_its_order(
    mara: Member, otto: Member, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("rapport.apps.activity.migrations.0003_seal_the_log")
    monkeypatch.setattr(migration, "BATCH", batch)
    for _ in range(4):
        write(mara)
    for member in (mara, otto):
        Seal.objects.of(member).delete()
        Chain.objects.of(member).delete()

    migration.seal_what_is_there(apps, None)
    write(mara)
    migration.seal_what_is_there(apps, None)

    verdict = check(mara.workspace_id)
    assert verdict.fault is None
    assert (verdict.number, verdict.earlier) == (Activity.objects.of(mara).count(), 5)
    assert check(otto.workspace_id).fault is None
