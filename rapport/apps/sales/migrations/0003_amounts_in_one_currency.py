from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def keep_own_amounts(apps, schema_editor):
    """Orders in the workspace's own currency need no rate; the others wait for theirs."""
    orders, workspaces = apps.get_model("sales", "Order"), apps.get_model("accounts", "Workspace")
    own = workspaces.objects.filter(pk=OuterRef("workspace_id")).values("currency")[:1]
    orders.objects.filter(currency=Subquery(own)).update(reporting_amount=F("net_amount"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_rates_of_exchange"),
        ("sales", "0002_amounts_in_the_index"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="order", name="sales_orders_of_customer"),
        migrations.AddField(
            model_name="order",
            name="rate",
            field=models.DecimalField(blank=True, decimal_places=12, max_digits=24, null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="reporting_amount",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True),
        ),
        migrations.RunPython(keep_own_amounts, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["workspace", "customer", "kind", "at", "reporting_amount"], name="sales_orders_of_customer"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("reporting_amount", None)),
                fields=["workspace", "currency", "at"],
                name="sales_order_without_rate",
            ),
        ),
    ]
