"""What stands in the logs already is sealed, in its order; from then on every entry is sealed when it is written."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils.timezone import now

from rapport.kernel.sealing.digests import digest_of, link_of, new_salt

BATCH = 1_000
KIND = "earlier"


def seal_what_is_there(apps, schema_editor):
    chain = apps.get_model("kernel", "Chain")
    for workspace in apps.get_model("accounts", "Workspace").objects.order_by("pk").values_list("pk", flat=True):
        if not chain.objects.filter(workspace_id=workspace).exists():
            number, link = _seal_log(apps, workspace, now())
            chain.objects.create(workspace_id=workspace, number=number, link=link)


def _seal_log(apps, workspace, at):
    """Seal one log; returns the number and the link of its last seal."""
    seal, number, link, seals = apps.get_model("kernel", "Seal"), 0, "", []
    entries = apps.get_model("activity", "Activity").objects.filter(workspace_id=workspace).order_by("sequence")
    for record in entries.iterator(chunk_size=BATCH):
        salt = new_salt()
        digest = digest_of(record, salt)
        number += 1
        link = link_of(link, workspace, number, KIND, at, digest, record)
        place = {"workspace_id": workspace, "number": number, "sequence": record.sequence, "kind": KIND, "at": at}
        seals.append(seal(**place, salt=salt, digest=digest, link=link))
        if len(seals) == BATCH:
            seal.objects.bulk_create(seals)
            seals = []
    seal.objects.bulk_create(seals)
    return number, link


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_tokens_and_digests"),
        ("activity", "0002_timelines"),
        ("kernel", "0003_seals"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("since", models.DateTimeField(null=True)),
                ("number", models.BigIntegerField(default=0)),
                ("link", models.CharField(blank=True, max_length=64)),
                ("earlier", models.BigIntegerField(default=0)),
                ("redacted", models.BigIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=10)),
                ("fault_number", models.BigIntegerField(null=True)),
                ("fault_sequence", models.BigIntegerField(null=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.workspace"
                    ),
                ),
            ],
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop, elidable=True),
    ]
