from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_guests_and_notifications")]

    operations = [
        migrations.AddField("notification", "about", models.CharField(blank=True, default="", max_length=120)),
    ]
