from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_duplicate_scans"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["workspace", "city"], name="customers_party_city"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["workspace", "acquired_at"], name="customers_party_acquired"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["workspace", "first_seen_at"], name="customers_party_first_seen"),
        ),
    ]
